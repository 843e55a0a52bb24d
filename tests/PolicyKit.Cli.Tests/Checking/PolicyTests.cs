using System.Text.Json;

namespace PolicyKit.Cli.Tests.Checking;

/// <summary>Packs and the user's own policies.</summary>
public sealed class PolicyTests : IDisposable
{
    private const string Own =
        """
        package own

        policy image_tag {
            title: "Image tag"
            severity: low
            match: workloads

            deny at c.image because $"image {c.image} has no tag" if {
                some c in containers
                not contains(c.image, ":")
            }
        }

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Strictly_warnings_are_errors()
    {
        string file = _folder.Write("web.yaml", Manifests.Clean);
        string right = _folder.Write("right.policy", Own);
        string wrong = _folder.Write("wrong.policy", Own.Replace("not contains", "c.imagePullPolicy == \"always\"\n        not contains", StringComparison.Ordinal));

        Assert.Equal((0, ""), await Invocation.Check(file, "--strict", "--policy", right) is var clean ? (clean.ExitCode, clean.Error) : default);
        Invocation lenient = await Invocation.Check(file, "--policy", wrong);
        Assert.Equal(0, lenient.ExitCode);
        Assert.Contains("warning PK4002", lenient.Error, StringComparison.Ordinal);
        string[][] commands = [["check", file, "--policy", wrong], ["build", wrong, "-o", $"{_folder.Path}/wrong.pkp"], ["test", wrong]];
        foreach (string[] command in commands)
        {
            Invocation strict = await Invocation.Run([.. command, "--strict"]);
            Assert.Equal(2, strict.ExitCode);
            Assert.Contains("error PK4002", strict.Error, StringComparison.Ordinal);
        }
        Assert.False(File.Exists($"{_folder.Path}/wrong.pkp"));
    }

    [Fact]
    public async Task Core_modules_judge_with_the_input_that_they_read_or_that_is_named()
    {
        string file = _folder.Write("web.yaml", Manifests.Privileged);
        string module = _folder.Write("old/main.rego", "package main\ndeny[{\"msg\": \"seen\", \"kind\": o.kind}] { o := object.get(object.get(input, \"request\", {}), \"object\", input); input.metadata }\n");

        Invocation asVersion1 = await Invocation.Check(file, "--policy", module, "--pack", "none");
        Invocation ambiguous = await Invocation.Check(file, "--policy", module, "--pack", "none", "--v0");
        Invocation named = await Invocation.Check(file, "--policy", module, "--pack", "none", "--v0", "--input", "object", "--output", "json");

        Assert.Equal(2, asVersion1.ExitCode);
        Assert.Contains("--v0", asVersion1.Error, StringComparison.Ordinal);
        Assert.Contains("PK5014", ambiguous.Error, StringComparison.Ordinal);
        JsonElement finding = Assert.Single(named.Json().GetProperty("findings").EnumerateArray());
        Assert.Equal(("main", "seen", "Pod"), (finding.GetProperty("policy").GetString(), finding.GetProperty("message").GetString(), finding.GetProperty("details").GetProperty("kind").GetString()));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("sarif")]
    public async Task Details_may_nest_deeply(string format)
    {
        string file = _folder.Write("web.yaml", Manifests.Clean);
        string module = _folder.Write("deep.rego", $"package deep\n\ndeny contains {{\"msg\": \"deeply\", \"details\": {new string('[', 150)}1{new string(']', 150)}}} if input.kind\n");

        Invocation run = await Invocation.Check(file, "--policy", module, "--pack", "none", "--input", "object", "--output", format);

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("deeply", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_packs_that_are_named_judge()
    {
        string file = _folder.Write("web.yaml", Manifests.Privileged);

        Assert.Equal(1, (await Invocation.Check(file, "--pack", "rbac,pod_security")).ExitCode);
        Assert.Equal(0, (await Invocation.Check(file, "--pack", "rbac", "--pack", "network")).ExitCode);
    }

    [Fact]
    public async Task A_broken_policy_is_shown_with_carets_also_behind_tabs_and_in_long_lines()
    {
        string policy = _folder.Write("tabs.policy", $"package own\n\npolicy p {{\n\tmatch: workloads\n\tdeny if lenght(\"{new string('x', 500)}\")\n}}\n");

        Invocation run = await Invocation.Check(_folder.Write("web.yaml", Manifests.Clean), "--policy", policy);

        Assert.Equal(2, run.ExitCode);
        string[] lines = run.Error.Split('\n');
        Assert.StartsWith(" 5 |  deny if lenght(\"xxx", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("xxx…", lines[1], StringComparison.Ordinal);
        Assert.Equal("   |          ^^^^^^", lines[2]);
    }

    [Fact]
    public async Task A_message_of_several_lines_stays_below_its_finding()
    {
        string policy = _folder.Write("lines.policy", "package own\npolicy p {\n match: workloads\n deny because \"one\\ntwo.yaml:1:1: deny\" if true\n}\n");

        Invocation run = await Invocation.Check(_folder.Write("web.yaml", Manifests.Clean), "--policy", policy);

        Assert.Contains("\n  one\n  two.yaml:1:1: deny\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_option_is_not_taken_for_a_file()
    {
        Invocation run = await Invocation.Check(_folder.Write("web.yaml", Manifests.Clean), "--polciy", "own.policy");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("there is no option `--polciy`; did you mean `--policy`?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_findings_of_one_large_document_are_reported_in_time_that_grows_with_their_number()
    {
        string policy = _folder.Write("many.policy", """
            package own

            policy p {
                match: workloads
                deny at c.name because $"{c.name}" if some c in containers
            }
            """);
        string containers = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"  - {{name: c{i}, env: [{{name: A, value: {(i + 100_000)}x}}]}}\n"));
        string file = _folder.Write("web.yaml", $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec:\n  containers:\n{containers}");

        Invocation run = await Invocation.Check(file, "--policy", policy, "--pack", "none");

        Assert.Contains(": 10000 denials,", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_pack_is_exit_2_with_the_one_that_is_meant()
    {
        Invocation run = await Invocation.Check(_folder.Write("web.yaml", Manifests.Clean), "--pack", "pod-securty");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("there is no pack `pod-securty`; did you mean `pod_security`?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_policies_judge_beside_the_packs()
    {
        string file = _folder.Write("web.yaml", Manifests.Privileged.Replace(":1.0", "", StringComparison.Ordinal));
        _folder.Write("policies/image.policy", Own);

        Invocation beside = await Invocation.Check(file, "--policy", _folder.Path + "/policies");
        Invocation alone = await Invocation.Check(file, "--policy", _folder.Path + "/policies/image.policy", "--pack", "none");

        Assert.Contains("web.yaml:7:5: deny (low) own.image_tag\n  image registry.example/web has no tag", beside.Output, StringComparison.Ordinal);
        Assert.Contains("pod_security.baseline.privileged", beside.Output, StringComparison.Ordinal);
        Assert.Equal(1, alone.ExitCode);
        Assert.DoesNotContain("pod_security", alone.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_policy_is_exit_2_with_carets()
    {
        string file = _folder.Write("web.yaml", Manifests.Privileged);
        string policy = _folder.Write("image.policy", Own.Replace("not contains(", "not containz(", StringComparison.Ordinal));

        Invocation run = await Invocation.Check(file, "--policy", policy);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains($"{policy}:10:13: error PK2", run.Error, StringComparison.Ordinal);
        Assert.Contains(" 10 |         not containz(c.image, \":\")\n    |             ^^^^^^^^", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_the_standard_pack_has_too_is_exit_2_with_what_helps()
    {
        string file = _folder.Write("web.yaml", Manifests.Privileged);
        string policies = RepositoryFiles.PathOf("policies");

        Invocation both = await Invocation.Check(file, "--policy", policies);
        Invocation alone = await Invocation.Check(file, "--policy", policies, "--pack", "none");

        Assert.Equal(2, both.ExitCode);
        Assert.Contains("--pack none leaves them out", both.Error, StringComparison.Ordinal);
        Assert.Equal(1, alone.ExitCode);
        Assert.Contains("pod_security.baseline.privileged", alone.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_without_match_is_exit_2()
    {
        string policy = _folder.Write("image.policy", Own.Replace("match: workloads", "", StringComparison.Ordinal));

        Invocation run = await Invocation.Check(_folder.Write("web.yaml", Manifests.Clean), "--policy", policy);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("match", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_policies_is_exit_2()
    {
        Invocation run = await Invocation.Check(_folder.Write("web.yaml", Manifests.Clean), "--policy", _folder.Path);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("there is no .policy or .rego file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_cannot_be_evaluated_is_exit_2_with_its_place()
    {
        string policy = _folder.Write(
            "odd.policy",
            """
            package own

            policy odd {
                match: ["Pod"]

                deny because "odd" if to_number(object.metadata.name) > 1
            }

            """);

        Invocation run = await Invocation.Check(_folder.Write("web.yaml", Manifests.Clean), "--policy", policy, "--pack", "none");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("own.odd could not be evaluated on Pod shop/web", run.Error, StringComparison.Ordinal);
        Assert.Contains($"in the policy at {policy}:6:", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.24", 0)]
    [InlineData("v1.25.3", 1)]
    [InlineData("1.100", 1)]
    [InlineData("latest", 1)]
    [InlineData("newest", 2)]
    public async Task The_version_judged_against_is_stated(string version, int exitCode)
    {
        string policy = _folder.Write("own.policy", """
            package own

            policy newer {
                match: ["Pod"]

                deny because "no longer" if kubernetes.at_least("1.25")

                test "it is a matter of the version" {
                    given `{apiVersion: v1, kind: Pod, metadata: {name: a}}`
                    with kubernetes.version as "1.24"
                    expect allow
                }

                test "the newest comes after all" {
                    given `{apiVersion: v1, kind: Pod, metadata: {name: a}}`
                    expect deny
                }
            }

            """);
        string pod = _folder.Write("pod.yaml", Manifests.Clean);

        Assert.Equal(exitCode, (await Invocation.Check(pod, "--pack", "none", "--policy", policy, "--kubernetes-version", version)).ExitCode);
        Assert.Equal("2 passed, 0 failed\n", (await Invocation.Run(["test", policy])).Output);
    }
}
