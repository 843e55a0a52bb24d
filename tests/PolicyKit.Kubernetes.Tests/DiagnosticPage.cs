namespace PolicyKit.Kubernetes.Tests;

/// <summary>The page of a diagnostic: its title, an example that gives it, and one that does not.</summary>
internal static class DiagnosticPage
{
    public static void AssertIsTrue(string folder, string id, string title, Func<string, IEnumerable<string>> diagnose)
    {
        string[] parts = File.ReadAllText(Path.Combine(folder, $"{id}.md")).Split("```");
        Assert.Equal(5, parts.Length);
        Assert.StartsWith($"# {id}: {title}\n", parts[0], StringComparison.Ordinal);
        Assert.Equal([id], diagnose(parts[1]));
        Assert.Empty(diagnose(parts[3]));
    }
}
