using System.Collections.Immutable;

namespace PolicyKit.Cli.Policies;

/// <summary>Reads packs that <c>policykit build</c> wrote. They are only read when they are named: in a folder they lie beside what they were built from.</summary>
internal static class PackFiles
{
    public const string Extension = ".pkp";

    public static bool IsPack(string file) => Path.GetExtension(file) == Extension;

    /// <exception cref="UsageException">A file cannot be read, or is no pack of this version.</exception>
    public static ImmutableArray<CompiledPack> Read(IEnumerable<string> paths) => [.. paths.Where(IsPack).DistinctBy(Path.GetFullPath).Select(Read)];

    private static CompiledPack Read(string path)
    {
        try
        {
            return CompiledPack.Read(File.ReadAllBytes(path));
        }
        catch (CompiledPackException exception)
        {
            throw new UsageException($"`{path}`: {exception.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"`{path}` cannot be read: {e.Message}");
        }
    }
}
