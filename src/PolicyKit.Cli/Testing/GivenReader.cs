using System.Collections.Immutable;
using PolicyKit.Cli.Files;
using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Text;

namespace PolicyKit.Cli.Testing;

/// <summary>Reads what tests are given.</summary>
internal sealed class GivenReader
{
    private readonly ManifestLoader _loader = new();
    private readonly List<Manifest> _manifests = [];
    private readonly List<TestProblem> _problems = [];

    /// <summary>The objects that a test is given, in order, or what is wrong with them at places in the policy file; files are found from its folder.</summary>
    public static (ImmutableArray<Manifest> Manifests, ImmutableArray<TestProblem> Problems) Read(PolicyTest test)
    {
        var reader = new GivenReader();
        foreach (GivenDocument given in test.Given)
        {
            if (given.IsFile) reader.ReadFile(given);
            else reader.ReadInline(given);
        }
        return ([.. reader._manifests], [.. reader._problems]);
    }

    /// <summary>Where a given file is: paths are relative to the policy file.</summary>
    public static string PathOf(GivenDocument given) => TextFile.Slashes(Path.Combine(Path.GetDirectoryName(given.Location.Source!.Path) ?? "", given.Text));

    private void ReadInline(GivenDocument given)
    {
        var text = GivenText.Dedent(given);
        SourceText policy = given.Location.Source!;
        Add(_loader.ReadText(text.Text, policy.Path), policy, position => position is { } at ? text.ToFile(at) : given.Location.Start);
    }

    private void ReadFile(GivenDocument given)
    {
        SourceText policy = given.Location.Source!;
        string file = PathOf(given);
        Add(_loader.Read(new ManifestSource(file, IsNamed: true)), policy, _ => given.Location.Start, problem => $"{(problem.Position is { } at ? $"{file}:{at}" : file)}: ");
    }

    private void Add(ManifestFile file, SourceText policy, Func<LinePosition?, LinePosition> toPolicy, Func<ManifestProblem, string>? where = null)
    {
        _manifests.AddRange(file.Manifests);
        foreach (ManifestProblem problem in file.Problems.Concat(file.Manifests.Select(UnknownKind).OfType<ManifestProblem>()))
        {
            _problems.Add(new TestProblem($"what is given cannot be read: {where?.Invoke(problem)}{problem.Message}", policy, toPolicy(problem.Position)));
        }
    }

    /// <summary>No policy matches an object of a kind that there is not, so a test of one would pass whatever the policy says.</summary>
    private static ManifestProblem? UnknownKind(Manifest manifest) =>
        manifest.BuiltIn is null && BuiltInKinds.HasGroup(manifest.Group) && !BuiltInKinds.IsOfRequests(manifest.Group, manifest.Kind)
            ? new ManifestProblem(manifest.Path, manifest.Document.GetPosition(manifest.Root.Member("kind")) ?? manifest.Position, $"Kubernetes has no `{manifest.Kind}` in `{manifest.ApiVersion}`")
            : null;
}
