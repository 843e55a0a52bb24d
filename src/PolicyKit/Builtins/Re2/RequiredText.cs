using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace PolicyKit.Builtins.Re2;

/// <summary>Texts one of which is in everything that an expression matches: looking for them is many times faster than matching, and most texts hold none.</summary>
internal sealed class RequiredText
{
    private const int MostTexts = 64;
    private const int MostPerExpression = 3;

    // Making a search for all texts at once costs more than some searches for each.
    private const int UsesOneByOne = 64;

    private readonly string[] _texts;
    private readonly StringComparison _comparison;
    private readonly Lazy<SearchValues<string>> _values;
    private readonly Lazy<TextPairs?> _pairs;
    private int _uses;

    private RequiredText(Required[] found)
    {
        _texts = [.. found.Select(r => r.Text).Distinct(StringComparer.Ordinal)];
        _comparison = found.Any(r => r.IgnoresCase) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        _values = new(() => SearchValues.Create(_texts, _comparison));
        _pairs = new(() => TextPairs.Of(_texts, _comparison == StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The texts, in lower case where case does not count.</summary>
    public IEnumerable<string> Texts => _texts;

    /// <summary>What an expression requires, all of it, the longest first; empty when nothing is known.</summary>
    public static ImmutableArray<RequiredText> Of(Re2Node root) =>
        [.. All(root).Where(found => found.Length > 0).OrderByDescending(ShortestOf).ThenBy(found => found.Length).Take(MostPerExpression).Select(found => new RequiredText(found))];

    /// <summary>Whether one of the texts is in a text. Where case does not count, letters outside ASCII may be others' cases.</summary>
    public bool MayBeIn(ReadOnlySpan<char> text)
    {
        if (_comparison == StringComparison.OrdinalIgnoreCase && !Ascii.IsValid(text)) return true;
        if (_uses >= UsesOneByOne) return text.ContainsAny(_values.Value);
        _uses++;
        foreach (string required in _texts)
        {
            if (text.Contains(required, _comparison)) return true;
        }
        return false;
    }

    /// <summary>As above, of a short text in UTF-8.</summary>
    public bool MayBeIn(ReadOnlySpan<byte> text) => _pairs.Value is not { } pairs || pairs.MayBeIn(text);

    /// <summary>All that is required, each in one of several texts.</summary>
    private static IEnumerable<Required[]> All(Re2Node node) => node switch
    {
        Re2Set set => Letter(set) is { } letter ? [[letter]] : [],
        Re2Capture capture => All(capture.Operand),
        Re2Repetition { Min: > 0 } repetition => All(repetition.Operand),
        Re2Sequence sequence => OfSequence(sequence),
        Re2Alternation alternation => Join(alternation) is { } joined ? [joined] : [],
        _ => [],
    };

    private static IEnumerable<Required[]> OfSequence(Re2Sequence sequence)
    {
        var run = new StringBuilder();
        bool ignoresCase = false;
        foreach (Re2Node part in sequence.Parts)
        {
            if (part is Re2Set set && Letter(set) is { } letter)
            {
                run.Append(letter.Text);
                ignoresCase |= letter.IgnoresCase;
                continue;
            }
            if (run.Length > 0) yield return [new Required(run.ToString(), ignoresCase)];
            run.Clear();
            ignoresCase = false;
            foreach (Required[] inner in All(part)) yield return inner;
        }
        if (run.Length > 0) yield return [new Required(run.ToString(), ignoresCase)];
    }

    /// <summary>Of each branch what is longest at its shortest, and of equals what has fewer texts; null when a branch requires nothing.</summary>
    private static Required[]? Join(Re2Alternation alternation)
    {
        Required[]?[] branches = [.. alternation.Branches.Select(branch => All(branch).OrderByDescending(ShortestOf).ThenBy(found => found.Length).FirstOrDefault())];
        return branches.All(branch => branch is not null) && branches.Sum(branch => branch!.Length) <= MostTexts ? [.. branches.SelectMany(branch => branch!)] : null;
    }

    private static int ShortestOf(Required[] found) => found.Min(r => r.Text.Length);

    /// <summary>A set that is one letter, or one letter in all its cases.</summary>
    private static Required? Letter(Re2Set set)
    {
        ReadOnlySpan<(int First, int Last)> ranges = set.Set.Ranges;
        if (ranges is [(var only, var last)] && only == last) return new Required(char.ConvertFromUtf32(only), IgnoresCase: false);
        int lower = -1;
        foreach ((int first, int end) in ranges)
        {
            if (first > '\x7f') continue;
            if (first != end || !char.IsAsciiLetter((char)first) || (lower >= 0 && (first | ' ') != lower)) return null;
            lower = first | ' ';
        }
        return lower < 0 ? null : new Required(((char)lower).ToString(), IgnoresCase: true);
    }

    private readonly record struct Required(string Text, bool IgnoresCase);
}
