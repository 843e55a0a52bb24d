using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyKit.Kubernetes.PodSecurity;

namespace PolicyKit.Conformance.Pss;

/// <summary>One line of <c>expected.jsonl</c>: what the API server's own checks say of a manifest at a level and a version.</summary>
/// <param name="File">Path of the manifest below the corpus.</param>
/// <param name="Level"><c>privileged</c>, <c>baseline</c> or <c>restricted</c>.</param>
/// <param name="Version">Such as <c>v1.29</c>.</param>
/// <param name="Fails">The checks that fail, in the API server's order; empty when the manifest passes.</param>
/// <param name="Message">All of them in one sentence; empty when the manifest passes.</param>
internal sealed record PssFixture(string File, string Level, string Version, ImmutableArray<PssFailure> Fails, string Message)
{
    public const string ListName = "expected.jsonl";

    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    [JsonIgnore]
    public PodSecurityLevel PodSecurityLevel => Level switch
    {
        "privileged" => PodSecurityLevel.Privileged,
        "baseline" => PodSecurityLevel.Baseline,
        "restricted" => PodSecurityLevel.Restricted,
        _ => throw new JsonException($"`{Level}` is no level"),
    };

    [JsonIgnore]
    public Version? KubernetesVersion => PodSecurityVersion.TryParse(Version, out PodSecurityVersion version) ? version.ToKubernetesVersion() : throw new JsonException($"`{Version}` is no version");

    /// <exception cref="JsonException">A line is not laid out so.</exception>
    public static IEnumerable<PssFixture> Read(DirectoryInfo corpus) =>
        System.IO.File.ReadLines(Path.Combine(corpus.FullName, ListName))
            .Select(line => JsonSerializer.Deserialize<PssFixture>(line, s_options) ?? throw new JsonException("a line is null"));
}

/// <summary>A check that fails.</summary>
internal sealed record PssFailure(string Check, string Reason, string Detail)
{
    /// <summary>As the API server prints it.</summary>
    [JsonIgnore]
    public string Message => Detail.Length == 0 ? Reason : $"{Reason} ({Detail})";
}
