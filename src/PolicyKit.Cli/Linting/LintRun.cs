using System.Collections.Immutable;
using PolicyKit.Cli.Policies;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Linting;
using PolicyKit.Syntax;

namespace PolicyKit.Cli.Linting;

/// <summary>Runs <c>policykit lint</c>.</summary>
internal static class LintRun
{
    public static int Run(LintSettings settings, Terminal terminal)
    {
        GatekeeperLibrary library = GatekeeperFiles.Read(settings.Paths);
        ImmutableArray<SyntaxTree> trees = [.. PolicyFiles.Read(settings.Paths, settings.Rego), .. library.Trees];
        if (trees.IsEmpty) throw new UsageException($"there is no .policy or .rego file and no ConstraintTemplate in {string.Join(", ", settings.Paths.Select(p => $"`{p}`"))}");
        ImmutableArray<SyntaxTree> all = [.. trees, .. PolicyFiles.Read(settings.Policies, settings.Rego, trees)];
        StandardPolicies standard = StandardPolicies.BesideOwn(all);
        var custom = CustomResourceFiles.Read(settings.Project);
        (ImmutableArray<Diagnostic> found, bool isBroken) = Lint(trees, [.. all, .. standard.Trees], [.. standard.Packs, .. PackFiles.Read(settings.Policies)], custom, settings.Options);
        int exitCode = isBroken ? ExitCode.BadInput : settings.FailOn is { } least && found.Any(d => d.Severity >= least) ? ExitCode.Findings : ExitCode.Clean;
        if (settings.Output == OutputFormat.Json) LintReport.WriteJson(trees.Length, found, exitCode, terminal.Output);
        else if (settings.Output == OutputFormat.Sarif) LintReport.WriteSarif(found, exitCode, terminal.Output);
        else LintReport.WriteText(trees.Length, found, isBroken ? terminal.PaintError(settings.NoColour) : terminal.PaintOutput(settings.NoColour));
        if (isBroken && PolicySet.HintOnVersion(found, settings.Rego) is { } hint) terminal.PaintError(settings.NoColour).Line(hint);
        return exitCode;
    }

    /// <summary>What is found, or the errors that come before it.</summary>
    private static (ImmutableArray<Diagnostic> Found, bool IsBroken) Lint(
        ImmutableArray<SyntaxTree> trees, ImmutableArray<SyntaxTree> all, ImmutableArray<CompiledPack> packs, CustomResourceFiles custom, LintOptions options)
    {
        try
        {
            var compilation = Compilation.Create(all, custom.Domain, packs);
            ImmutableArray<Diagnostic> errors = [.. custom.Diagnostics.Concat(compilation.GetDiagnostics()).Where(d => d.Severity == DiagnosticSeverity.Error)];
            return errors.IsEmpty ? ([.. custom.Diagnostics, .. Linter.Lint(compilation, trees, options)], false) : (errors, true);
        }
        catch (CompiledPackException exception)
        {
            throw new UsageException(exception.Message);
        }
    }
}
