namespace PolicyKit.Kubernetes.Manifests;

/// <summary>The file system's refusals in words that do not depend on the platform.</summary>
internal static class FileProblems
{
    public static string Describe(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file or folder",
        UnauthorizedAccessException => "access is denied",
        PathTooLongException => "its path is too long",
        _ => "the system says: " + e.Message.TrimEnd('.'),
    };
}
