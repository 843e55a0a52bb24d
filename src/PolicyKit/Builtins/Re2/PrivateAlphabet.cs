using System.Text;

namespace PolicyKit.Builtins.Re2;

/// <summary>
/// Where a text has surrogate pairs, or an expression has <c>\b</c> (RE2's knows ASCII words only, .NET's knows Unicode's), text and expression are rewritten: code
/// points beyond ASCII that no set of the expression tells apart become one and the same character of the private use area, which is no word character.
/// </summary>
internal sealed class PrivateAlphabet
{
    private const int First = 0xE000, Last = 0xF8FF;

    private readonly int[] _starts;
    private readonly char[] _letters;

    private PrivateAlphabet(int[] starts, char[] letters)
    {
        _starts = starts;
        _letters = letters;
    }

    /// <exception cref="Re2SyntaxException">The sets tell more classes of code points apart than there are letters.</exception>
    public static PrivateAlphabet Of(IReadOnlyCollection<CodePointSet> sets)
    {
        int[] starts = [.. sets.SelectMany(set => set.Ranges.ToArray()).SelectMany(range => new[] { range.First, range.Last + 1 }).Where(start => start > 0x80).Append(0x80).Distinct().Order()];
        var letters = new char[starts.Length];
        var known = new Dictionary<string, char>(StringComparer.Ordinal);
        for (var index = 0; index < starts.Length; index++)
        {
            var signature = string.Concat(sets.Select(set => set.Contains(starts[index]) ? '1' : '0'));
            if (!known.TryGetValue(signature, out var letter))
            {
                if (known.Count > Last - First)
                    throw Re2SyntaxException.Of("expression too large", "");
                known.Add(signature, letter = (char)(First + known.Count));
            }

            letters[index] = letter;
        }

        return new(starts, letters);
    }

    /// <summary>The text rewritten, and the original index of each of its characters and of its end.</summary>
    public (string Text, int[] Origins) Encode(string text)
    {
        var result = new StringBuilder(text.Length);
        var origins = new List<int>(text.Length + 1);
        for (var index = 0; index < text.Length; index += CodePoints.WidthAt(text, index))
        {
            origins.Add(index);
            var codePoint = CodePoints.At(text, index);
            result.Append(codePoint < 0x80 ? (char)codePoint : LetterOf(codePoint));
        }

        origins.Add(text.Length);
        return (result.ToString(), [.. origins]);
    }

    /// <summary>A set of code points as the set of characters that stand for them.</summary>
    public CodePointSet Encode(CodePointSet set)
    {
        var ranges = new List<(int, int)>();
        foreach (var (first, last) in set.Ranges)
        {
            if (first < 0x80)
                ranges.Add((first, Math.Min(last, 0x7F)));
            for (var start = Math.Max(first, 0x80); start <= last;)
            {
                var index = IndexOf(start);
                ranges.Add((_letters[index], _letters[index]));
                start = index + 1 < _starts.Length ? _starts[index + 1] : int.MaxValue;
            }
        }

        return CodePointSet.Of(ranges);
    }

    private char LetterOf(int codePoint) => _letters[IndexOf(codePoint)];

    private int IndexOf(int codePoint)
    {
        var index = Array.BinarySearch(_starts, codePoint);
        return index >= 0 ? index : ~index - 1;
    }
}
