using System.Collections.Immutable;
using PolicyKit.Cli.Policies;
using PolicyKit.Kubernetes;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Cli.Testing;

/// <summary>Runs <c>policykit test</c>.</summary>
internal static class TestRun
{
    public static int Run(TestSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        ImmutableArray<SyntaxTree> tested = PolicyFiles.Read(settings.Paths, settings.Rego);
        ImmutableArray<SyntaxTree> all = [.. tested, .. PolicyFiles.Read(settings.Policies, settings.Rego, tested)];
        StandardPolicies standard = StandardPolicies.Beside(all, clashing: Others);
        var customResources = CustomResourceFiles.Read(settings.Project);
        EmitResult result = PolicySet.Emit([.. all, .. standard.Trees], [.. standard.Packs, .. PackFiles.Read(settings.Policies)], customResources);
        Painter messages = terminal.PaintError(settings.NoColour);
        DiagnosticText.Write(result.Diagnostics, messages);
        if (!result.Success) return ExitCode.BadInput;
        HashSet<SourceText> sources = [.. tested.Select(tree => tree.Text)];
        PolicyTest[] tests = [.. result.Program.WithLimits(settings.Limits).Tests.Where(t => t.Location.Source is { } source && sources.Contains(source) && IsWanted(t, settings.Filter))];
        if (tests.Length == 0) throw new UsageException(NothingFound(settings));
        var outcomes = ImmutableArray.CreateBuilder<TestOutcome>(tests.Length);
        foreach (PolicyTest test in tests)
        {
            outcomes.Add(TestOutcome.Of(test, cancellationToken));
        }
        if (settings.Output == OutputFormat.Json) TestReport.WriteJson(outcomes.ToImmutable(), terminal.Output);
        else TestReport.WriteText(outcomes.ToImmutable(), terminal.PaintOutput(settings.NoColour));
        return outcomes.All(o => o.Passed) ? ExitCode.Clean : ExitCode.Findings;
    }

    /// <summary>The standard policies, which policies may import, but for those whose packages the given files define themselves.</summary>
    private static StandardPolicies Others(HashSet<string> own) => new([], [.. StandardPack.Trees.Where(tree => !own.Contains(PolicyFiles.RootPackageOf(tree)))]);

    private static bool IsWanted(PolicyTest test, string? filter) =>
        filter is null
        || test.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)
        || test.Location.Source!.Path.Contains(filter, StringComparison.OrdinalIgnoreCase)
        || test.PolicyIds.Any(id => id.Contains(filter, StringComparison.OrdinalIgnoreCase));

    private static string NothingFound(TestSettings settings)
    {
        string where = string.Join(", ", settings.Paths.Select(p => $"`{p}`"));
        return settings.Filter is { } filter ? $"no test in {where} matches `{filter}`" : $"there is no test in {where}";
    }
}
