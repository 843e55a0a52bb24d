using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Manifests;

/// <summary>Remembers the kustomizations of the folders walked and the files that they use as patches and other inputs, which are no objects by themselves.</summary>
internal sealed class Kustomizations
{
    /// <summary>The names that kustomize looks for.</summary>
    public static readonly string[] FileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    /// <summary>Lists of a kustomization that name files to be merged into objects or to configure kustomize, and the member of an element that has the name.</summary>
    private static readonly (string List, string? Member)[] Inputs =
    [
        ("patches", "path"),
        ("patchesJson6902", "path"),
        ("patchesStrategicMerge", null),
        ("configurations", null),
        ("transformers", null),
        ("generators", null),
        ("validators", null),
        ("replacements", "path"),
        ("helmCharts", "valuesFile"),
        ("helmChartInflationGenerator", "values"),
    ];

    private readonly Dictionary<string, string> _inputs = new(StringComparer.Ordinal);

    /// <summary>Reads the kustomization of a folder, if it has one.</summary>
    public void Look(string folder, string realFolder)
    {
        foreach (string name in FileNames)
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path)) Read(path, folder, realFolder);
        }
    }

    /// <summary>Why a file is skipped: it is a kustomization, or an input of one.</summary>
    public SkippedFile? Skip(string path, string realPath)
    {
        if (FileNames.Contains(Path.GetFileName(path), StringComparer.Ordinal)) return new SkippedFile(path, "kustomization", Command(Path.GetDirectoryName(path) ?? ""));
        return _inputs.TryGetValue(realPath, out string? folder) ? new SkippedFile(path, "kustomize patch", Command(folder)) : null;
    }

    /// <summary>The command that renders the kustomization of a folder.</summary>
    public static string Command(string folder) => $"kubectl kustomize {(folder.Length == 0 ? "." : folder)}";

    private void Read(string path, string folder, string realFolder)
    {
        string? text;
        try
        {
            text = SourceDecoder.Decode(File.ReadAllBytes(path), out _);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
        foreach (var root in DocumentReader.Read(text ?? "").Select(reading => reading.Document?.Root ?? default))
        {
            foreach (string file in Inputs.SelectMany(input => Files(root, input.List, input.Member)))
            {
                _inputs.TryAdd(Path.GetFullPath(Path.Combine(realFolder, file)), folder);
            }
        }
    }

    private static IEnumerable<string> Files(Value root, string list, string? member) =>
        from element in root.Member(list).Elements()
        let file = (member is null ? element : element.Member(member)).TextOrEmpty()
        where file.Length > 0 && !file.Contains('\n', StringComparison.Ordinal) && !file.Contains('\0', StringComparison.Ordinal)
        select file;
}
