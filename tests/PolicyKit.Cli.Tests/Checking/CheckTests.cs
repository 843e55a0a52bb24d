namespace PolicyKit.Cli.Tests.Checking;

/// <summary>What <c>policykit check</c> answers and says.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_clean_manifest_is_exit_0()
    {
        Invocation run = await Invocation.Check(_folder.Write("web.yaml", Manifests.Clean));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        Assert.Contains("1 object in 1 file: 0 denials, 0 warnings, 0 errors", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_shows_its_place_line_and_carets()
    {
        string file = _folder.Write("web.yaml", Manifests.Privileged);

        Invocation run = await Invocation.Check(file, "--pack", "pod_security/baseline");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(
            $"""
            {file}

            {file}:9:7: deny (critical) pod_security.baseline.privileged
              privileged (container "web" must not set securityContext.privileged=true)
              at spec.containers[0].securityContext.privileged of Pod shop/web
                  9 |       privileged: true
                    |       ^^^^^^^^^^^^^^^^
            """,
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restricted_only_warns_unless_its_level_is_chosen()
    {
        string file = _folder.Write("web.yaml", Manifests.Clean.Replace("runAsNonRoot: true", "runAsNonRoot: false", StringComparison.Ordinal));

        Invocation unchosen = await Invocation.Check(file);
        Invocation chosen = await Invocation.Check(file, "--pack", "pod_security/restricted");

        Assert.Equal(0, unchosen.ExitCode);
        Assert.Contains($"{file}:10:7: warn (medium) pod_security.restricted.run_as_non_root", unchosen.Output, StringComparison.Ordinal);
        Assert.Equal(1, chosen.ExitCode);
        Assert.Contains($"{file}:10:7: deny (medium) pod_security.restricted.run_as_non_root", chosen.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Invocation.Check(file, "--pack", "pod_security/baseline", "--fail-on", "warn")).ExitCode);
    }

    [Theory]
    [InlineData("deny", 0)]
    [InlineData("warn", 1)]
    [InlineData("never", 0)]
    [InlineData("low", 1)]
    [InlineData("medium", 1)]
    [InlineData("high", 0)]
    public async Task Fail_on_sets_what_a_medium_warning_is_worth(string failOn, int exitCode)
    {
        Invocation run = await Invocation.Check(_folder.Write("egress.yaml", Manifests.OpenEgress), "--fail-on", failOn);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains("warn (medium) network.open_egress", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_threshold_is_exit_2_with_the_choices()
    {
        Invocation run = await Invocation.Check(_folder.Write("web.yaml", Manifests.Clean), "--fail-on", "wran");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("`wran` is no choice of --fail-on; did you mean `warn`?", run.Error, StringComparison.Ordinal);
        Assert.Contains("`policykit check --help` tells what there is", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task A_broken_document_is_exit_2_and_the_others_are_judged()
    {
        _folder.Write("a.yaml", Manifests.Privileged + "\n---\nkind: [\n---\n" + Manifests.OpenEgress);
        _folder.Write("b.yaml", Manifests.Privileged);

        Invocation run = await Invocation.Check(_folder.Path, "--pack", "pod_security/baseline,network");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{_folder.Path}/a.yaml:13:1: error", run.Error, StringComparison.Ordinal);
        Assert.Contains("2 denials, 2 warnings, 1 error", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_folder_is_nothing_to_check()
    {
        Invocation run = await Invocation.Check(_folder.Path);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("nothing to check", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_exit_2()
    {
        Invocation run = await Invocation.Check(_folder.Path + "/nowhere.yaml");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("nowhere.yaml: error: there is no such file or folder", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_binary_file_is_exit_2()
    {
        Invocation run = await Invocation.Check(_folder.Write("web.yaml", "kind: Pod\0\u0001"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("binary", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_file_without_kind_is_exit_2_with_the_kind_that_is_meant()
    {
        Invocation run = await Invocation.Check(_folder.Write("web.yaml", Manifests.Clean.Replace("kind: Pod\n", "", StringComparison.Ordinal)));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("did you mean `kind: Pod`?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_is_judged_and_named()
    {
        Invocation run = await Invocation.Run(["check", "-"], Manifests.Privileged);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("stdin:9:7: deny", run.Output, StringComparison.Ordinal);
        Assert.Contains("    9 |       privileged: true", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_without_policies_is_counted()
    {
        Invocation run = await Invocation.Check(_folder.Write("settings.yaml", Manifests.Lease));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("no policy is for Lease (1)", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 object of no policy's kind", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_and_a_kustomization_are_skipped_with_the_commands_that_render_them()
    {
        _folder.Write("app/Chart.yaml", "apiVersion: v2\nname: app\nversion: 0.1.0\n");
        _folder.Write("app/values.yaml", "replicas: 1\n");
        _folder.Write("app/templates/web.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Release.Name }}}\n");
        _folder.Write("overlay/kustomization.yaml", "patches: [{path: patch.yaml}]\n");
        _folder.Write("overlay/patch.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n");
        _folder.Write("web.yaml", Manifests.Clean);

        Invocation run = await Invocation.Check(_folder.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"helm template {_folder.Path}/app", run.Output, StringComparison.Ordinal);
        Assert.Contains($"kubectl kustomize {_folder.Path}/overlay", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 object in 1 file", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ignored_paths_are_not_read()
    {
        _folder.Write("web.yaml", Manifests.Clean);
        _folder.Write("testdata/bad.yaml", Manifests.Privileged);

        Assert.Equal(1, (await Invocation.Check(_folder.Path)).ExitCode);
        Assert.Equal(0, (await Invocation.Check(_folder.Path, "--ignore", "testdata/")).ExitCode);
    }

    [Fact]
    public async Task Complete_files_make_absence_a_finding()
    {
        string file = _folder.Write("web.yaml", Manifests.Clean);

        Invocation open = await Invocation.Check(file, "--fail-on", "warn");
        Invocation complete = await Invocation.Check(file, "--fail-on", "warn", "--complete");

        Assert.Equal(0, open.ExitCode);
        Assert.Contains("not judged: network.egress_isolation on 1 object", open.Output, StringComparison.Ordinal);
        Assert.Equal(1, complete.ExitCode);
        Assert.Contains("network.egress_isolation", complete.Output, StringComparison.Ordinal);
        Assert.Contains("0 not judged", complete.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_is_given_to_objects_that_name_none()
    {
        string file = _folder.Write("web.yaml", Manifests.Privileged.Replace(", namespace: shop", "", StringComparison.Ordinal));

        Assert.Contains("of Pod web\n", (await Invocation.Check(file)).Output, StringComparison.Ordinal);
        Assert.Contains("of Pod shop/web\n", (await Invocation.Check(file, "--namespace", "shop")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shop_has_findings_of_every_pack()
    {
        Invocation run = await Invocation.Check(RepositoryFiles.PathOf("docs/examples/shop"));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Error);
        Assert.All(["pod_security.", "network.", "rbac."], pack => Assert.Contains(") " + pack, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes()
    {
        string shop = RepositoryFiles.PathOf("docs/examples/shop");
        foreach (string format in (string[])["text", "json", "sarif"])
        {
            Assert.Equal((await Invocation.Check(shop, "--output", format)).Output, (await Invocation.Check(shop, "--output", format)).Output);
        }
    }

    [Fact]
    public async Task Colour_comes_only_to_a_terminal_and_can_be_refused()
    {
        string file = _folder.Write("web.yaml", Manifests.Privileged);

        Assert.Contains("\u001b[", (await Invocation.Run(["check", file], hasColour: true)).Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', (await Invocation.Run(["check", file, "--no-color"], hasColour: true)).Output);
        Assert.DoesNotContain('\u001b', (await Invocation.Check(file)).Output);
    }

    [Fact]
    public async Task A_missing_path_is_exit_2()
    {
        Invocation run = await Invocation.Check();

        Assert.Equal(2, run.ExitCode);
        Assert.NotEqual("", run.Error);
    }

    [Fact]
    public async Task An_unknown_command_is_exit_2_with_the_one_that_is_meant()
    {
        Invocation run = await Invocation.Run(["chek"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("check", run.Output, StringComparison.Ordinal);
    }
}
