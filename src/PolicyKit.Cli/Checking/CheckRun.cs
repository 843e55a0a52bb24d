using System.Collections.Immutable;
using PolicyKit.Cli.Fixing;
using PolicyKit.Cli.Policies;
using PolicyKit.Cli.Reports;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Manifests;

namespace PolicyKit.Cli.Checking;

/// <summary>Runs <c>policykit check</c>: policies, then input, then decisions, then the report.</summary>
internal static class CheckRun
{
    public static int Run(CheckSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        if (settings.Output != OutputFormat.Text && GivesText(settings)) throw new UsageException($"{(settings.Fix.IsDiff ? "--diff" : "--fix of standard input")} writes text to standard output, so the report cannot be --output {settings.Output.ToString().ToLowerInvariant()}");
        var policies = PolicySet.Load(new PolicyChoice { Packs = settings.Packs, Profile = settings.Profile, KubernetesVersion = settings.AskedVersion }, settings.Policies, settings.Rego, settings.Project);
        if (policies.Program is null) return Refuse(policies, settings, terminal);
        settings = settings with { Domain = (KubernetesDomain)policies.Program.Domain };
        CheckReport report;
        ImmutableArray<Diagnostic> waivers = [];
        using (var progress = new Progress(terminal.ErrorIsTerminal ? terminal.Error : null))
        {
            var input = CheckInput.Read(settings, terminal.Input, progress, cancellationToken);
            FixOutcome? fixes = null;
            if (settings.Fix.IsAsked) (input, fixes) = FixWriter.Fix(input, m => policies.Over(m).WithLimits(settings.Limits), settings, terminal, cancellationToken);
            PolicyProgram program = policies.Over(input.Manifests).WithLimits(settings.Limits);
            var profile = new PolicyProfile();
            report = Judging.Judge(settings.IsProfiled ? program.WithProfile(profile) : program, input, settings, progress, cancellationToken) with { Costs = settings.IsProfiled ? profile.Costs : null, Fixes = fixes };
            // Where nothing was judged, nothing could be covered.
            if (report.Objects > 0) waivers = DiagnoseWaivers(policies.Configured!, input, settings);
        }
        int exitCode = ExitCodeOf(report, settings.FailOn);
        Write(report, policies with { Diagnostics = [.. policies.Diagnostics, .. waivers] }, settings, exitCode, terminal);
        return exitCode;
    }

    private static ImmutableArray<Diagnostic> DiagnoseWaivers(ConfiguredProgram configured, CheckInput input, CheckSettings settings)
    {
        if (settings.IsComplete || settings.Project.Configuration.Waivers.IsEmpty) return configured.DiagnoseWaivers();
        ClusterInventory inventory = Judging.InventoryOf(input, settings);
        return configured.DiagnoseWaivers(input.Manifests.Select(m => ManifestJudge.InputOf(m, inventory)));
    }

    private static int ExitCodeOf(CheckReport report, FailOn failOn)
    {
        bool isBad = report.Problems.Length + report.Errors.Length > 0 || report.Objects == 0;
        bool isOver = report.Findings.Any(f => failOn.Counts(f.Level, f.Severity));
        return isBad ? ExitCode.BadInput : isOver ? ExitCode.Findings : ExitCode.Clean;
    }

    /// <summary>Whether standard output is for a text or a difference, and the report for people.</summary>
    private static bool GivesText(CheckSettings settings) => settings.Fix.IsDiff || (settings.Fix.IsAsked && settings.Paths.Contains(ManifestLoader.StandardInput));

    private static int Refuse(PolicySet policies, CheckSettings settings, Terminal terminal)
    {
        Write(new CheckReport(), policies, settings, ExitCode.BadInput, terminal);
        return ExitCode.BadInput;
    }

    private static void Write(CheckReport report, PolicySet policies, CheckSettings settings, int exitCode, Terminal terminal)
    {
        Painter messages = terminal.PaintError(settings.NoColour);
        DiagnosticText.Write(policies.Diagnostics, messages, "nothing was judged");
        if (policies.Hint is { } hint) messages.Line(hint, Styles.Faint);
        TextReport.WriteProblems(report, messages);
        bool isJudged = policies.Program is not null;
        if (isJudged && report.Objects == 0 && report.Problems.IsEmpty) messages.Write("error", Styles.Deny).Line($": nothing to check in {string.Join(", ", settings.Paths)}");
        terminal.Error.Flush();
        switch (settings.Output)
        {
            case OutputFormat.Json:
                JsonReport.Write(report, policies.Diagnostics, exitCode, terminal.Output);
                break;
            case OutputFormat.Sarif:
                SarifReport.Write(report, policies.Diagnostics, exitCode, terminal.Output);
                break;
            case OutputFormat.JUnit:
                CheckJUnit.Write(CheckCase.Of(report, policies.Diagnostics, finding => settings.FailOn.Counts(finding.Level, finding.Severity)), terminal.Output);
                break;
            case OutputFormat.GitHub:
                GitHubReport.Write(report, policies.Diagnostics, terminal.Output);
                TextReport.WriteSummary(report, terminal.PaintOutput(settings.NoColour));
                break;
            default:
                if (isJudged) TextReport.Write(report, GivesText(settings) ? terminal.PaintError(settings.NoColour) : terminal.PaintOutput(settings.NoColour));
                break;
        }
    }
}
