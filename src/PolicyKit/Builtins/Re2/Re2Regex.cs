using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace PolicyKit.Builtins.Re2;

/// <summary>A regular expression with RE2's syntax and meaning; matching takes time linear in the text. Safe for use by many threads.</summary>
internal sealed class Re2Regex
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private readonly Lazy<Regex> _utf16;
    private readonly Lazy<Regex> _private;
    private readonly Re2Expression _expression;

    private Re2Regex(string pattern)
    {
        _expression = Re2Parser.Parse(pattern);
        _utf16 = new(() => new Regex(Re2Translator.ToUtf16(_expression.Root), Options));
        _private = new(() => new Regex(Re2Translator.ToPrivateAlphabet(_expression.Root), Options));
    }

    /// <summary>Names of the groups from 1 on; empty where a group has none.</summary>
    public ImmutableArray<string> GroupNames => _expression.GroupNames;

    /// <exception cref="Re2SyntaxException">RE2 refuses the pattern.</exception>
    public static Re2Regex Parse(string pattern) => new(pattern);

    /// <summary>The text as a pattern that matches just it.</summary>
    public static string Quote(string text) => string.Concat(text.Select(character => @"\.+*?()|[]{}^$".Contains(character, StringComparison.Ordinal) ? $"\\{character}" : $"{character}"));

    public bool IsMatch(string text) => NeedsPrivateAlphabet(text) ? Matches(text).Any() : _utf16.Value.IsMatch(text);

    /// <summary>All matches from left to right. As in Go, an empty match right after another match does not count.</summary>
    public IEnumerable<Re2Match> Matches(string text)
    {
        var lastEnd = -1;
        foreach (var match in NeedsPrivateAlphabet(text) ? PrivateMatches(text) : Utf16Matches(text))
        {
            if (match.Length == 0 && match.Start == lastEnd)
                continue;
            lastEnd = match.Start + match.Length;
            yield return match;
        }
    }

    private bool NeedsPrivateAlphabet(string text) => _expression.HasWordBoundary && !System.Text.Ascii.IsValid(text);

    private IEnumerable<Re2Match> Utf16Matches(string text)
    {
        for (var match = _utf16.Value.Match(text); match.Success; match = match.NextMatch())
        {
            var isInsidePair = match.Index > 0 && match.Index < text.Length && char.IsLowSurrogate(text[match.Index]) && char.IsHighSurrogate(text[match.Index - 1]);
            if (!isInsidePair)
                yield return new(text, [.. match.Groups.Values.Select(group => group.Success ? (group.Index, group.Length) : (-1, 0))]);
        }
    }

    private IEnumerable<Re2Match> PrivateMatches(string text)
    {
        var (encoded, origins) = PrivateAlphabet.Encode(text);
        for (var match = _private.Value.Match(encoded); match.Success; match = match.NextMatch())
        {
            if (origins[match.Index] >= 0)
                yield return new(text, [.. match.Groups.Values.Select(group => group.Success ? Original(group, origins) : (-1, 0))]);
        }
    }

    private static (int Start, int Length) Original(Group group, int[] origins) =>
        (origins[group.Index], origins[group.Index + group.Length] - origins[group.Index]);
}

/// <summary>One match; group 0 is all of it, and a group that took no part starts at -1.</summary>
internal readonly record struct Re2Match(string Text, ImmutableArray<(int Start, int Length)> Groups)
{
    public int Start => Groups[0].Start;

    public int Length => Groups[0].Length;

    /// <summary>The text of a group, empty where it took no part or does not exist.</summary>
    public string GroupText(int index) => index < Groups.Length && Groups[index].Start >= 0 ? Text.Substring(Groups[index].Start, Groups[index].Length) : "";
}
