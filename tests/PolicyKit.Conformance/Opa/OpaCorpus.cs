using System.Text.Json;

namespace PolicyKit.Conformance.Opa;

/// <summary>Reads a folder of cases: <c>&lt;topic&gt;/&lt;file&gt;.json</c>, each <c>{"cases": […]}</c>.</summary>
internal static class OpaCorpus
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <exception cref="JsonException">A file is not laid out so.</exception>
    public static IEnumerable<OpaCase> Read(DirectoryInfo directory) =>
        directory.EnumerateFiles("*.json", SearchOption.AllDirectories)
            .Select(file => (file.FullName, Path: Path.GetRelativePath(directory.FullName, file.FullName).Replace('\\', '/')))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .SelectMany(file => ReadFile(file.FullName, file.Path));

    private static IEnumerable<OpaCase> ReadFile(string fullName, string path)
    {
        OpaFile file = JsonSerializer.Deserialize<OpaFile>(File.ReadAllBytes(fullName), s_options) ?? throw new JsonException($"{path} is null");
        return file.Cases.Select((@case, index) => @case with { Key = $"{path}#{index}" });
    }
}
