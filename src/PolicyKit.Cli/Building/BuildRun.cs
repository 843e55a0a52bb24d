using System.Collections.Immutable;
using PolicyKit.Cli.Policies;
using PolicyKit.Cli.Reports;
using PolicyKit.Syntax;

namespace PolicyKit.Cli.Building;

/// <summary>Runs <c>policykit build</c>.</summary>
internal static class BuildRun
{
    public static int Run(BuildSettings settings, Terminal terminal)
    {
        if (!PackFiles.IsPack(settings.Output)) throw new UsageException($"`{settings.Output}` must end in {PackFiles.Extension}, by which a pack is known");
        ImmutableArray<SyntaxTree> trees = PolicyFiles.Read(settings.Paths, settings.Rego);
        string where = string.Join(", ", settings.Paths.Select(p => $"`{p}`"));
        if (GatekeeperFiles.Read(settings.Paths).Count > 0) throw new UsageException($"Gatekeeper's templates and constraints cannot be built ({where}); check takes them as they are");
        if (trees.IsEmpty) throw new UsageException($"there is no .policy or .rego file in {where}");
        StandardPolicies standard = StandardPolicies.Beside(trees, clashing: _ => StandardPolicies.None);
        EmitResult result = PolicySet.Emit(trees, standard.Packs, CustomResourceFiles.Read(settings.Project));
        DiagnosticText.Write(result.Diagnostics, terminal.PaintError(settings.NoColour), "nothing was built");
        if (!result.Success) return ExitCode.BadInput;
        Write(result.Program, settings.Output);
        int policies = result.Program.Policies.Count(p => trees.Any(t => t.Text == p.Location.Source));
        terminal.PaintOutput(settings.NoColour).Line($"{settings.Output}: {policies} {(policies == 1 ? "policy" : "policies")} of {TextReport.Count(trees.Length, "file")}");
        return ExitCode.Clean;
    }

    private static void Write(PolicyProgram program, string path)
    {
        using var bytes = new MemoryStream();
        try
        {
            program.Save(bytes);
            File.WriteAllBytes(path, bytes.ToArray());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new UsageException($"`{path}` cannot be written: {e.Message}");
        }
    }
}
