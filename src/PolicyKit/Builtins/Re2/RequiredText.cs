using System.Buffers;
using System.Text;

namespace PolicyKit.Builtins.Re2;

/// <summary>Texts one of which is in everything that an expression matches: looking for them is many times faster than matching, and most texts hold none.</summary>
internal sealed class RequiredText
{
    private const int MostTexts = 64;

    private readonly string[] _texts;
    private readonly bool _ignoresCase;
    private readonly Lazy<SearchValues<string>> _values;

    private RequiredText(string[] texts, bool ignoresCase)
    {
        _texts = texts;
        _ignoresCase = ignoresCase;
        _values = new(() => SearchValues.Create(_texts, _ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));
    }

    /// <summary>The texts, in lower case where case does not count.</summary>
    public IEnumerable<string> Texts => _texts;

    /// <summary>What an expression requires; null when that is not known.</summary>
    public static RequiredText? Of(Re2Node root) => Find(root) is { Length: > 0 } found ? new RequiredText([.. found.Select(t => t.Text).Distinct(StringComparer.Ordinal)], found.Any(t => t.IgnoresCase)) : null;

    /// <summary>Whether a text may hold a match; only where case counts can letters outside ASCII be others' cases.</summary>
    public bool MayBeIn(string text) => (_ignoresCase && !Ascii.IsValid(text)) || text.AsSpan().ContainsAny(_values.Value);

    /// <summary>Null or empty when nothing is known to be required.</summary>
    private static Required[]? Find(Re2Node node) => node switch
    {
        Re2Set set => Letter(set) is { } letter ? [letter] : null,
        Re2Capture capture => Find(capture.Operand),
        Re2Repetition { Min: > 0 } repetition => Find(repetition.Operand),
        Re2Sequence sequence => Best(Candidates(sequence)),
        Re2Alternation alternation => Join(alternation),
        _ => null,
    };

    private static IEnumerable<Required[]> Candidates(Re2Sequence sequence)
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
            if (Find(part) is { } inner) yield return inner;
        }
        if (run.Length > 0) yield return [new Required(run.ToString(), ignoresCase)];
    }

    private static Required[]? Join(Re2Alternation alternation)
    {
        Required[]?[] branches = [.. alternation.Branches.Select(Find)];
        Required[] all = [.. branches.SelectMany(b => b ?? [])];
        return branches.All(b => b is { Length: > 0 }) && all.Length <= MostTexts ? all : null;
    }

    /// <summary>The longest at its shortest; of equals the one with fewer.</summary>
    private static Required[]? Best(IEnumerable<Required[]> candidates) => candidates.OrderByDescending(c => c.Min(r => r.Text.Length)).ThenBy(c => c.Length).FirstOrDefault();

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
