using System.Collections.Immutable;

namespace PolicyKit.Kubernetes.Manifests;

/// <summary>How manifests are found and read.</summary>
public sealed record ManifestOptions
{
    /// <summary>As kubectl's <c>-n</c>: given to namespaced objects that state no namespace; an object that states another is a problem.</summary>
    public string? Namespace { get; init; }

    /// <summary>With the custom kinds that are known; an object of one that has no namespace is in none, whatever it states.</summary>
    public KubernetesDomain Domain { get; init; } = KubernetesDomain.Instance;

    /// <summary>Globs of files and folders to leave out of folders, written as in <c>.gitignore</c>.</summary>
    public ImmutableArray<string> Ignore { get; init; } = [];

    /// <summary>Bytes that one file may have.</summary>
    public long MaxFileBytes { get; init; } = 64L << 20;

    /// <summary>What the path <c>-</c> reads; null for the process's standard input.</summary>
    public Stream? StandardInput { get; init; }
}
