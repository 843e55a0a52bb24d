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
