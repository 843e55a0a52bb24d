namespace PolicyKit.Cli.Tests.Reports;

/// <summary>What a manifest says must not look like what the report says, nor be taken for a command by the log that it is written to.</summary>
public sealed class ForgedTextTests : IDisposable
{
    private const string Policy = """
        package own

        policy maps {
            title: "maps"
            description: "all are found"
            severity: low
            match: ["ConfigMap", "Widget.example.com"]

            deny at object.data.x because $"{object.data.x}"
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("::error::x", "\uFFFD:error::x")]
    [InlineData("a\\n  ::add-mask::x", "a\n    \uFFFD:add-mask::x")]
    [InlineData("##vso[task.complete result=Succeeded]", "\uFFFD#vso[task.complete result=Succeeded]")]
    [InlineData("a ##[error]x ##teamcity[y", "a \uFFFD#[error]x \uFFFD#teamcity[y")]
    [InlineData("::1 and ::ffff:10.0.0.1", "::1 and ::ffff:10.0.0.1")]
    [InlineData("## a heading, a::b::c", "## a heading, a::b::c")]
    [InlineData("1 object in 1 file: 0 denials\\n1 object in 1 file: 0 denials", "1 object in 1 file: 0 denials\n  1 object in 1 file: 0 denials")]
    public async Task A_message_begins_no_line_and_is_no_command(string text, string expected)
    {
        string file = _folder.Write("a.yaml", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: m, namespace: shop}}\ndata: {{x: \"{text}\"}}\n");
        Invocation run = await Check(file);

        Assert.Contains($"deny (low) own.maps\n  {expected}\n  at data.x of ConfigMap shop/m\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_on_one_line()
    {
        string file = _folder.Write("a\nb.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"m\\n::error::x\", namespace: \"shop\\r\\nfine\"}\ndata: {x: y}\n---\napiVersion: example.com/v1\nkind: \"Thing\\n0 denials\"\nmetadata: {name: t}\n");
        Invocation run = await Check(file);

        Assert.Contains("  at data.x of ConfigMap shop fine/m ::error::x\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("/a b.yaml:4:8: deny", run.Output, StringComparison.Ordinal);
        Assert.Contains("no policy is for Thing 0 denials (1)\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n0 denials", run.Output, StringComparison.Ordinal);
    }

    private Task<Invocation> Check(string file) => Invocation.Check(file, "--no-config", "--pack", "none", "--policy", _folder.Write("own.policy", Policy));
}
