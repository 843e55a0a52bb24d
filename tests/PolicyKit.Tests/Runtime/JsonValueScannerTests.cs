using System.Text;
using PolicyKit.Runtime;

namespace PolicyKit.Tests.Runtime;

public sealed class JsonValueScannerTests
{
    private const string Alphabet = "{}[]\"\"\\\\a:,  \n\u0001é";

    [Fact]
    public void It_does_what_one_byte_after_the_other_does_in_whatever_parts_the_text_comes()
    {
        var random = new Random(1);
        var found = new Dictionary<ScanResult, int>();
        for (int i = 0; i < 20_000; i++)
        {
            string body = string.Concat(Enumerable.Range(0, random.Next(1, 200)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            byte[] text = Encoding.UTF8.GetBytes("{[\""[random.Next(3)] + (random.Next(2) == 0 ? body : body.Replace("\\", "", StringComparison.Ordinal).Replace("\u0001", "", StringComparison.Ordinal)));
            (ScanResult, int) expected = ScanSlowly(text);
            found[expected.Item1] = found.GetValueOrDefault(expected.Item1) + 1;
            Assert.Equal(expected, Scan(text, text.Length));
            Assert.Equal(expected, Scan(text, 1));
            Assert.Equal(expected, Scan(text, random.Next(2, 130)));
        }
        Assert.All(Enum.GetValues<ScanResult>(), result => Assert.InRange(found.GetValueOrDefault(result), 500, int.MaxValue));
    }

    [Theory]
    [InlineData("{\"a\":[\n", "{\"b\":1}\n]}", true)]
    [InlineData("{\"a\":{\"b\":1}", "\n{", false)]
    [InlineData("{\"a\":{\"b\":1}  \n \n", "{", false)]
    [InlineData("{\"a\":[{\"b\":1},\n", "\n{}]}", true)]
    public void What_was_dropped_is_remembered(string dropped, string text, bool ends)
    {
        var scanner = new JsonValueScanner();
        byte[] first = Padded(Encoding.UTF8.GetBytes(dropped)), second = Padded(Encoding.UTF8.GetBytes(text));
        Assert.Equal(ScanResult.NeedsMore, scanner.Scan(first, dropped.Length, out _));
        scanner.Drop(first.AsSpan(0, dropped.Length));
        Assert.Equal(ends ? ScanResult.Ends : ScanResult.Broken, scanner.Scan(second, text.Length, out _));
    }

    private static (ScanResult Result, int End) Scan(byte[] text, int part)
    {
        var scanner = new JsonValueScanner();
        byte[] padded = Padded(text);
        for (int length = Math.Min(part, text.Length); ; length = Math.Min(length + part, text.Length))
        {
            ScanResult result = scanner.Scan(padded, length, out int end);
            if (result != ScanResult.NeedsMore || length == text.Length) return (result, end);
        }
    }

    /// <summary>With bytes behind it that would matter if they counted.</summary>
    private static byte[] Padded(byte[] text) => [.. text, .. Enumerable.Repeat((byte)'"', 32), .. Enumerable.Repeat((byte)'}', 64)];

    private static (ScanResult Result, int End) ScanSlowly(byte[] text)
    {
        bool isString = false, isEscaped = false;
        int depth = 0;
        byte before = 0;
        for (int at = 0; at < text.Length; at++)
        {
            byte b = text[at];
            bool wasEscaped = isEscaped;
            isEscaped = b == '\\' && !wasEscaped;
            if (b == '"' && !wasEscaped)
            {
                isString = !isString;
                if (!isString && depth == 0) return (ScanResult.Ends, at + 1);
            }
            else if (isString ? b < ' ' : b == '\\')
            {
                return (ScanResult.Broken, at);
            }
            else if (!isString && b is (byte)'{' or (byte)'[')
            {
                if (b == '{' && at > 0 && text[at - 1] == '\n' && !",:["u8.Contains(before)) return (ScanResult.Broken, at);
                depth++;
            }
            else if (!isString && b is (byte)'}' or (byte)']' && --depth <= 0)
            {
                return (ScanResult.Ends, at + 1);
            }
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) before = b;
        }
        return (ScanResult.NeedsMore, 0);
    }
}
