using System.Collections.Immutable;
using System.Text;
using PolicyKit.Cli.Evaluating;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Cli.Policies;

/// <summary>Finds and reads <c>.policy</c> and <c>.rego</c> files.</summary>
internal static class PolicyFiles
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The trees of the files named and of all policy files in the folders named, each file once, folders in the order of their paths; none that is among those read <paramref name="before"/>.</summary>
    /// <exception cref="UsageException">A path does not exist, or a file cannot be read.</exception>
    public static ImmutableArray<SyntaxTree> Read(IEnumerable<string> paths, RegoOptions rego, IEnumerable<SyntaxTree>? before = null)
    {
        var seen = (before ?? []).Select(tree => Path.GetFullPath(tree.Text.Path)).ToHashSet(StringComparer.Ordinal);
        var trees = ImmutableArray.CreateBuilder<SyntaxTree>();
        foreach (string file in paths.SelectMany(Find))
        {
            if (seen.Add(Path.GetFullPath(file))) trees.Add(SyntaxTree.Parse(SourceText.From(ReadText(file), file), rego.For(file)));
        }
        return trees.ToImmutable();
    }

    /// <summary>The first part of a file's package; empty when it states none.</summary>
    public static string RootPackageOf(SyntaxTree tree) => tree.Root.Package?.Path.ToString().Trim().Split('.', '[')[0] ?? "";

    private static IEnumerable<string> Find(string path)
    {
        if (File.Exists(path)) return DocumentFile.IsDocument(path) ? [] : [Slashes(path)];
        if (!Directory.Exists(path)) throw new UsageException($"`{path}` does not exist");
        return FilesIn(path).Where(IsPolicy);
    }

    /// <summary>The files below a folder that are not hidden, in the order of their paths.</summary>
    public static IEnumerable<string> FilesIn(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };
        return Directory.EnumerateFiles(folder, "*", options).Select(Slashes).Order(StringComparer.Ordinal);
    }

    public static bool IsPolicy(string file) => Path.GetExtension(file) is ".policy" or ".rego";

    public static string Slashes(string path) => path.Replace('\\', '/');

    /// <summary>The text of a file in UTF-8, without a byte order mark.</summary>
    /// <exception cref="UsageException">It cannot be read, or is no UTF-8 text.</exception>
    public static string ReadText(string file)
    {
        try
        {
            string text = Strict.GetString(File.ReadAllBytes(file));
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"`{file}` cannot be read: {e.Message}");
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"`{file}` is no UTF-8 text");
        }
    }
}
