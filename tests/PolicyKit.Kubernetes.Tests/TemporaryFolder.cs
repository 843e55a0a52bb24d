namespace PolicyKit.Kubernetes.Tests;

/// <summary>A folder that goes when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("policykit-").FullName;

    /// <summary>Writes a file, with its folders, and gives its path.</summary>
    public string Write(string name, string text = "")
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Makes a named pipe, which nobody writes to. Not on Windows.</summary>
    public void WritePipe(string name)
    {
        using var made = System.Diagnostics.Process.Start("mkfifo", [System.IO.Path.Combine(Path, name)]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
