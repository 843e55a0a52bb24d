using System.Collections.Immutable;
using PolicyKit.Cli.Files;
using PolicyKit.Cli.Policies;
using PolicyKit.Cli.Reports;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes;
using PolicyKit.Syntax;

namespace PolicyKit.Cli.Documenting;

/// <summary>Runs <c>policykit docs</c>.</summary>
internal static class DocsRun
{
    public static int Run(DocsSettings settings, Terminal terminal)
    {
        bool isStandard = settings.Paths.IsEmpty;
        ImmutableArray<SyntaxTree> trees = isStandard ? StandardPack.Trees : PolicyFiles.Read(settings.Paths, new RegoOptions());
        StandardPolicies beside = isStandard ? StandardPolicies.None : StandardPolicies.BesideOwn(trees);
        EmitResult result = PolicySet.Emit([.. trees, .. beside.Trees], beside.Packs, CustomResourceFiles.Read(settings.Project));
        if (result.Program is not { } program)
        {
            DiagnosticText.Write([.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)], terminal.PaintError(settings.NoColour), "no page was written");
            return ExitCode.BadInput;
        }
        ImmutableArray<PolicyPage> pages = [.. PolicyPage.Of(program, trees).OrderBy(p => p.Policy.Id, StringComparer.Ordinal)];
        if (pages.IsEmpty) throw new UsageException($"there is no policy in {string.Join(", ", settings.Paths.Select(p => $"`{p}`"))}");
        Dictionary<string, string> files = pages.ToDictionary(page => page.File, page => page.Write(), StringComparer.Ordinal);
        files.Add(PolicyIndex.File, PolicyIndex.Write(pages));
        return settings.IsCheck ? Check(files, settings, terminal) : Write(files, settings, terminal);
    }

    private static int Write(Dictionary<string, string> files, DocsSettings settings, Terminal terminal)
    {
        string[] changed = [.. Differing(files, settings.Folder)];
        foreach (string file in changed)
        {
            string path = Path.Combine(settings.Folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (File.Exists(path)) AtomicFile.Replace(path, files[file]);
            else File.WriteAllText(path, files[file]);
        }
        Painter paint = terminal.PaintOutput(settings.NoColour);
        foreach (string stale in Stale(files, settings.Folder)) paint.Line($"{TextFile.Slashes(stale)} is no policy's page any more");
        paint.Line($"{TextReport.Count(files.Count, "page")}, {changed.Length} of them changed");
        return ExitCode.Clean;
    }

    private static int Check(Dictionary<string, string> files, DocsSettings settings, Terminal terminal)
    {
        Painter paint = terminal.PaintOutput(settings.NoColour);
        string[] differing = [.. Differing(files, settings.Folder).Select(f => Path.Combine(settings.Folder, f))];
        string[] stale = [.. Stale(files, settings.Folder)];
        foreach (string file in differing) paint.Line($"{TextFile.Slashes(file)} is not what its policy says");
        foreach (string file in stale) paint.Line($"{TextFile.Slashes(file)} is no policy's page");
        return differing.Length + stale.Length == 0 ? ExitCode.Clean : ExitCode.Findings;
    }

    private static IEnumerable<string> Differing(Dictionary<string, string> files, string folder) =>
        files.Where(f => !File.Exists(Path.Combine(folder, f.Key)) || File.ReadAllText(Path.Combine(folder, f.Key)) != f.Value).Select(f => f.Key).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Stale(Dictionary<string, string> files, string folder) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).Where(path => !files.ContainsKey(TextFile.Slashes(Path.GetRelativePath(folder, path)))).Order(StringComparer.Ordinal);
}
