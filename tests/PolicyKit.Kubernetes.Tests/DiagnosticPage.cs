namespace PolicyKit.Kubernetes.Tests;

/// <summary>The page of a diagnostic: its title, an example that gives it, and one that does not.</summary>
internal static class DiagnosticPage
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "diagnostics");

    /// <summary>The ids that start so and have a page, in order.</summary>
    public static IEnumerable<string> IdsFrom(string prefix) => Directory.EnumerateFiles(Folder, $"{prefix}*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);

    public static void AssertIsTrue(string id, string title, Func<string, IEnumerable<string>> diagnose)
    {
        string[] parts = File.ReadAllText(Path.Combine(Folder, $"{id}.md")).Split("```");
        Assert.Equal(5, parts.Length);
        Assert.StartsWith($"# {id}: {title}\n", parts[0], StringComparison.Ordinal);
        Assert.Equal([id], diagnose(parts[1]));
        Assert.Empty(diagnose(parts[3]));
    }
}
