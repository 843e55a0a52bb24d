using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace PolicyKit.Builtins.Re2;

/// <summary>A regular expression with RE2's syntax and meaning; matching takes time linear in the text. Safe for use by many threads.</summary>
internal sealed class Re2Regex
{
    /// <summary>Expressions with more different sets are checked at once for whether a private alphabet can tell them apart.</summary>
    private const int ManySets = 12;

    /// <summary>Larger expressions are made at once, because they may be too large; others when they are first matched, as making one costs more than binding a policy.</summary>
    private const int CertainlyNotTooLarge = 500;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>How long matching may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly string _pattern;
    private readonly Re2Expression _expression;
    private readonly Lazy<ImmutableArray<RequiredText>> _required;
    private readonly Lazy<Regex> _basic;
    private readonly Lazy<PrivateAlphabet> _alphabet;
    private readonly Lazy<Regex> _private;

    private Re2Regex(string pattern)
    {
        _pattern = pattern;
        _expression = Re2Parser.Parse(pattern);
        _required = new(() => RequiredText.Of(_expression.Root));
        _basic = new(() => Create(Re2Translator.ForBasicPlane(_expression.Root)));
        _alphabet = new(() => PrivateAlphabet.Of(_expression.Sets));
        _private = new(() => Create(Re2Translator.For(_alphabet.Value, _expression.Root)));
        if (_expression.Size > CertainlyNotTooLarge)
            _ = _basic.Value;
        if (_expression.Sets.Count > ManySets)
            _ = _expression.Size > CertainlyNotTooLarge ? _private.Value : (object)_alphabet.Value;
    }

    /// <summary>How many places of the expression a text is tried against: its length with repetitions written out.</summary>
    public long Size => _expression.Size;

    /// <summary>Names of the groups from 1 on; empty where a group has none.</summary>
    public ImmutableArray<string> GroupNames => _expression.GroupNames;

    /// <exception cref="Re2SyntaxException">RE2 refuses the pattern.</exception>
    public static Re2Regex Parse(string pattern) => new(pattern);

    /// <summary>The text as a pattern that matches just it.</summary>
    public static string Quote(string text) => string.Concat(text.Select(character => @"\.+*?()|[]{}^$".Contains(character, StringComparison.Ordinal) ? $"\\{character}" : $"{character}"));

    /// <exception cref="RegexMatchTimeoutException">Matching took too long.</exception>
    public bool IsMatch(ReadOnlySpan<char> text) =>
        MayMatch(text) && (NeedsPrivateAlphabet(text) ? _private.Value.IsMatch(_alphabet.Value.Encode(text.ToString()).Text) : _basic.Value.IsMatch(text));

    /// <summary>All matches from left to right. As in Go, an empty match right after another match does not count.</summary>
    /// <exception cref="RegexMatchTimeoutException">Matching took too long.</exception>
    public IEnumerable<Re2Match> Matches(string text)
    {
        if (!MayMatch(text))
            yield break;
        var lastEnd = -1;
        foreach (var match in NeedsPrivateAlphabet(text) ? PrivateMatches(text) : BasicMatches(text))
        {
            if (match.Length == 0 && match.Start == lastEnd)
                continue;
            lastEnd = match.Start + match.Length;
            yield return match;
        }
    }

    /// <summary>The pattern as it was written.</summary>
    public override string ToString() => _pattern;

    /// <summary>Whether a text in UTF-8 holds what the expression requires; false where it certainly does not match.</summary>
    public bool MayMatch(ReadOnlySpan<byte> text)
    {
        foreach (var required in _required.Value)
        {
            if (!required.MayBeIn(text))
                return false;
        }

        return true;
    }

    private bool MayMatch(ReadOnlySpan<char> text)
    {
        foreach (var required in _required.Value)
        {
            if (!required.MayBeIn(text))
                return false;
        }

        return true;
    }

    private bool NeedsPrivateAlphabet(ReadOnlySpan<char> text) =>
        _expression.HasWordBoundary ? !System.Text.Ascii.IsValid(text) : text.ContainsAnyInRange('\uD800', '\uDFFF');

    private IEnumerable<Re2Match> BasicMatches(string text)
    {
        for (var match = _basic.Value.Match(text); match.Success; match = match.NextMatch())
            yield return new(text, [.. match.Groups.Values.Select(group => group.Success ? (group.Index, group.Length) : (-1, 0))]);
    }

    private IEnumerable<Re2Match> PrivateMatches(string text)
    {
        var (encoded, origins) = _alphabet.Value.Encode(text);
        for (var match = _private.Value.Match(encoded); match.Success; match = match.NextMatch())
            yield return new(text, [.. match.Groups.Values.Select(group => group.Success ? Original(group, origins) : (-1, 0))]);
    }

    private static Regex Create(string pattern)
    {
        try
        {
            return new Regex(pattern, Options, Timeout);
        }
        catch (NotSupportedException exception)
        {
            throw new Re2SyntaxException("error parsing regexp: expression too large", exception);
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
