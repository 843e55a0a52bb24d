using System.Collections.Immutable;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Manifests;

/// <summary>What keeps a file, or a document of it, from being judged. A run with a problem is no success.</summary>
/// <param name="Path">The file.</param>
/// <param name="Position">Where in it; null when the problem is the file itself.</param>
/// <param name="Message">One sentence: lower case, no final period.</param>
/// <param name="Help">What to do, or null.</param>
public sealed record ManifestProblem(string Path, LinePosition? Position, string Message, string? Help = null);

/// <summary>A file in a folder that is no Kubernetes object to judge.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">What it is instead, such as <c>Helm template</c>.</param>
/// <param name="Command">The command that renders the objects it stands for, or null.</param>
public sealed record SkippedFile(string Path, string Reason, string? Command = null);

/// <summary>A file to read: one that was named, one found in a folder, or standard input (<c>-</c>).</summary>
/// <param name="Path">The path as it is reported.</param>
/// <param name="IsNamed">Whether it was named itself; then nothing about it is skipped silently.</param>
/// <param name="Problem">Why it cannot be read, when that is known already.</param>
/// <param name="Skipped">Why it is skipped, when that is known already.</param>
public sealed record ManifestSource(string Path, bool IsNamed, ManifestProblem? Problem = null, SkippedFile? Skipped = null);

/// <summary>What one file gave.</summary>
/// <param name="Path">The file.</param>
/// <param name="Manifests">Its objects in order; items of lists one by one.</param>
/// <param name="Problems">What could not be read.</param>
/// <param name="Skipped">Why nothing of it is judged, or null.</param>
public sealed record ManifestFile(string Path, ImmutableArray<Manifest> Manifests, ImmutableArray<ManifestProblem> Problems, SkippedFile? Skipped);
