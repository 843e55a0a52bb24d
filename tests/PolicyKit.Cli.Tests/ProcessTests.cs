using System.Diagnostics;

namespace PolicyKit.Cli.Tests;

/// <summary>What can only be seen of a process of its own.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_command_runs_as_a_process()
    {
        string file = _folder.Write("web.yaml", Manifests.Privileged);

        Invocation run = Run("PolicyKit.Cli.dll", ["check", "-", "--pack", "pod_security/baseline"], Manifests.Privileged);
        Invocation version = Run("PolicyKit.Cli.dll", ["--version"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Error);
        Assert.StartsWith("stdin\n\nstdin:9:7: deny (critical)", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"^[0-9]+\.[0-9]+\.[0-9]+\n$", version.Output);
        Assert.Equal(2, Run("PolicyKit.Cli.dll", ["check", file, "--pack", "nope"]).ExitCode);
    }

    [Fact]
    public void A_reader_that_goes_away_is_no_error()
    {
        using Process process = Start("PolicyKit.Cli.dll", ["check", RepositoryFiles.PathOf("docs/examples/shop")]);
        process.StandardInput.Close();
        process.StandardOutput.Close();

        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal("", error);
        Assert.Equal(1, process.ExitCode);
    }

    [Fact]
    public void Interrupted_in_the_middle_of_an_evaluation_it_ends_at_once_and_says_so_in_the_exit_code()
    {
        if (OperatingSystem.IsWindows()) return;
        string policy = _folder.Write("slow.policy", """
            package slow

            policy slow {
                match: ["Pod"]

                deny if {
                    some a in numbers.range(1, 3000)
                    some b in numbers.range(1, 3000)
                    some c in numbers.range(1, 3000)
                    a + b + c == 0
                }
            }
            """);
        string[] files = [.. Enumerable.Range(0, 20).Select(i => _folder.Write($"pods/{i}.yaml", Manifests.Privileged))];
        using Process process = Start("PolicyKit.Cli.dll", ["check", "--pack", "none", "--policy", policy, .. files]);
        Thread.Sleep(TimeSpan.FromSeconds(2));

        for (int i = 0; i < 2; i++) Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!.WaitForExit();

        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(10)));
        Assert.Equal("", process.StandardError.ReadToEnd());
        Assert.Equal(130, process.ExitCode);
    }

    [Fact]
    public async Task Killed_while_it_fixes_it_leaves_each_file_as_it_was_or_fixed()
    {
        const int Count = 300;
        string[] files = [.. Enumerable.Range(0, Count).Select(i => _folder.Write($"pods/{i}.yaml", Manifests.Privileged))];
        using Process process = Start("PolicyKit.Cli.dll", ["check", "--fix", "--unsafe-fixes", "--pack", "pod_security/baseline", .. files]);
        while (!process.HasExited && files.All(f => File.ReadAllText(f) == Manifests.Privileged)) Thread.Yield();
        process.Kill();
        process.WaitForExit();

        string whole = _folder.Write("whole.yaml", Manifests.Privileged);
        await Invocation.Check(whole, "--fix", "--unsafe-fixes", "--pack", "pod_security/baseline");
        string[] possible = [Manifests.Privileged, await File.ReadAllTextAsync(whole)];
        Assert.NotEqual(possible[0], possible[1]);
        Assert.All(files, f => Assert.Contains(File.ReadAllText(f), possible));
    }

    [Fact]
    public void The_nearest_configuration_above_is_gone_by_unless_it_is_refused()
    {
        _folder.Write("policies/all.policy", "package team\n\npolicy all {\n    match: [\"Pod\"]\n\n    deny because \"no pods\" if true\n}\n");
        _folder.Write("policykit.yaml", "packs: [none]\nsources: [policies]\n");
        string folder = Path.GetDirectoryName(_folder.Write("apps/web/pod.yaml", Manifests.Clean))!;

        Assert.Contains("no pods", Run("PolicyKit.Cli.dll", ["check", "pod.yaml"], folder: folder).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("no pods", Run("PolicyKit.Cli.dll", ["check", "pod.yaml", "--no-config"], folder: folder).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_embedding_example_runs()
    {
        Invocation run = Run("Embedding.dll", []);

        Assert.Equal("", run.Error);
        Assert.Equal(
            """
            Deny: 13 policies are for this object
            Deny (Low) example.image_tag at spec.containers[0].image: image web has no tag
            Deny (Critical) pod_security.baseline.privileged at spec.containers[0].securityContext.privileged: privileged (container "web" must not set securityContext.privileged=true)
            Error: the text ends where `,` or `}` is expected (line 1, column 15)
            line 1: Deny
            line 11: Error: the text ends where `,` or `}` is expected (line 12, byte 283)
            line 12: Allow
            10000 of 10000 evaluations on all threads denied
            Deny within the limits
            Allow by the new policies

            """,
            run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    private static Invocation Run(string assembly, string[] arguments, string input = "", string folder = "")
    {
        using Process process = Start(assembly, arguments, folder);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Invocation(process.ExitCode, output, error.Result);
    }

    private static Process Start(string assembly, string[] arguments, string folder = "")
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        return Process.Start(start)!;
    }
}
