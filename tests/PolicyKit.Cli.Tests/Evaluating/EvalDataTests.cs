namespace PolicyKit.Cli.Tests.Evaluating;

/// <summary>How <c>policykit eval</c> puts <c>data</c> and <c>input</c> together.</summary>
public sealed class EvalDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_are_merged_at_the_root_and_folders_below_their_names()
    {
        _folder.Write("top/a.json", """{"a": {"x": 1, "none": null}}""");
        _folder.Write("top/a/deep/b.yaml", "k: yes\n");
        _folder.Write("top/list/c.yml", "[1, 2]\n");
        _folder.Write("top/.hidden/d.json", "no JSON");
        _folder.Write("top/readme.txt", "no data");
        string prefixed = _folder.Write("e.json", "7");

        Invocation run = await Data("-d", $"{_folder.Path}/top", "-d", $"a.z:{prefixed}");

        Assert.Equal("[{\"a\":{\"deep\":{\"k\":true},\"none\":null,\"x\":1,\"z\":7},\"list\":[1,2]}]\n", run.Output);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task A_file_that_is_named_twice_is_read_once()
    {
        string file = _folder.Write("a.json", """{"a": 1}""");

        Assert.Equal("[{\"a\":1}]\n", (await Data("-d", file, "-d", _folder.Path)).Output);
    }

    [Theory]
    [InlineData("""{"a": 1}""", """{"a": 1}""", "2.json:1:2: error: `FOLDER/1.json` states the same part of `data`\n      1 | {\"a\": 1}\n        |  ^^^^^^\n")]
    [InlineData("""{"a": {"b": 1}}""", """{"a": 2}""", "2.json:1:2: error: `FOLDER/1.json` states the same part of `data`")]
    [InlineData("""{"a": 2}""", """{"a": {"b": 1}}""", "2.json:1:2: error: `FOLDER/1.json` states the same part of `data`")]
    [InlineData("{}", "[]", "2.json:1:1: error: `data` is an object, and this is none")]
    [InlineData("{}", """{"a": }""", "2.json:1:7: error: expected a value but found `}`\n      1 | {\"a\": }\n        |       ^\n")]
    public async Task Data_that_cannot_be_used_is_shown_at_its_place(string first, string second, string expected)
    {
        _folder.Write("1.json", first);
        _folder.Write("2.json", second);

        Invocation run = await Data("-d", _folder.Path);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("FOLDER/" + expected, run.Error.Replace(_folder.Path, "FOLDER", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: 1\n---\na: 2\n", "stdin:3:1: error: there is a second document; one is expected")]
    [InlineData("a: [\n", "stdin:")]
    [InlineData(" \n", "stdin:1:1: error: there is nothing to read")]
    public async Task Input_that_cannot_be_used_is_shown_at_its_place(string input, string expected)
    {
        Invocation run = await Invocation.Run(["eval", "-i", "-", "input"], input);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(expected, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "[null]\n")]
    [InlineData("[1, {a: null}]", "[[1,{\"a\":null}]]\n")]
    [InlineData("\"text\"", "[\"text\"]\n")]
    public async Task Any_value_is_an_input(string input, string expected) =>
        Assert.Equal(expected, (await Invocation.Run(["eval", "-i", "-", "--output", "values", "input"], input)).Output);

    [Theory]
    [InlineData("none.rego", "error: `none.rego` does not exist\n")]
    [InlineData("a.b:none.json", "error: `none.json` does not exist\n")]
    public async Task A_path_that_is_not_there_is_an_error(string path, string expected)
    {
        Invocation run = await Data("-d", path);

        Assert.Equal((2, expected), (run.ExitCode, run.Error));
    }

    private static Task<Invocation> Data(params string[] options) => Invocation.Run(["eval", "--output", "values", "data", .. options]);
}
