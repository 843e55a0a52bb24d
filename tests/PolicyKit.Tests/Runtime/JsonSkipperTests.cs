using System.Text;
using PolicyKit.Runtime;

namespace PolicyKit.Tests.Runtime;

public sealed class JsonSkipperTests
{
    private const int Levels = 64;

    /// <summary>Texts that each have something which a block of 64 bytes may cut.</summary>
    public static TheoryData<string, bool> Containers => new()
    {
        { "{}", true },
        { "[]", true },
        { """{"a": [1, {"b": "}]"}], "c": {}}""", true },
        { """{"\"": "\\", "\\\"": "\\\\\"]", "x\\": []}""", true },
        { """["\u00e9\n\/", "\\u", "\\\\\\"]""", true },
        { """{"a": "é€😀", "b": [[[[]]]]}""", true },
        { """{"a": [}""", false },
        { """{"a": ]}""", false },
        { """{"a": {]""", false },
        { """{"a": "b}""", false },
        { """{"a": "b\"}""", false },
        { """["\x"]""", false },
        { """["\u12g4"]""", false },
        { """["\u12"]""", false },
        { """[\"]""", false },
        { "[\"a\tb\"]", false },
        { """["\\\"]""", false },
        { "{", false },
        { """["\""", false },
    };

    /// <summary>At every offset from a boundary of blocks, with other text around.</summary>
    [Theory]
    [MemberData(nameof(Containers))]
    public void A_container_ends_where_it_ends_at_every_offset(string container, bool ends)
    {
        for (int before = 0; before < 130; before++)
        {
            foreach (string after in (string[])["", " ", "}", "]", "\"", "\\", ", \"x\": {}}"])
            {
                (byte[] text, int start, int end) = Lay(new string('"', before), container, ends ? after : "");
                Assert.Equal(ends ? end - after.Length : JsonSkipper.LookCloser, JsonSkipper.Skip(text, start, end, Levels));
            }
        }
    }

    [Fact]
    public void It_does_what_one_byte_after_the_other_does()
    {
        var random = new Random(1);
        const string Alphabet = "{}[]\"\"\\\\u0a:, \n\u0001\u0019/é";
        for (int i = 0; i < 20_000; i++)
        {
            string body = string.Concat(Enumerable.Range(0, random.Next(1, 200)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            (byte[] text, int start, int end) = Lay(new string(' ', random.Next(64)), "[" + body, "");
            Assert.Equal(SkipSlowly(text, start, end), JsonSkipper.Skip(text, start, end, Levels));
        }
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Depth_is_limited(int depth, bool ends)
    {
        (byte[] text, int start, int end) = Lay("", new string('[', depth) + new string(']', depth), "");
        Assert.Equal(ends ? end : JsonSkipper.LookCloser, JsonSkipper.Skip(text, start, end, 1_000));
        Assert.Equal(JsonSkipper.LookCloser, JsonSkipper.Skip(text, start, end, depth - 1));
    }

    private static (byte[] Text, int Start, int End) Lay(string before, string container, string after)
    {
        byte[] source = Encoding.UTF8.GetBytes(before + container + after);
        return ([.. source, .. new byte[Tape.Padding]], Encoding.UTF8.GetByteCount(before), source.Length);
    }

    private static int SkipSlowly(byte[] text, int start, int end)
    {
        var open = new Stack<byte>();
        bool isInString = false;
        for (int i = start; i < end; i++)
        {
            byte at = text[i];
            if (isInString)
            {
                if (at < ' ') return JsonSkipper.LookCloser;
                if (at == '"') isInString = false;
                if (at != '\\') continue;
                i++;
                bool isUnit = text[i] == 'u' && Enumerable.Range(i + 1, 4).All(d => char.IsAsciiHexDigit((char)text[d]));
                if (i >= end || !(isUnit || "\"\\/bfnrt".Contains((char)text[i], StringComparison.Ordinal))) return JsonSkipper.LookCloser;
            }
            else if (at == '"')
            {
                isInString = true;
            }
            else if (at == '\\')
            {
                return JsonSkipper.LookCloser;
            }
            else if (at is (byte)'{' or (byte)'[')
            {
                if (open.Count == Levels) return JsonSkipper.LookCloser;
                open.Push(at);
            }
            else if (at is (byte)'}' or (byte)']')
            {
                if (open.Pop() + 2 != at) return JsonSkipper.LookCloser;
                if (open.Count == 0) return i + 1;
            }
        }
        return JsonSkipper.LookCloser;
    }
}
