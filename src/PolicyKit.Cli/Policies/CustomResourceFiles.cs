using System.Collections.Immutable;
using System.CommandLine;
using PolicyKit.Cli.Files;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Schemas;
using PolicyKit.Text;

namespace PolicyKit.Cli.Policies;

/// <summary>Kubernetes with the custom resources of the files named.</summary>
/// <param name="Domain">What policies know of Kubernetes.</param>
/// <param name="Diagnostics">What is wrong with the definitions.</param>
internal sealed record CustomResourceFiles(KubernetesDomain Domain, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Adds <c>--crd</c> to a command; the result reads it.</summary>
    public static Func<ParseResult, ImmutableArray<string>> AddTo(Command command)
    {
        Option<string[]> option = CommonOptions.List("--crd", "PATH", "a file with CustomResourceDefinitions, or a folder of such files: policies can match their kinds by name, and their fields are known");
        command.Add(option);
        return parsed => [.. parsed.GetValue(option) ?? []];
    }

    /// <exception cref="UsageException">A path does not exist or cannot be read, or holds no definition.</exception>
    public static CustomResourceFiles Read(ImmutableArray<string> paths)
    {
        if (paths.IsEmpty) return new CustomResourceFiles(KubernetesDomain.Instance, []);
        var files = new Dictionary<string, SourceText>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            SourceText[] found = [.. Find(path).Select(TextFile.Read)];
            if (CustomResourceDefinitions.Load(found) is { Count: 0, Diagnostics.IsEmpty: true }) throw new UsageException($"there is no CustomResourceDefinition in `{path}`");
            foreach (SourceText file in found) files.TryAdd(Path.GetFullPath(file.Path), file);
        }
        var definitions = CustomResourceDefinitions.Load(files.Values);
        return new CustomResourceFiles(KubernetesDomain.Instance.With(definitions.Kinds), definitions.Diagnostics);
    }

    private static IEnumerable<string> Find(string path)
    {
        if (File.Exists(path)) return [TextFile.Slashes(path)];
        if (!Directory.Exists(path)) throw new UsageException($"`{path}` does not exist");
        return TextFile.FindAll(path).Where(DocumentFile.IsDocument);
    }
}
