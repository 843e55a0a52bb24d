namespace PolicyKit.Kubernetes.Tests;

/// <summary>Where manifests that nobody on this project wrote are found, if at all.</summary>
internal static class Corpora
{
    public const string Absent = "no corpora: set POLICYKIT_CORPORA, or put them at ../shared/corpora";

    /// <summary>The folder of the corpora; null when there is none.</summary>
    public static string? Root { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("POLICYKIT_CORPORA") is { Length: > 0 } given) return given;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PolicyKit.sln"))) folder = folder.Parent;
        string? beside = folder?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "corpora") : null;
        return Directory.Exists(beside) ? beside : null;
    }
}

/// <summary>A fact that needs the corpora and is skipped with the reason where there are none.</summary>
internal sealed class CorporaFactAttribute : FactAttribute
{
    public CorporaFactAttribute()
    {
        if (Corpora.Root is null) Skip = Corpora.Absent;
    }
}

/// <summary>As <see cref="CorporaFactAttribute"/>, for theories.</summary>
internal sealed class CorporaTheoryAttribute : TheoryAttribute
{
    public CorporaTheoryAttribute()
    {
        if (Corpora.Root is null) Skip = Corpora.Absent;
    }
}
