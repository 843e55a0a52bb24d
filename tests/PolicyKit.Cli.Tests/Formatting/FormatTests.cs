using System.Text;
using System.Text.Json;

namespace PolicyKit.Cli.Tests.Formatting;

/// <summary><c>policykit fmt</c>.</summary>
public sealed class FormatTests : IDisposable
{
    private const string Rough = "package p\nimport data.b\nimport data.a\n\n\nallow if {input.x==1\n}\n";
    private const string Neat = "package p\n\nimport data.a\nimport data.b\n\nallow if {\n\tinput.x == 1\n}\n";
    private const string Broken = "package p\n\nallow if {\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_are_formatted_in_place_and_those_that_changed_are_told()
    {
        string rough = _folder.Write("a/rough.rego", Rough);
        string policy = _folder.Write("a/rough.policy", "package q\nallow if {input.x==1\n}");
        string neat = _folder.Write("neat.rego", Neat);
        string other = _folder.Write("other.yaml", "a:  1");
        DateTime written = File.GetLastWriteTimeUtc(neat);

        Invocation run = await Format(_folder.Path);

        Assert.Equal(new Invocation(0, $"{policy}\n{rough}\n", ""), run);
        Assert.Equal(Neat, File.ReadAllText(rough));
        Assert.Equal("package q\n\nallow if {\n    input.x == 1\n}\n", File.ReadAllText(policy));
        Assert.Equal(written, File.GetLastWriteTimeUtc(neat));
        Assert.Equal("a:  1", File.ReadAllText(other));
        Assert.Equal(new Invocation(0, "", ""), await Format(_folder.Path));
        Assert.Equal(["neat.rego", "other.yaml", "rough.policy", "rough.rego"], Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Check_changes_nothing_and_fails_when_something_would()
    {
        string rough = _folder.Write("rough.rego", Rough);
        string neat = _folder.Write("neat.rego", Neat);

        Assert.Equal(new Invocation(1, $"{rough}\n", ""), await Format("--check", rough, neat));
        Assert.Equal(new Invocation(0, "", ""), await Format("--check", neat));
        Assert.Equal(Rough, File.ReadAllText(rough));
    }

    [Fact]
    public async Task Diff_shows_what_would_change()
    {
        string rough = _folder.Write("rough.rego", "package p\n\na := 1\nb := 2\nc := 3\nd  := 4\ne := 5\nf := 6\ng := 7\nh := 8\ni := 9\nj := 10\nk := 11\nl :=12");

        Invocation run = await Format("--diff", rough);

        string[] expected =
        [
            $"--- {rough}", $"+++ {rough}",
            "@@ -3,7 +3,7 @@", " a := 1", " b := 2", " c := 3", "-d  := 4", "+d := 4", " e := 5", " f := 6", " g := 7",
            "@@ -11,4 +11,4 @@", " i := 9", " j := 10", " k := 11", "-l :=12", "\\ No newline at end of file", "+l := 12", "",
        ];
        Assert.Equal(new Invocation(1, string.Join('\n', expected), ""), run);
        Assert.EndsWith("l :=12", File.ReadAllText(rough), StringComparison.Ordinal);
        Assert.Equal(new Invocation(0, "", ""), await Format("--diff", _folder.Write("neat.rego", Neat)));
    }

    [Fact]
    public async Task A_difference_is_coloured_on_a_terminal_only()
    {
        string rough = _folder.Write("rough.rego", "package p\n\nallow if {\nx\n}\n");
        string[] arguments = ["fmt", "--diff", rough];

        Assert.Contains("-x\n+\tx\n", (await Invocation.Run(arguments)).Output, StringComparison.Ordinal);
        Assert.Contains("\u001b[", (await Invocation.Run(arguments, hasColour: true)).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[", (await Invocation.Run([.. arguments, "--no-color"], hasColour: true)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_errors_is_left_as_it_is_and_the_others_are_formatted()
    {
        string broken = _folder.Write("broken.rego", Broken);
        string rough = _folder.Write("rough.rego", Rough);

        Invocation run = await Format(_folder.Path);

        Assert.Equal((2, $"{rough}\n"), (run.ExitCode, run.Output));
        Assert.StartsWith($"{broken}:3:10: error PK1007:", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("1 file left unformatted\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(Broken, File.ReadAllText(broken));
        Assert.Equal(Neat, File.ReadAllText(rough));
    }

    [Fact]
    public async Task Rego_v0_is_read_when_it_is_asked_for_and_stays_Rego_v0()
    {
        string file = _folder.Write("v0.rego", "package p\n\np[x] { x:=1 }\n");

        Invocation without = await Format(file);

        Assert.Equal(2, without.ExitCode);
        Assert.Contains("help: --v0", without.Error, StringComparison.Ordinal);
        Assert.Equal(new Invocation(0, $"{file}\n", ""), await Format("--v0", file));
        Assert.Equal("package p\n\np[x] { x := 1 }\n", File.ReadAllText(file));
    }

    [Fact]
    public async Task Standard_input_is_formatted_to_standard_output()
    {
        Assert.Equal(new Invocation(0, Neat.Replace("\t", "    ", StringComparison.Ordinal), ""), await Invocation.Run(["fmt", "-"], Rough));
        Assert.Equal(new Invocation(0, Neat, ""), await Invocation.Run(["fmt", "-", "--stdin-name", "a.rego"], Rough));
        Assert.Equal(new Invocation(1, "a.rego\n", ""), await Invocation.Run(["fmt", "-", "--check", "--stdin-name", "a.rego"], Rough));
        Invocation broken = await Invocation.Run(["fmt", "-"], Broken);
        Assert.Equal((2, ""), (broken.ExitCode, broken.Output));
        Assert.StartsWith("stdin.policy:3:10: error PK1007:", broken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_ends_byte_order_mark_and_permissions_stay()
    {
        string file = _folder.Write("a.rego", "");
        File.WriteAllText(file, Rough.Replace("\n", "\r\n", StringComparison.Ordinal), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, mode);

        Assert.Equal(0, (await Format(file)).ExitCode);

        Assert.Equal([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Neat.Replace("\n", "\r\n", StringComparison.Ordinal))], File.ReadAllBytes(file));
        if (!OperatingSystem.IsWindows()) Assert.Equal(mode, File.GetUnixFileMode(file));
        Assert.Equal(new Invocation(0, "", ""), await Format("--check", file));
    }

    [Fact]
    public async Task What_a_link_points_to_is_formatted()
    {
        if (OperatingSystem.IsWindows()) return;
        string file = _folder.Write("a.rego", Rough);
        string link = $"{_folder.Path}/link.rego";
        File.CreateSymbolicLink(link, "a.rego");

        Assert.Equal(0, (await Format(link)).ExitCode);

        Assert.Equal("a.rego", new FileInfo(link).LinkTarget);
        Assert.Equal(Neat, File.ReadAllText(file));
    }

    [Fact]
    public async Task Json_tells_the_same()
    {
        string broken = _folder.Write("broken.rego", Broken);
        string rough = _folder.Write("rough.rego", Rough);
        string binary = _folder.Write("binary.rego", "");
        File.WriteAllBytes(binary, [0xFF, 0xFE, 0xFD]);

        Invocation run = await Format("--diff", "--output", "json", _folder.Path);

        Assert.Equal(2, run.ExitCode);
        JsonElement json = run.Json();
        Assert.Equal("""{"files":3,"changed":1,"failed":2}""", JsonSerializer.Serialize(json.GetProperty("summary")));
        JsonElement changed = Assert.Single(json.GetProperty("changed").EnumerateArray());
        Assert.Equal(rough, changed.GetProperty("file").GetString());
        Assert.StartsWith($"--- {rough}\n+++ {rough}\n@@ -1,7 +1,8 @@\n package p\n", changed.GetProperty("diff").GetString(), StringComparison.Ordinal);
        Assert.Equal(broken, Assert.Single(json.GetProperty("diagnostics").EnumerateArray()).GetProperty("file").GetString());
        Assert.Equal($"`{binary}` is no UTF-8 text", Assert.Single(json.GetProperty("problems").EnumerateArray()).GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("nowhere", "does not exist")]
    [InlineData("notes.txt", "is no .policy or .rego file")]
    [InlineData("empty", "there is no .policy or .rego file in")]
    public async Task What_cannot_be_formatted_is_an_error(string name, string message)
    {
        _folder.Write("notes.txt", "");
        Directory.CreateDirectory($"{_folder.Path}/empty");

        Invocation run = await Format($"{_folder.Path}/{name}");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_stands_alone()
    {
        string file = _folder.Write("a.rego", Rough);
        Assert.Equal((2, "error: standard input (`-`) is formatted alone\n"), await Format("-", file) is var run ? (run.ExitCode, run.Error) : default);
        Assert.Equal(2, (await Format("-", "--output", "json")).ExitCode);
        Assert.Equal(Rough, File.ReadAllText(file));
    }

    [Fact]
    public async Task The_policies_and_examples_of_the_repository_are_formatted() =>
        Assert.Equal(new Invocation(0, "", ""), await Format("--check", RepositoryFiles.PathOf("policies"), RepositoryFiles.PathOf("docs/examples")));

    private static Task<Invocation> Format(params string[] arguments) => Invocation.Run(["fmt", .. arguments]);
}
