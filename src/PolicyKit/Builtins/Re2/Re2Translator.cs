using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PolicyKit.Builtins.Re2;

/// <summary>Writes an expression in .NET's syntax, with every class spelled out, so that no option and no culture changes its meaning.</summary>
internal sealed class Re2Translator
{
    private readonly StringBuilder _result = new();
    private readonly Action<StringBuilder, CodePointSet> _appendSet;

    private Re2Translator(Action<StringBuilder, CodePointSet> appendSet) => _appendSet = appendSet;

    /// <summary>For texts as they are: code points beyond the BMP are surrogate pairs.</summary>
    public static string ToUtf16(Re2Node root) => new Re2Translator(AppendUtf16).Append(root)._result.ToString();

    /// <summary>For texts that <see cref="PrivateAlphabet"/> has encoded: no character but ASCII's is a word character for .NET.</summary>
    public static string ToPrivateAlphabet(Re2Node root) => new Re2Translator(PrivateAlphabet.Append).Append(root)._result.ToString();

    private Re2Translator Append(Re2Node node)
    {
        switch (node)
        {
            case Re2Set set:
                _appendSet(_result, set.Set);
                break;
            case Re2Anchor anchor:
                _result.Append(Spell(anchor.Kind));
                break;
            case Re2Capture capture:
                _result.Append('(');
                Append(capture.Operand)._result.Append(')');
                break;
            case Re2Sequence sequence:
                foreach (var part in sequence.Parts)
                    AppendGrouped(part);
                break;
            case Re2Alternation alternation:
                for (var index = 0; index < alternation.Branches.Length; index++)
                    (index == 0 ? this : Write("|")).Append(alternation.Branches[index]);
                break;
            case Re2Repetition repetition:
                AppendGrouped(repetition.Operand).Write(Counts(repetition)).Write(repetition.IsLazy ? "?" : "");
                break;
            default:
                throw new UnreachableException();
        }

        return this;
    }

    private Re2Translator AppendGrouped(Re2Node node) => node is Re2Capture ? Append(node) : Write("(?:").Append(node).Write(")");

    private Re2Translator Write(string text)
    {
        _result.Append(text);
        return this;
    }

    private static string Counts(Re2Repetition repetition) =>
        string.Create(CultureInfo.InvariantCulture, $"{{{repetition.Min},{(repetition.Max < 0 ? "" : repetition.Max)}}}");

    private static string Spell(Re2AnchorKind kind) => kind switch
    {
        Re2AnchorKind.TextStart => @"\A",
        Re2AnchorKind.TextEnd => @"\z",
        Re2AnchorKind.LineStart => "(?m:^)",
        Re2AnchorKind.LineEnd => "(?m:$)",
        Re2AnchorKind.WordBoundary => @"\b",
        _ => @"\B",
    };

    private static void AppendUtf16(StringBuilder result, CodePointSet set)
    {
        result.Append("(?:[");
        var pairs = new StringBuilder();
        var isEmpty = true;
        foreach (var (first, last) in set.Ranges)
        {
            if (first <= char.MaxValue)
            {
                isEmpty = false;
                AppendRange(result, first, Math.Min(last, char.MaxValue));
            }

            if (last > char.MaxValue)
                AppendPairs(pairs, Math.Max(first, 0x10000), last);
        }

        result.Append(isEmpty ? @"^\u0000-\uFFFF]" : "]").Append(pairs).Append(')');
    }

    private static void AppendPairs(StringBuilder result, int first, int last)
    {
        while (first <= last)
        {
            var (high, low) = (0xD800 + ((first - 0x10000) >> 10), 0xDC00 + ((first - 0x10000) & 0x3FF));
            var lastHigh = 0xD800 + ((last - 0x10000) >> 10);
            // A run of whole high surrogates is one pair of classes.
            var endHigh = low == 0xDC00 && lastHigh > high ? (((last - 0x10000) & 0x3FF) == 0x3FF ? lastHigh : lastHigh - 1) : high;
            var endLow = endHigh < lastHigh ? 0xDFFF : 0xDC00 + ((last - 0x10000) & 0x3FF);
            result.Append("|[");
            AppendRange(result, high, endHigh);
            result.Append("][");
            AppendRange(result, low, endLow);
            result.Append(']');
            first = ((endHigh - 0xD800 + 1) << 10) + 0x10000;
        }
    }

    internal static void AppendRange(StringBuilder result, int first, int last) =>
        result.Append(CultureInfo.InvariantCulture, $@"\u{first:X4}-\u{last:X4}");
}
