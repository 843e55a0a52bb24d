using System.Collections.Immutable;
using PolicyKit.Cli.Evaluating;
using PolicyKit.Cli.Files;
using PolicyKit.Cli.Policies;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Cli.Testing;

/// <summary>Runs <c>policykit test</c>.</summary>
internal static class TestRun
{
    /// <summary>Runs the tests once, writes what came out, and gives the exit code.</summary>
    /// <exception cref="UsageException">Something cannot be read, or there is no test.</exception>
    public static int Run(TestSettings settings, Terminal terminal, CancellationToken cancellationToken) => Run(settings, terminal, _ => { }, cancellationToken);

    /// <inheritdoc cref="Run(TestSettings, Terminal, CancellationToken)"/>
    /// <param name="settings">What is asked.</param>
    /// <param name="terminal">Where it is written.</param>
    /// <param name="found">Told the tests before they are run.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static int Run(TestSettings settings, Terminal terminal, Action<PolicyTest[]> found, CancellationToken cancellationToken)
    {
        ImmutableArray<SyntaxTree> tested = PolicyFiles.Read(settings.Paths, settings.Rego);
        if (ReadData(settings, terminal) is not { } data) return ExitCode.BadInput;
        SyntaxTree[] needed = [.. PolicyFiles.Read(settings.Policies, settings.Rego, tested), .. data.Trees];
        ImmutableArray<SyntaxTree> all = [.. tested.Concat(needed).DistinctBy(tree => Path.GetFullPath(tree.Text.Path))];
        if (Compile(settings, all, data.Packs, terminal) is not { } compiled) return ExitCode.BadInput;
        PolicyProgram program = compiled.WithData(data.Data);
        PolicyCoverage? coverage = settings.Measures ? Coverage(all) : null;
        if (coverage is not null) program = program.WithCoverage(coverage);
        PolicyTest[] tests = TestsIn(program, tested, settings);
        found(tests);
        ImmutableArray<TestOutcome> outcomes = RunAll(tests, cancellationToken);
        ImmutableArray<FileCoverage> covered = coverage is null ? [] : FileCoverage.Of(coverage.Rules);
        Write(outcomes, covered, settings, terminal);
        bool reached = MeetsThreshold(covered, settings, terminal);
        return reached && !outcomes.Any(o => o.Failed) ? ExitCode.Clean : ExitCode.Findings;
    }

    private static EvalFiles? ReadData(TestSettings settings, Terminal terminal)
    {
        try
        {
            return EvalFiles.Read(settings.Data, settings.Rego);
        }
        catch (FileException exception)
        {
            EvalRun.Write(exception, terminal.PaintError(settings.NoColour));
            return null;
        }
    }

    private static PolicyProgram? Compile(TestSettings settings, ImmutableArray<SyntaxTree> all, ImmutableArray<CompiledPack> packs, Terminal terminal)
    {
        StandardPolicies standard = StandardPolicies.BesideOwn(all);
        var customResources = CustomResourceFiles.Read(settings.Project);
        EmitResult result = PolicySet.Emit([.. all, .. standard.Trees], [.. standard.Packs, .. PackFiles.Read(settings.Policies), .. packs], customResources);
        DiagnosticText.Write(result.Diagnostics, terminal.PaintError(settings.NoColour), "no test was run");
        return result.Program?.WithLimits(settings.Limits);
    }

    /// <summary>Counts what is reached of the files given, but for those that hold nothing but Rego's tests.</summary>
    private static PolicyCoverage Coverage(ImmutableArray<SyntaxTree> all)
    {
        HashSet<SourceText> counted = [.. all.Select(tree => tree.Text).Where(text => !text.Path.EndsWith("_test.rego", StringComparison.Ordinal))];
        return new PolicyCoverage(counted.Contains);
    }

    private static PolicyTest[] TestsIn(PolicyProgram program, ImmutableArray<SyntaxTree> tested, TestSettings settings)
    {
        HashSet<SourceText> sources = [.. tested.Select(tree => tree.Text)];
        PolicyTest[] tests = [.. program.Tests.Where(t => t.Location.Source is { } source && sources.Contains(source) && IsWanted(t, settings.Filter))];
        return tests.Any(t => !t.IsSkipped) ? tests : throw new UsageException(NothingFound(settings));
    }

    /// <summary>Runs tests side by side; their outcomes stand in the order of the tests.</summary>
    private static ImmutableArray<TestOutcome> RunAll(PolicyTest[] tests, CancellationToken cancellationToken)
    {
        var outcomes = new TestOutcome[tests.Length];
        Parallel.For(0, tests.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => outcomes[i] = TestOutcome.Of(tests[i], cancellationToken));
        return [.. outcomes];
    }

    private static void Write(ImmutableArray<TestOutcome> outcomes, ImmutableArray<FileCoverage> covered, TestSettings settings, Terminal terminal)
    {
        switch (settings.Output)
        {
            case OutputFormat.Json:
                TestReport.WriteJson(outcomes, settings.Measures ? covered : null, terminal.Output);
                break;
            case OutputFormat.JUnit:
                JUnitReport.Write(outcomes, terminal.Output);
                if (settings.Measures) CoverageReport.WriteText(covered, terminal.PaintError(settings.NoColour));
                break;
            case OutputFormat.Cobertura:
                CoberturaReport.Write(covered, TimeProvider.System.GetUtcNow(), terminal.Output);
                TestReport.WriteText(outcomes, terminal.PaintError(settings.NoColour));
                break;
            default:
                Painter paint = terminal.PaintOutput(settings.NoColour);
                if (settings.Measures) CoverageReport.WriteText(covered, paint);
                TestReport.WriteText(outcomes, paint);
                break;
        }
    }

    private static bool MeetsThreshold(ImmutableArray<FileCoverage> covered, TestSettings settings, Terminal terminal)
    {
        double percent = CoverageSum.Of(covered).LinePercent;
        if (settings.Threshold is not { } threshold || percent >= threshold) return true;
        terminal.PaintError(settings.NoColour).Write("coverage", Styles.Deny).Line($" of {CoverageSum.Text(percent)} of the lines is less than the {CoverageSum.Text(threshold)} asked for");
        return false;
    }

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
