namespace PolicyKit.Cli.Tests.Building;

/// <summary><c>policykit build</c>, and the commands that take what it wrote.</summary>
public sealed class BuildTests
{
    private const string Policy =
        """
        package team

        import data.pod_security.messages

        policy tag {
            title: "Tag"
            match: workloads
            param separator: string = ":"

            deny at c.image because $"image {c.image} has no tag" if {
                some c in containers
                not contains(c.image, params.separator)
            }
        }

        limit := 3
        """;

    private const string Module = "package rules\n\ndeny contains msg if { input.kind == \"Lease\"; msg := \"no lease\" }\n";

    [Fact]
    public async Task What_was_built_judges_as_its_sources()
    {
        using var folder = new TemporaryFolder();
        folder.Write("policies/tag.policy", Policy);
        folder.Write("policies/rules.rego", Module);
        string pack = $"{folder.Path}/team.pkp";
        string pod = folder.Write("pod.yaml", Manifests.Privileged.Replace(":1.0", "", StringComparison.Ordinal));
        string lease = folder.Write("lease.yaml", Manifests.Lease);

        Invocation build = await Invocation.Run(["build", $"{folder.Path}/policies", "-o", pack]);
        Assert.Equal(new Invocation(0, $"{pack}: 2 policies of 2 files\n", ""), build);
        foreach (string[] packs in (string[][])[[], ["--pack", "none"], ["--pack", "network"]])
        {
            Invocation bySources = await Invocation.Check([pod, lease, "--policy", $"{folder.Path}/policies", .. packs]);
            Invocation byPack = await Invocation.Check([pod, lease, "--policy", pack, .. packs]);
            Assert.Contains("image registry.example/web has no tag", byPack.Output, StringComparison.Ordinal);
            Assert.Contains("no lease", byPack.Output, StringComparison.Ordinal);
            Assert.Equal(bySources, byPack);
        }
    }

    [Fact]
    public async Task Packs_and_sources_judge_together()
    {
        using var folder = new TemporaryFolder();
        string pack = await Build(folder, "tag.policy", Policy);
        string rules = folder.Write("rules.rego", Module);
        Invocation check = await Invocation.Check(folder.Write("lease.yaml", Manifests.Lease), "--policy", pack, "--policy", rules, "--output", "json");
        Assert.Equal("rules", Assert.Single(check.Json().GetProperty("findings").EnumerateArray()).GetProperty("policy").GetString());
    }

    [Fact]
    public async Task A_query_sees_what_was_built()
    {
        using var folder = new TemporaryFolder();
        string pack = await Build(folder, "tag.policy", Policy);
        Assert.Equal(new Invocation(0, "4\n", ""), await Invocation.Run(["eval", "-d", pack, "--output", "raw", "data.team.limit + 1"]));
    }

    [Fact]
    public async Task An_explanation_shows_the_sources()
    {
        using var folder = new TemporaryFolder();
        string pack = await Build(folder, "rules.rego", "package rules\n\nallow if input.a == 1\n");
        Invocation eval = await Invocation.Run(["eval", "--explain", "-d", pack, "data.rules.allow"]);
        Assert.Contains("input.a == 1", eval.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_use_what_was_built()
    {
        using var folder = new TemporaryFolder();
        string pack = await Build(folder, "tag.policy", Policy);
        string test = folder.Write("limit_test.rego", "package limit\n\ntest_limit if data.team.limit == 3\n");
        Invocation run = await Invocation.Run(["test", test, "--policy", pack]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("package p\n\nx := y\n", "p.rego", "team.pkp", "PK3001")]
    [InlineData("package p\n\nx := 1\n", "p.rego", "team.bin", "must end in .pkp")]
    [InlineData("package p\n\nx := 1\n", "p.rego", "no/folder/team.pkp", "cannot be written")]
    [InlineData("apiVersion: v1\n", "p.yaml", "team.pkp", "there is no .policy or .rego file")]
    [InlineData("apiVersion: templates.gatekeeper.sh/v1\nkind: ConstraintTemplate\nmetadata: {name: a}\nspec: {}\n", "p.yaml", "team.pkp", "Gatekeeper's templates and constraints cannot be built")]
    public async Task What_cannot_be_built_is_an_error(string text, string name, string output, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write($"policies/{name}", text);
        Invocation build = await Invocation.Run(["build", $"{folder.Path}/policies", "-o", $"{folder.Path}/{output}"]);
        Assert.Equal(2, build.ExitCode);
        Assert.Contains(message, build.Error, StringComparison.Ordinal);
        Assert.False(File.Exists($"{folder.Path}/{output}"));
    }

    [Fact]
    public async Task Another_file_is_no_pack()
    {
        using var folder = new TemporaryFolder();
        string pack = folder.Write("team.pkp", "package team");
        string pod = folder.Write("pod.yaml", Manifests.Clean);
        Invocation check = await Invocation.Check(pod, "--policy", pack);
        Assert.Equal((2, $"error: `{pack}`: this is no compiled pack\n"), (check.ExitCode, check.Error));
        Invocation eval = await Invocation.Run(["eval", "-d", $"{folder.Path}/other.pkp", "1"]);
        Assert.Equal(2, eval.ExitCode);
        Assert.Contains("cannot be read", eval.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pack_of_the_standard_policies_stands_alone()
    {
        using var folder = new TemporaryFolder();
        string pack = await Build(folder, "mine.policy", Policy.Replace("package team", "package network", StringComparison.Ordinal));
        string pod = folder.Write("pod.yaml", Manifests.Clean);
        Assert.Contains("which is there already", (await Invocation.Check(pod, "--policy", await Build(folder, "open.policy", "package network\n\npolicy open_egress {\n    match: Pod\n    deny because \"no\" if false\n}\n"))).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Invocation.Check(pod, "--policy", pack, "--pack", "none")).ExitCode);
    }

    private static async Task<string> Build(TemporaryFolder folder, string name, string text)
    {
        string pack = $"{folder.Path}/{name}.pkp";
        Assert.Equal((0, ""), await Invocation.Run(["build", folder.Write(name, text), "-o", pack]) is var build ? (build.ExitCode, build.Error) : default);
        return pack;
    }
}
