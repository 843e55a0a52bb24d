using System.Collections.Immutable;
using PolicyKit.Cli.Files;
using PolicyKit.Syntax;

namespace PolicyKit.Cli.Policies;

/// <summary>Finds and reads <c>.policy</c> and <c>.rego</c> files.</summary>
internal static class PolicyFiles
{
    /// <summary>The trees of the files named and of all policy files in the folders named, each file once, folders in the order of their paths; none that is among those read <paramref name="before"/>.</summary>
    /// <exception cref="UsageException">A path does not exist, or a file cannot be read.</exception>
    public static ImmutableArray<SyntaxTree> Read(IEnumerable<string> paths, RegoOptions rego, IEnumerable<SyntaxTree>? before = null)
    {
        var seen = (before ?? []).Select(tree => Path.GetFullPath(tree.Text.Path)).ToHashSet(StringComparer.Ordinal);
        var trees = ImmutableArray.CreateBuilder<SyntaxTree>();
        foreach (string file in paths.SelectMany(Find))
        {
            if (seen.Add(Path.GetFullPath(file))) trees.Add(Parse(file, rego));
        }
        return trees.ToImmutable();
    }

    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static SyntaxTree Parse(string file, RegoOptions rego) => SyntaxTree.Parse(TextFile.Read(file), rego.For(file));

    /// <summary>The first part of a file's package; empty when it states none.</summary>
    public static string RootPackageOf(SyntaxTree tree) => tree.Root.Package?.Path.ToString().Trim().Split('.', '[')[0] ?? "";

    private static IEnumerable<string> Find(string path)
    {
        if (File.Exists(path)) return DocumentFile.IsDocument(path) || PackFiles.IsPack(path) ? [] : [TextFile.Slashes(path)];
        if (!Directory.Exists(path)) throw new UsageException($"`{path}` does not exist");
        return TextFile.FindAll(path).Where(IsPolicy);
    }

    public static bool IsPolicy(string file) => Path.GetExtension(file) is ".policy" or ".rego";
}
