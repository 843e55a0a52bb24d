using System.Text;
using PolicyKit.Cli.Files;

namespace PolicyKit.Cli.Tests.Fixing;

public sealed class AtomicFileTests : IDisposable
{
    private static readonly byte[] Old = Encoding.UTF8.GetBytes(new string('o', 10_000));
    private static readonly byte[] New = Encoding.UTF8.GetBytes(new string('n', 20_000));

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Steps => [.. Enum.GetNames<AtomicStep>()];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_file_is_old_or_new_wherever_the_process_is_killed(string step)
    {
        string path = Make();
        Assert.Throws<KilledException>(() => AtomicFile.Replace(path, New, Old, at =>
        {
            if (at.ToString() == step) throw new KilledException();
        }));
        Assert.Equal(Old, File.ReadAllBytes(path));
        // What was left behind is in nobody's way.
        AtomicFile.Replace(path, New, Old);
        Assert.Equal(New, File.ReadAllBytes(path));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void What_fails_leaves_nothing_behind(string step)
    {
        string path = Make();
        UsageException refused = Assert.Throws<UsageException>(() => AtomicFile.Replace(path, New, Old, at =>
        {
            if (at.ToString() == step) throw new IOException("no space left on device");
        }));
        Assert.Contains("no space left", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Old, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_file_that_was_changed_meanwhile_is_left_alone()
    {
        string path = Make();
        byte[] other = Encoding.UTF8.GetBytes("other");
        Assert.Throws<UsageException>(() => AtomicFile.Replace(path, New, Old, at =>
        {
            if (at == AtomicStep.Flush) File.WriteAllBytes(path, other);
        }));
        Assert.Equal(other, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Permissions_and_links_stay()
    {
        if (OperatingSystem.IsWindows()) return;
        string path = Make();
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        string link = _folder.Path + "/link";
        File.CreateSymbolicLink(link, path);
        AtomicFile.Replace(link, New, Old);
        Assert.Equal(New, File.ReadAllBytes(path));
        Assert.Equal(path, File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_link_in_the_current_folder_may_be_named_without_a_folder()
    {
        if (OperatingSystem.IsWindows()) return;
        string path = Make();
        string link = Path.GetRandomFileName();
        File.CreateSymbolicLink(link, Path.GetRelativePath(Environment.CurrentDirectory, path));
        try
        {
            AtomicFile.Replace(link, New, Old);
            Assert.Equal(New, File.ReadAllBytes(path));
        }
        finally
        {
            File.Delete(link);
        }
    }

    private string Make()
    {
        string path = _folder.Write("a.yaml", "");
        File.WriteAllBytes(path, Old);
        return path;
    }

    /// <summary>Ends the work as the end of the process would: nothing is cleaned up.</summary>
    private sealed class KilledException : Exception;
}
