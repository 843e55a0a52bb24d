namespace PolicyKit.Cli.Tests;

/// <summary>Files of this repository.</summary>
internal static class RepositoryFiles
{
    private static readonly string Root = FindRoot();

    /// <summary>The path of a file or folder, given from the root of the repository.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative).Replace('\\', '/');

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "PolicyKit.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("the tests run outside the repository");
    }
}
