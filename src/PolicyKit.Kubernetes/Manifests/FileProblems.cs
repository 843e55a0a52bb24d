namespace PolicyKit.Kubernetes.Manifests;

/// <summary>The file system's refusals in words that do not depend on the platform.</summary>
internal static class FileProblems
{
    /// <summary>Why a file cannot be read; of a link that leads nowhere, where it leads.</summary>
    public static string Describe(Exception e, string path) =>
        e is FileNotFoundException or DirectoryNotFoundException && new FileInfo(path).LinkTarget is { } target ? $"it is a link to `{target}`, which does not exist" : Describe(e);

    public static string Describe(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file or folder",
        UnauthorizedAccessException => "access is denied",
        PathTooLongException => "its path is too long",
        _ => "the system says: " + e.Message.TrimEnd('.'),
    };
}
