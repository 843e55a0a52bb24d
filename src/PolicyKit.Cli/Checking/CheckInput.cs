using System.Collections.Immutable;
using PolicyKit.Cli.Files;
using PolicyKit.Cli.Reports;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Text;

namespace PolicyKit.Cli.Checking;

/// <summary>What was read: objects, and what is none.</summary>
/// <param name="Manifests">The objects in the order of the files.</param>
/// <param name="Problems">What could not be read.</param>
/// <param name="Skipped">What is no manifest.</param>
/// <param name="Sources">The texts.</param>
/// <param name="Standard">Standard input.</param>
internal sealed record CheckInput(ImmutableArray<Manifest> Manifests, ImmutableArray<InputProblem> Problems, ImmutableArray<SkippedInput> Skipped, SourceFiles Sources, StandardInput Standard)
{
    /// <summary>The same with other objects, some of which stand in texts that are not those of their files.</summary>
    public CheckInput With(ImmutableArray<Manifest> manifests, IReadOnlyDictionary<string, string> texts) => this with
    {
        Manifests = manifests,
        Sources = new SourceFiles(manifests.ToLookup(m => m.Path, m => m.Document), path => texts.TryGetValue(path, out string? text) ? SourceText.From(text, path) : Standard.TextOf(path)),
    };

    /// <summary>Finds and reads everything that a check was asked for.</summary>
    public static CheckInput Read(CheckSettings settings, Stream input, Progress progress, CancellationToken cancellationToken)
    {
        var standardInput = new StandardInput(settings.Paths.Contains(ManifestLoader.StandardInput) ? input : Stream.Null);
        var loader = new ManifestLoader(new ManifestOptions { Namespace = settings.Namespace, Domain = settings.Domain, Ignore = settings.Ignore, StandardInput = standardInput.Open() });
        ManifestSource[] found = [.. loader.Find(settings.Paths.Distinct(StringComparer.Ordinal))];
        var files = new ManifestFile[found.Length];
        Parallel.For(0, found.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            files[i] = loader.Read(found[i]);
            progress.Step("reading", found.Length);
        });
        var manifests = files.SelectMany(f => f.Manifests).ToImmutableArray();
        var sources = new SourceFiles(manifests.ToLookup(m => m.Path, m => m.Document), standardInput.TextOf);
        return new CheckInput(
            manifests,
            [.. files.SelectMany(f => f.Problems).Select(p => ToProblem(p, sources))],
            [.. files.Select(f => f.Skipped).OfType<SkippedFile>().Select(s => new SkippedInput(TextFile.Slashes(s.Path), s.Reason, s.Command))],
            sources,
            standardInput);
    }

    private static InputProblem ToProblem(ManifestProblem problem, SourceFiles sources) =>
        new(TextFile.Slashes(problem.Path), problem.Position, problem.Message, problem.Help, problem.Position is { } position ? sources.ExcerptOfBroken(problem.Path, position) : null);
}
