using System.Globalization;
using System.Text;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Tests.Yaml;

public sealed class DocumentReaderTests
{
    public static TheoryData<string, string> ScalarCases => CaseFile.Lines("yaml/scalars.cases");

    public static TheoryData<string, string> KeyCases => CaseFile.Lines("yaml/keys.cases");

    public static TheoryData<string, string, string> DocumentCases => CaseFile.Blocks("yaml/documents.cases");

    [Theory]
    [MemberData(nameof(ScalarCases))]
    public void A_scalar_has_the_type_that_kubernetes_gives_it(string source, string expected)
    {
        var reading = Assert.Single(DocumentReader.Read($"a: {source}\n"));
        Assert.Equal(expected, reading.Document is { } document ? document.RawRoot.Member("a").ToJson() : "error");
    }

    [Theory]
    [MemberData(nameof(KeyCases))]
    public void A_key_has_the_text_that_kubernetes_gives_it(string source, string expected)
    {
        var reading = Assert.Single(DocumentReader.Read($"{{ {source}: 1 }}\n"));
        Assert.Equal(expected, reading.Document is { } document ? Assert.Single(document.RawRoot.Members()).Key.ToJson() : "error");
    }

    [Theory]
    [MemberData(nameof(DocumentCases))]
    public void A_stream_reads_as(string title, string source, string expected)
    {
        Assert.NotEmpty(title);
        Assert.Equal(expected, string.Join('\n', DocumentReader.Read(source).Select(Print)));
    }

    [Fact]
    public void Documents_are_numbered_without_the_empty_ones()
    {
        Assert.Equal([0, 1, 2], DocumentReader.Read("---\n---\na: 1\n---\n[\n---\n~\n---\nb: 1\n").Select(reading => reading.Index));
    }

    [Theory]
    [InlineData("a", "2:1")]
    [InlineData("a.b", "3:3")]
    [InlineData("a.c", "2:1")]
    [InlineData("a.b[1]", "5:5")]
    [InlineData("a.b[0].k", "4:7")]
    [InlineData("a.b[1].x.y", "5:5")]
    [InlineData("z.q", "6:8")]
    [InlineData("w.t", "7:19")]
    public void A_position_is_that_of_the_key_or_the_element(string path, string expected)
    {
        var reading = Assert.Single(DocumentReader.Read("# comment\na:\n  b:\n  -   k: 1\n  - l: 2\nz: &z {q: 1}\nw: {<<: *z, s: é, t: \"𝄞\"}\n"));
        Assert.Equal(expected, reading.Document!.GetPosition(path).ToString());
    }

    [Fact]
    public void Positions_count_lines_over_the_whole_stream()
    {
        var second = DocumentReader.Read("\uFEFFa: 1\r\n---\r\n\r\nb:\r\n  c: 1\r\n").Last().Document!;
        Assert.Equal("5:3", second.GetPosition("b.c").ToString());
    }

    [Fact]
    public void Positions_survive_brackets_that_had_to_be_moved()
    {
        var document = Assert.Single(DocumentReader.Read("a:\n  b: [\nx,\n {c: 1} ]\nd: 1\n")).Document!;
        Assert.Equal("3:1", document.GetPosition("a.b[0]").ToString());
        Assert.Equal("4:3", document.GetPosition("a.b[1].c").ToString());
        Assert.Equal("5:1", document.GetPosition("d").ToString());
    }

    [Fact]
    public void Positions_in_json_count_characters()
    {
        var second = DocumentReader.Read("{\"a\": 1}\n{\"é😀\": [1,\n  {\"b\": 2}], \"c\": 3}").Last().Document!;
        Assert.Equal("2:2", second.GetPosition("[\"é😀\"]").ToString());
        Assert.Equal("3:4", second.GetPosition("[\"é😀\"][1].b").ToString());
        Assert.Equal("3:14", second.GetPosition("c").ToString());
    }

    [Theory]
    [InlineData("a: x\u0001y\n")]
    [InlineData("a: 'x\u007Fy'\n")]
    [InlineData("# \u0000\na: 1\n")]
    public void Control_characters_are_refused(string text)
    {
        Assert.Contains("control character", Assert.Single(DocumentReader.Read(text)).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_content()
    {
        Assert.Equal(["{\"a\":1}", "{\"b\":1}"], DocumentReader.Read("\uFEFFa: 1\n---\n\uFEFFb: 1\n").Select(Print));
        Assert.Equal("a: é", SourceDecoder.Decode([0xEF, 0xBB, 0xBF, .. "a: é"u8], out _));
        Assert.Equal("a: é", SourceDecoder.Decode([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a: é")], out _));
        Assert.Equal("a: é", SourceDecoder.Decode([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("a: é")], out _));
    }

    /// <summary>YAML's readers refuse wrong bytes and JSON's replace them, so what a cluster would store is not certain.</summary>
    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        Assert.Null(SourceDecoder.Decode([.. "a: 1\nb: caf"u8, 0xE9, (byte)'\n'], out string? problem));
        Assert.Equal("line 2 is no UTF-8 text", problem);
        Assert.Null(SourceDecoder.Decode([0x7F, 0x45, 0x4C, 0x46, 0, 1], out problem));
        Assert.Equal("this is a binary file, not YAML or JSON", problem);
    }

    [Theory]
    [InlineData(4, 9)]
    [InlineData(60, 2)]
    public void A_bomb_of_aliases_is_refused(int levels, int width)
    {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i <= levels; i++) bomb.Append(CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", width))}]\n");
        Assert.Contains("excessive aliasing", Assert.Single(DocumentReader.Read(bomb.ToString())).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_of_merges_is_refused()
    {
        var bomb = new StringBuilder("a0: &a0 {k: 1}\n");
        for (int i = 1; i <= 60; i++) bomb.Append(CultureInfo.InvariantCulture, $"a{i}: &a{i} {{<<: [*a{i - 1}, *a{i - 1}]}}\n");
        Assert.Contains("excessive aliasing", Assert.Single(DocumentReader.Read(bomb.ToString())).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_anchor_used_often_is_fine()
    {
        var text = new StringBuilder("base: &b {x: 1, y: [2, 3]}\n");
        for (int i = 0; i < 100; i++) text.Append(CultureInfo.InvariantCulture, $"k{i}: {{<<: *b, z: *b}}\n");
        Assert.Null(Assert.Single(DocumentReader.Read(text.ToString())).Error);
    }

    [Theory]
    [InlineData("[", "]", 990, true)]
    [InlineData("[", "]", 100_000, false)]
    [InlineData("{a: ", "}", 100_000, false)]
    [InlineData("- ", "", 3000, false)]
    [InlineData("{\"a\": ", "}", 100_000, false)]
    public void Nesting_has_a_limit_and_no_depth_ends_the_process(string open, string close, int levels, bool isRead)
    {
        string text = string.Concat(Enumerable.Repeat(open, levels)) + "1" + string.Concat(Enumerable.Repeat(close, levels));
        var reading = Assert.Single(DocumentReader.Read("a:\n " + text + "\n"));
        Assert.Equal(isRead, reading.Document is not null);
        if (!isRead) Assert.NotNull(reading.Error);
    }

    [Fact]
    public void Json_nesting_has_the_same_limit()
    {
        Assert.NotNull(Assert.Single(DocumentReader.Read(string.Concat(Enumerable.Repeat("{\"a\":", 990)) + "1" + new string('}', 990))).Document);
        Assert.NotNull(Assert.Single(DocumentReader.Read(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000))).Error);
    }

    private static string Print(DocumentReading reading) =>
        reading.Error is { } error ? $"error {error.Position} {error.Message}" : reading.Document!.RawRoot.ToJson();
}
