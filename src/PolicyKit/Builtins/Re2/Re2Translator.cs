using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PolicyKit.Builtins.Re2;

/// <summary>Writes an expression in .NET's syntax, with every class spelled out, so that no option and no culture changes its meaning.</summary>
internal sealed class Re2Translator
{
    private readonly StringBuilder _result = new();
    private readonly Func<CodePointSet, CodePointSet> _encode;

    private Re2Translator(Func<CodePointSet, CodePointSet> encode) => _encode = encode;

    /// <summary>For texts without surrogates: what lies beyond the BMP is left out.</summary>
    public static string ForBasicPlane(Re2Node root) => new Re2Translator(set => set).Append(root)._result.ToString();

    /// <summary>For texts in a private alphabet.</summary>
    public static string For(PrivateAlphabet alphabet, Re2Node root) => new Re2Translator(alphabet.Encode).Append(root)._result.ToString();

    private Re2Translator Append(Re2Node node)
    {
        switch (node)
        {
            case Re2Set set:
                AppendSet(_encode(set.Set));
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

    private void AppendSet(CodePointSet set)
    {
        _result.Append('[');
        var start = _result.Length;
        foreach (var (first, last) in set.Ranges)
        {
            if (first <= char.MaxValue)
                _result.Append(CultureInfo.InvariantCulture, $@"\u{first:X4}-\u{Math.Min(last, char.MaxValue):X4}");
        }

        // A class of nothing is the complement of everything.
        _result.Append(_result.Length == start ? @"^\u0000-\uFFFF]" : "]");
    }
}
