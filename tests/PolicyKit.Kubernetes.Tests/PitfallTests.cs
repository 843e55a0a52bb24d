using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Manifests;

namespace PolicyKit.Kubernetes.Tests;

/// <summary>What the whole standard pack says of objects that have fooled others (<c>Cases/pack/pitfalls.cases</c>).</summary>
public sealed class PitfallTests
{
    private const string Before = "# before\n";
    private const string Version = "# kubernetes ";

    private static readonly Lazy<PolicyProgram> Pack = new(StandardPack.CompileAll);

    public static TheoryData<string, string, string> Pitfalls => CaseFile.Blocks("pack/pitfalls.cases");

    [Theory]
    [MemberData(nameof(Pitfalls))]
    public void Nobody_is_fooled_by(string title, string source, string expected)
    {
        string[] found = [.. Pack.Value.Evaluate(Read(source)).Findings.SelectMany(finding => finding.RelatedPlaces.Select(place => place.Path).Prepend(finding.Path).Select(path => $"{finding.PolicyId} at {path}"))];
        foreach (string line in expected.Split('\n'))
        {
            if (line.StartsWith("no ", StringComparison.Ordinal)) Assert.DoesNotContain(found, one => one.StartsWith(line[3..] + " at ", StringComparison.Ordinal));
            else Assert.True(found.Contains(line), $"{title}: `{line}` is not among\n{string.Join('\n', found)}");
        }
    }

    private static PolicyInput Read(string source)
    {
        string[] texts = source.Split("---\n");
        Manifest[] manifests = [.. texts.Select((text, i) => Assert.Single(new ManifestLoader().ReadText(text, $"{i}.yaml").Manifests))];
        Manifest[] others = [.. manifests.Take(manifests.Length - 1).Where((_, i) => !texts[i].StartsWith(Before, StringComparison.Ordinal))];
        PolicyInput input = ManifestJudge.InputOf(manifests[^1], ClusterInventory.Build(others, complete: true));
        if (texts[0].StartsWith(Before, StringComparison.Ordinal)) input = input with { OldObject = manifests[0].Root, Request = Runtime.Value.FromMembers(("operation", Runtime.Value.FromString("UPDATE"))) };
        return source.StartsWith(Version, StringComparison.Ordinal) ? input with { KubernetesVersion = PolicyInput.ParseKubernetesVersion(source[Version.Length..source.IndexOf('\n', StringComparison.Ordinal)]) } : input;
    }
}
