using System.Globalization;
using System.Text;
using PolicyKit.Runtime;

namespace PolicyKit.Tests.Runtime;

public class JsonTapeReaderTests
{
    private const string Sample = """{"kind": "Pod", "a\n": [1, -2.5e3, true, false, null, "\ud83d\ude00\u0041", {"b": {}, "c": []}], "é": "x"}""";

    public static TheoryData<int, string> Cases() => CaseLines.Read("json.txt");

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_text_is_read_or_refused_with_its_place(int line, string text)
    {
        (_, string[] operands, string expected) = CaseLines.Split(line, text);
        Assert.Equal(expected, Describe(Bytes(string.Join(" ; ", operands))));
    }

    [Fact]
    public void Every_truncation_is_an_error()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Sample);
        Assert.NotEqual(Value.Undefined, Value.ParseJson(whole));
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<DocumentException>(() => Value.ParseJson(whole.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Every_byte_changed_is_an_error_or_reads_as_another_reader_reads_it()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Sample.Replace("\\ud83d\\ude00", "\\u00e9", StringComparison.Ordinal));
        int read = 0;
        for (int at = 0; at < bytes.Length; at++)
        {
            byte[] changed = [.. bytes];
            foreach (byte other in "\"\\{}[],: 0e\0\u007f"u8)
            {
                changed[at] = other;
                if (Describe(changed) is not ['1', ':', ..])
                {
                    read++;
                    Assert.Equal(Representations.Materialised(Encoding.UTF8.GetString(changed)), Value.ParseJson(changed));
                }
            }
        }
        Assert.True(read > 100);
    }

    [Fact]
    public void Nesting_is_limited()
    {
        Assert.False(Value.ParseJson(Nested(1_000)).IsUndefined);
        Assert.Equal("nested deeper than 1000 levels", Assert.Throws<DocumentException>(() => Value.ParseJson(Nested(1_001))).Reason);
        Assert.Throws<DocumentException>(() => Value.ParseJson(new string('[', 100_000)));
        var tape = new Tape();
        JsonTapeReader.Read(Encoding.UTF8.GetBytes(Nested(5)), tape, maxDepth: 5);
        Assert.Throws<DocumentException>(() => JsonTapeReader.Read(Encoding.UTF8.GetBytes(Nested(6)), tape, maxDepth: 5));
        Assert.Equal(0, tape.Count);
    }

    [Theory]
    [InlineData(33)]
    [InlineData(5_000)]
    public void A_duplicate_among_many_keys_is_found(int count)
    {
        string[] members = [.. Enumerable.Range(0, count).Select(i => $"\"key-{i}\": {i}")];
        Value value = Value.ParseJson($"{{{string.Join(',', members)}}}");
        Assert.Equal(count, value.Count);
        Assert.Equal(Value.FromInt64(count - 1), Ops.Index(value, Value.FromString($"key-{count - 1}")));
        string repeated = $"{{{string.Join(',', members)}, \"key-7\": 0}}";
        Assert.Equal("duplicate key `key-7`", Assert.Throws<DocumentException>(() => Value.ParseJson(repeated)).Reason);
    }

    [Fact]
    public void A_number_of_too_many_digits_is_an_error() =>
        Assert.Equal("the number has too many digits", Assert.Throws<DocumentException>(() => Value.ParseJson(new string('9', 5_000))).Reason);

    [Fact]
    public void A_reused_tape_allocates_nothing_and_holds_nothing_of_the_document_before()
    {
        var tape = new Tape();
        byte[] large = Encoding.UTF8.GetBytes(Sample);
        byte[] small = "{\"kind\": \"Service\"}"u8.ToArray();
        JsonTapeReader.Read(large, tape);
        JsonTapeReader.Read(small, tape);
        Assert.Equal("""{"kind": "Service"}""", tape.Root.ToString());
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) JsonTapeReader.Read(large, tape);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Reading_values_allocates_nothing()
    {
        Value root = Representations.Read("""{"a": {"b": [1, "x", {"c": true}]}, "n": null}""").Root;
        Value list = Value.ParseJson("""[1, "x", {"c": true}]""");
        Value text = Value.FromString("x");
        Key a = SymbolTable.Intern("a"), b = SymbolTable.Intern("b"), x = SymbolTable.Intern("x");
        long Work()
        {
            Value array = Ops.Member(Ops.Member(root, a), b);
            long seen = Ops.Equal(array, list) && Ops.Compare(array, list) == 0 ? Ops.CountOf(root) : 100;
            for (long cursor = Ops.First(array); cursor >= 0; cursor = Ops.Next(array, cursor))
            {
                Value item = Ops.ValueAt(array, cursor);
                if (Ops.IsTrue(item) && (Ops.EqualKey(item, x) || Ops.Equal(item, text))) seen += 10;
            }
            return seen + (Ops.IsTrue(Ops.Contains(array, text)) ? 1 : 0) + (Ops.Hash(array) == Ops.Hash(list) ? 0 : 100);
        }
        Assert.Equal(12, Work());
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Work();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string Describe(byte[] json)
    {
        try
        {
            return Value.ParseJson(json).ToString();
        }
        catch (DocumentException error)
        {
            return $"{error.Line}:{error.Column} {error.Reason}";
        }
    }

    /// <summary>\n, \r, \t and \xNN outside of what JSON escapes itself stand for bytes; all else is UTF-8.</summary>
    private static byte[] Bytes(string text)
    {
        var bytes = new List<byte>();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') quoted = !quoted;
            bool escape = text[i] == '\\' && i + 1 < text.Length;
            if (escape && text[i + 1] == 'x')
            {
                bytes.Add(byte.Parse(text.AsSpan(i + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 3;
            }
            else if (escape && !quoted)
            {
                bytes.Add((byte)"\n\r\t"["nrt".IndexOf(text[i + 1])]);
                i++;
            }
            else
            {
                int length = char.IsHighSurrogate(text[i]) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
            }
        }
        return [.. bytes];
    }
}
