using System.Reflection;

namespace PolicyKit.Kubernetes;

/// <summary>The texts that are embedded in this library.</summary>
internal static class StandardResources
{
    private static readonly Assembly s_assembly = typeof(StandardResources).Assembly;

    /// <summary>Names of the texts below a folder, with forward slashes, in order.</summary>
    public static IEnumerable<string> Names(string folder) =>
        s_assembly.GetManifestResourceNames().Select(n => n.Replace('\\', '/')).Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public static string Read(string name)
    {
        using Stream stream = s_assembly.GetManifestResourceStream(name) ?? s_assembly.GetManifestResourceStream(name.Replace('/', '\\')) ?? throw new InvalidOperationException($"the resource {name} is gone");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
