using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Text;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>The Gatekeeper library: each template with its first constraint. Its folder is below <c>POLICYKIT_CORPORA</c>.</summary>
internal static class GatekeeperWorkload
{
    private static readonly string s_folder = Path.Combine(Environment.GetEnvironmentVariable("POLICYKIT_CORPORA") ?? "../shared/corpora", "gatekeeper-library", "library");

    public static bool IsThere => Directory.Exists(s_folder);

    /// <summary>The library; null where it is not.</summary>
    public static GatekeeperLibrary? Library => IsThere ? Load() : null;

    /// <summary>Reads the templates and the first constraint of each.</summary>
    public static GatekeeperLibrary Load() =>
        GatekeeperLibrary.Load(Directory.EnumerateFiles(s_folder, "template.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(FilesOf).Select(Read));

    /// <summary>Compiles the templates' Rego.</summary>
    public static PolicyProgram Compile(GatekeeperLibrary library)
    {
        EmitResult result = Compilation.Create(library.Trees, KubernetesDomain.Instance).Emit();
        return result.Program?.WithConstraints(library.Constraints) ?? throw new InvalidOperationException($"the library does not compile: {result.Diagnostics[0]}");
    }

    private static IEnumerable<string> FilesOf(string template) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(template)!, "constraint.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(1).Prepend(template);

    private static SourceText Read(string path) => SourceText.From(File.ReadAllText(path), path);
}
