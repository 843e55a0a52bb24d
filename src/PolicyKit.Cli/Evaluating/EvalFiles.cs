using System.Collections.Immutable;
using PolicyKit.Cli.Files;
using PolicyKit.Cli.Policies;
using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Cli.Evaluating;

/// <summary>The modules and the data of an evaluation.</summary>
/// <param name="Trees">The modules in the order of the paths given; those of a folder in the order of theirs.</param>
/// <param name="Packs">Compiled packs that were named.</param>
/// <param name="Data">The base document.</param>
internal sealed record EvalFiles(ImmutableArray<SyntaxTree> Trees, ImmutableArray<CompiledPack> Packs, Value Data)
{
    /// <summary>Reads files and folders. A data file in a folder below the one that was named goes below the names of the folders between.</summary>
    /// <exception cref="UsageException">A path does not exist, cannot be read, or is of no kind that is known.</exception>
    /// <exception cref="FileException">Data cannot be read, or two files disagree.</exception>
    public static EvalFiles Read(ImmutableArray<string> paths, RegoOptions rego)
    {
        var trees = ImmutableArray.CreateBuilder<SyntaxTree>();
        var data = new DataTree();
        foreach (DataFile file in paths.Where(p => !PackFiles.IsPack(p)).SelectMany(Find).DistinctBy(f => (Path.GetFullPath(f.Path), string.Join('\0', f.Prefix))))
        {
            if (PolicyFiles.IsPolicy(file.Path)) trees.Add(PolicyFiles.Parse(file.Path, rego));
            else data.Add(file.Prefix.AsSpan(), DocumentFile.Read(file.Path, Stream.Null));
        }
        return new EvalFiles(trees.ToImmutable(), PackFiles.Read(paths), data.ToValue());
    }

    private static IEnumerable<DataFile> Find(string given)
    {
        (ImmutableArray<string> prefix, string path) = SplitPrefix(given);
        if (File.Exists(path))
        {
            if (!PolicyFiles.IsPolicy(path) && !DocumentFile.IsDocument(path)) throw new UsageException($"`{path}` is no .rego, .policy, .json, .yaml or .yml file");
            return [new DataFile(TextFile.Slashes(path), prefix)];
        }
        if (!Directory.Exists(path)) throw new UsageException($"`{path}` does not exist");
        return TextFile.FindAll(path)
            .Where(f => PolicyFiles.IsPolicy(f) || DocumentFile.IsDocument(f))
            .Select(f => new DataFile(f, prefix.AddRange(TextFile.Slashes(Path.GetRelativePath(path, f)).Split('/').SkipLast(1))));
    }

    /// <summary><c>a.b:file.json</c> and <c>a/b:file.json</c> put a file below <c>data.a.b</c>. A path that exists as it is has no prefix.</summary>
    private static (ImmutableArray<string> Prefix, string Path) SplitPrefix(string given)
    {
        int colon = given.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || Path.Exists(given)) return ([], given);
        return ([.. given[..colon].Split('.', '/')], given[(colon + 1)..]);
    }

    private sealed record DataFile(string Path, ImmutableArray<string> Prefix);
}
