using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Tests.Manifests;

public sealed class CorporaTests
{
    [CorporaTheory]
    [InlineData("apps", 120)]
    [InlineData("badPods", 120)]
    [InlineData("netpol-recipes", 10)]
    [InlineData("k8s-api-testdata", 300)]
    [InlineData("pss", 700)]
    public void Every_file_loads(string corpus, int leastObjects)
    {
        var files = Load(corpus);
        Assert.Empty(files.SelectMany(file => file.Problems));
        Assert.InRange(files.Sum(file => file.Manifests.Length), leastObjects, int.MaxValue);
        // A watch event is the one type of the API that is no object; the lines of expected.jsonl are verdicts.
        Assert.All(files.Where(file => file.Skipped is not null && !file.Path.Contains("WatchEvent", StringComparison.Ordinal) && !file.Path.EndsWith("expected.jsonl", StringComparison.Ordinal)), file => Assert.Contains(file.Skipped!.Reason, (string[])["kustomization", "kustomize patch", "Helm values", "Helm template", "Helm chart description"]));
    }

    [CorporaFact]
    public void Yaml_and_json_of_one_object_are_equal()
    {
        string[] yamls = Directory.GetFiles(Path.Combine(Corpora.Root!, "k8s-api-testdata"), "*.yaml");
        Assert.InRange(yamls.Length, 150, int.MaxValue);
        foreach (string yaml in yamls)
        {
            Assert.True(ReadRoot(yaml) == ReadRoot(Path.ChangeExtension(yaml, ".json")), yaml);
        }
    }

    [CorporaFact]
    public void Every_position_is_that_of_its_key()
    {
        var files = Load("apps").Concat(Load("badPods")).Concat(Load("k8s-api-testdata"));
        int seen = 0;
        foreach (var file in files.Where(file => file.Manifests.Length > 0))
        {
            string[] lines = File.ReadAllText(file.Path).Split('\n');
            foreach (var manifest in file.Manifests) seen += CheckPositions(manifest, manifest.Root, lines);
        }
        Assert.InRange(seen, 10_000, int.MaxValue);
    }

    [CorporaFact]
    public void Every_kind_of_the_api_that_has_a_resource_is_in_the_table()
    {
        string[] names = [.. Load("k8s-api-testdata").SelectMany(file => file.Manifests).Where(manifest => manifest.BuiltIn is null).Select(manifest => manifest.Kind).Distinct().Order(StringComparer.Ordinal)];
        Assert.All(names, name => Assert.Matches("Options$|Review$|^Scale$|^Eviction|^APIGroup|^APIVersions$|Rollback$|^Status$|^WatchEvent$|^SerializedReference$|^RangeAllocation$|^TokenRequest$|^CompositePodGroup$", name));
        Assert.NotNull(BuiltInKinds.Find("", "Pod"));
    }

    private static int CheckPositions(Manifest manifest, Value value, string[] lines)
    {
        int seen = 0;
        foreach (var (key, member) in value.Members())
        {
            var position = manifest.Document.GetPosition(member)!.Value;
            string at = lines[position.Line][position.Character..];
            Assert.True(at.TrimStart('"', '\'').StartsWith(key.TextOrEmpty(), StringComparison.Ordinal) || !key.TextOrEmpty().All(char.IsLetter), $"{manifest.Path}:{position} is not `{key}`");
            seen += 1 + CheckPositions(manifest, member, lines);
        }
        return seen + value.Elements().Sum(element => CheckPositions(manifest, element, lines));
    }

    private static List<ManifestFile> Load(string corpus) => [.. new ManifestLoader().Load([Path.Combine(Corpora.Root!, corpus)])];

    private static Value ReadRoot(string path) => Assert.Single(DocumentReader.Read(File.ReadAllText(path), path)).Document!.RawRoot;
}
