using System.Text.Json;

namespace PolicyKit.Cli.Tests.Testing;

/// <summary>What <c>policykit test</c> answers and says.</summary>
public sealed class TestCommandTests : IDisposable
{
    private const string Policy =
        """
        package own

        policy image_tag {
            title: "Image tag"
            match: workloads

            deny at c.image because $"image {c.image} has no tag" if {
                some c in containers
                not contains(c.image, ":")
            }

            test "no tag" {
                given `
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    spec:
                      containers:
                      - {name: web, image: web}`
                expect deny at spec.containers[0].image
            }

            test "a file" {
                given file "fixtures/tagged.yaml"
                expect allow
            }
        }

        """;

    private readonly TemporaryFolder _folder = new();

    public TestCommandTests()
    {
        _folder.Write("own/image_tag.policy", Policy);
        _folder.Write("own/fixtures/tagged.yaml", Manifests.Clean);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Passing_tests_are_exit_0()
    {
        Invocation run = await Invocation.Run(["test", _folder.Path]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("2 passed, 0 failed\n", run.Output);
    }

    [Fact]
    public async Task A_failing_test_shows_what_was_expected_and_found()
    {
        string file = _folder.Write("own/image_tag.policy", Policy.Replace("expect deny at spec.containers[0].image", "expect deny at spec.containers[1].image", StringComparison.Ordinal));

        Invocation run = await Invocation.Run(["test", _folder.Path]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("FAIL no tag", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{file}:20:9: expected deny at spec.containers[1].image", run.Output, StringComparison.Ordinal);
        Assert.Contains("found deny own.image_tag at spec.containers[0].image: image web has no tag", run.Output, StringComparison.Ordinal);
        Assert.Contains("     20 |         expect deny at spec.containers[1].image\n        |         ^^^^^^", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 passed, 1 failed\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_the_given_yaml_is_shown_in_the_policy_file()
    {
        string file = _folder.Write("own/image_tag.policy", Policy.Replace("metadata: {name: web}", "metadata: {name: web", StringComparison.Ordinal));

        Invocation run = await Invocation.Run(["test", _folder.Path]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{file}:16:28: what is given cannot be read", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_given_file_that_is_not_there_fails_the_test()
    {
        string file = _folder.Write("own/image_tag.policy", Policy.Replace("tagged.yaml", "nowhere.yaml", StringComparison.Ordinal));

        Invocation run = await Invocation.Run(["test", _folder.Path]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{file}:24:20: what is given cannot be read: {_folder.Path}/own/fixtures/nowhere.yaml: this file cannot be read: there is no such file", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Deploymnt", "apps/v1", "Kubernetes has no `Deploymnt` in `apps/v1`; did you mean `kind: Deployment` in `apps/v1`?")]
    [InlineData("Gadget", "v1", "Kubernetes has no `Gadget` in `v1`")]
    [InlineData("Deployment", "v1", "Kubernetes has no `Deployment` in `v1`; did you mean `kind: Deployment` in `apps/v1`?")]
    public async Task A_given_object_of_a_kind_that_there_is_not_fails_the_test(string kind, string apiVersion, string message)
    {
        _folder.Write("own/fixtures/tagged.yaml", $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: web}}\n");

        Invocation run = await Invocation.Run(["test", _folder.Path]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"what is given cannot be read: {_folder.Path}/own/fixtures/tagged.yaml:2:1: {message}\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 passed, 1 failed\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Service", "v1")]
    [InlineData("PodExecOptions", "v1")]
    [InlineData("Deploymnt", "x.io/v1")]
    public async Task A_given_object_that_no_policy_matches_is_allowed(string kind, string apiVersion)
    {
        _folder.Write("own/fixtures/tagged.yaml", $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: web}}\n");

        Invocation run = await Invocation.Run(["test", _folder.Path]);

        Assert.Equal("2 passed, 0 failed\n", run.Output);
    }

    [Fact]
    public async Task What_is_deleted_is_the_old_object()
    {
        _folder.Write("own/kept.policy",
            """
            package own

            policy kept {
                match: {"kinds": ["Pod"], "operations": ["DELETE"]}

                deny at old_object.metadata.name because "kept" if old_object.metadata.labels.keep == "1"

                test "a Pod to keep" {
                    given `{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {keep: "1"}}}`
                    with request.operation as "DELETE"
                    expect deny own.kept at metadata["name"]
                }
            }

            """);

        Invocation run = await Invocation.Run(["test", _folder.Path]);

        Assert.Equal("3 passed, 0 failed\n", run.Output);
    }

    [Fact]
    public async Task A_misspelt_operation_is_told_and_fails_the_test()
    {
        string file = _folder.Write("own/image_tag.policy", Policy.Replace("        expect allow", "        with request.operation as \"DELET\"\n        expect allow", StringComparison.Ordinal));

        Invocation run = await Invocation.Run(["test", _folder.Path]);

        Assert.Contains($"{file}:25:35: warning PK4007", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{file}:25:35: \"DELET\" is no operation; did you mean `DELETE`?", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 passed, 1 failed\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_judges_the_core_modules_of_its_package()
    {
        _folder.Write("core/shop.rego", "package shop.core\n\nimport rego.v1\n\ndeny contains \"no limit\" if not input.spec.limit\n\nwarn contains \"old\" if input.spec.old\n");
        _folder.Write("core/shop.policy",
            """
            package shop.core

            test "no limit" {
                given `{apiVersion: v1, kind: Pod, spec: {old: true}}`
                expect deny because "no limit"
                expect warn core because /^old$/
                expect deny shop.core
            }

            """);

        Invocation run = await Invocation.Run(["test", _folder.Path + "/core"]);

        Assert.Equal("", run.Error);
        Assert.Equal("1 passed, 0 failed\n", run.Output);
    }

    [Fact]
    public async Task A_given_folder_is_said_to_be_one()
    {
        _folder.Write("own/image_tag.policy", Policy.Replace("fixtures/tagged.yaml", ".", StringComparison.Ordinal));

        Invocation run = await Invocation.Run(["test", _folder.Path]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"what is given cannot be read: {_folder.Path}/own/.: this is a folder, not a file\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NO TAG", 1)]
    [InlineData("own.image_tag", 2)]
    [InlineData("image_tag.policy", 2)]
    public async Task A_filter_chooses_by_name_policy_or_file(string filter, int passed)
    {
        Invocation run = await Invocation.Run(["test", _folder.Path, "--filter", filter]);

        Assert.Equal($"{passed} passed, 0 failed\n", run.Output);
    }

    [Fact]
    public async Task No_test_is_exit_2()
    {
        Invocation none = await Invocation.Run(["test", _folder.Path + "/own/fixtures"]);
        Invocation filtered = await Invocation.Run(["test", _folder.Path, "--filter", "nothing like it"]);

        Assert.Equal(2, none.ExitCode);
        Assert.Contains("there is no test in", none.Error, StringComparison.Ordinal);
        Assert.Equal(2, filtered.ExitCode);
        Assert.Contains("matches `nothing like it`", filtered.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_policy_is_exit_2()
    {
        _folder.Write("own/broken.policy", "package own\n\npolicy {\n");

        Invocation run = await Invocation.Run(["test", _folder.Path]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("broken.policy:3:8: error PK", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_its_members()
    {
        JsonElement json = (await Invocation.Run(["test", _folder.Path, "--output", "json"])).Json();

        Assert.Equal(["schemaVersion", "policykit", "summary", "tests"], json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(2, json.GetProperty("summary").GetProperty("passed").GetInt32());
        Assert.Equal(["no tag", "a file"], json.GetProperty("tests").EnumerateArray().Select(test => test.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task The_standard_pack_passes_its_tests()
    {
        Invocation run = await Invocation.Run(["test", RepositoryFiles.PathOf("policies")]);

        Assert.Equal("", run.Error);
        Assert.Matches("^[1-9][0-9]* passed, 0 failed\n$", run.Output);
        Assert.Equal(0, run.ExitCode);
    }
}
