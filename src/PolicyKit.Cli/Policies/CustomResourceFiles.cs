using System.Collections.Immutable;
using PolicyKit.Cli.Files;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Schemas;
using PolicyKit.Text;

namespace PolicyKit.Cli.Policies;

/// <summary>Kubernetes with the custom resources that a project names.</summary>
/// <param name="Domain">What policies know of Kubernetes.</param>
/// <param name="Diagnostics">What is wrong with the configuration and the definitions.</param>
/// <param name="Compilation">How policies are compiled.</param>
internal sealed record CustomResourceFiles(KubernetesDomain Domain, ImmutableArray<Diagnostic> Diagnostics, CompilationOptions Compilation)
{
    /// <summary>Reads the files of a project; what is wrong with its configuration is among the diagnostics.</summary>
    /// <exception cref="UsageException">A path does not exist or cannot be read, or holds no definition.</exception>
    public static CustomResourceFiles Read(ProjectFile project)
    {
        ImmutableArray<Diagnostic> mistakes = [.. project.Configuration.Diagnostics.Select(project.Compilation.Judge)];
        if (project.CustomResources.IsEmpty) return new CustomResourceFiles(KubernetesDomain.Instance, mistakes, project.Compilation);
        var files = new Dictionary<string, SourceText>(StringComparer.Ordinal);
        foreach (string path in project.CustomResources)
        {
            SourceText[] found = [.. Find(path).Select(TextFile.Read)];
            if (CustomResourceDefinitions.Load(found) is { Count: 0, Diagnostics.IsEmpty: true }) throw new UsageException($"there is no CustomResourceDefinition in `{path}`");
            foreach (SourceText file in found) files.TryAdd(Path.GetFullPath(file.Path), file);
        }
        var definitions = CustomResourceDefinitions.Load(files.Values);
        return new CustomResourceFiles(KubernetesDomain.Instance.With(definitions.Kinds), [.. mistakes, .. definitions.Diagnostics.Select(project.Compilation.Judge)], project.Compilation);
    }

    private static IEnumerable<string> Find(string path)
    {
        if (File.Exists(path)) return [TextFile.Slashes(path)];
        if (!Directory.Exists(path)) throw new UsageException($"`{path}` does not exist");
        return TextFile.FindAll(path).Where(DocumentFile.IsDocument);
    }
}
