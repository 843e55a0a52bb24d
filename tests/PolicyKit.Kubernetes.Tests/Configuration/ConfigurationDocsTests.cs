using System.Text.Json.Nodes;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Tests.Configuration;

/// <summary>What <c>docs/configuration.md</c> says, what the schema for editors says, and what is read are the same.</summary>
public sealed class ConfigurationDocsTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "configuration.md"));

    public static TheoryData<string> Examples => [.. Blocks("yaml")];

    public static TheoryData<string, string, string> Cases => CaseFile.Blocks("configuration/mistakes.cases");

    [Theory]
    [MemberData(nameof(Examples))]
    public void Examples_are_read_and_fit_the_schema(string example)
    {
        Assert.Empty(ProjectConfiguration.Load(SourceText.From(example, "policykit.yaml")).Diagnostics);
        Assert.Empty(JsonSchema.OfConfiguration.Validate(ToJson(example)));
    }

    /// <summary>The schema takes what is read without a mistake, and refuses what has a member that does not exist.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Schema_and_reader_agree(string title, string source, string expected)
    {
        Assert.NotEqual("", title);
        if (ToJson(ConfigurationText.OwnPart(source)) is not { } json) return;
        string[] mistakes = [.. expected.Split('\n').Where(line => !line.StartsWith("pod-security.yaml", StringComparison.Ordinal))];
        if (mistakes.Any(line => line.Contains("PK5301", StringComparison.Ordinal) && line.Contains(" has no member ", StringComparison.Ordinal))) Assert.NotEmpty(JsonSchema.OfConfiguration.Validate(json));
        else if (!mistakes.Any(line => line.Contains("PK5301", StringComparison.Ordinal))) Assert.Empty(JsonSchema.OfConfiguration.Validate(json));
    }

    [Fact]
    public void Every_member_has_a_row_or_is_told_of_and_every_row_is_a_member()
    {
        string[] rows = [.. Rows("| Member | Meaning |")];
        Assert.All(rows, row => Assert.NotNull(JsonSchema.OfConfiguration.Find(row.Split('.'))));
        string[] wanted =
        [
            .. ConfigurationMembers.OfRoot.Except(["policies", "podSecurity", "exempt", "waivers", "waiversInObjects"]), "policies", "waivers",
            .. ConfigurationMembers.OfPolicy.Select(m => $"policies.ID.{m}"),
            .. ConfigurationMembers.OfPodSecurity.Except(["exemptions"]).Select(m => $"podSecurity.{m}"),
            .. ConfigurationMembers.OfPodSecurityExemptions.Select(m => $"podSecurity.exemptions.{m}"),
            .. ConfigurationMembers.OfExempt.Select(m => $"exempt.{m}"),
            .. ConfigurationMembers.OfWaiversInObjects.Select(m => $"waiversInObjects.{m}"),
        ];
        Assert.Equal(wanted.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
        Assert.Equal(ConfigurationMembers.OfWaiverMatch, Rows("| Part | What it is compared with |"));
        Assert.All(ConfigurationMembers.OfWaiver, m => Assert.Contains($"`{m}`", s_page, StringComparison.Ordinal));
        Assert.Equal(Profile.Names.Order(StringComparer.Ordinal), Rows("| Profile |").Order(StringComparer.Ordinal));
    }

    /// <summary>The lines of the page's example stand in this test too.</summary>
    [Fact]
    public void Embedding_is_as_the_page_says()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string[] told = [.. File.ReadAllLines(Path.Combine(Repository.Root, "tests", "PolicyKit.Kubernetes.Tests", "Configuration", "ConfigurationDocsTests.cs")).Select(line => line.Trim())];
        Assert.All(Assert.Single(Blocks("csharp")).Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line.Replace("\"policykit.yaml\"", "file", StringComparison.Ordinal), told));
        string file = Path.Combine(folder, "policykit.yaml");
        string crds = Directory.CreateDirectory(Path.Combine(folder, "crds")).FullName;
        File.WriteAllText(Path.Combine(crds, "widget.yaml"), "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: widgets.example.com}, spec: {group: example.com, names: {kind: Widget, plural: widgets}, scope: Namespaced, versions: []}}\n");
        File.WriteAllText(file, "packs: pod_security/baseline\ncrds: [crds]\n");
        byte[] pod = """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"hostPID": true, "containers": [{"name": "a"}]}}"""u8.ToArray();
        try
        {
            PolicyProject project = PolicyProject.Load(file);
            ConfiguredProgram configured = project.Compile();
            foreach (Diagnostic diagnostic in configured.Diagnostics) Console.WriteLine(DiagnosticRenderer.Render(diagnostic));
            Decision? decision = configured.Program?.Evaluate(pod);
            Assert.Equal((Outcome.Deny, true), (decision?.Outcome, project.Domain.IsNamespaced(new ObjectKind("example.com", "Widget"))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Blocks(string language) => s_page.Split("```").Where((_, i) => i % 2 == 1).Where(block => block.StartsWith(language + "\n", StringComparison.Ordinal)).Select(block => block[(language.Length + 1)..]);

    /// <summary>The first cells of a table, which are in backticks.</summary>
    private static IEnumerable<string> Rows(string header) =>
        s_page.Split('\n').SkipWhile(line => !line.StartsWith(header, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('`')[1]);

    private static JsonNode? ToJson(string yaml)
    {
        DocumentReading[] documents = [.. DocumentReader.Read(yaml)];
        return documents is [{ Document: { } document }] ? WithoutNulls(JsonNode.Parse(document.RawRoot.ToJson())) : null;
    }

    private static JsonNode? WithoutNulls(JsonNode? node)
    {
        if (node is not JsonObject members) return node is JsonArray list ? new JsonArray([.. list.Select(e => WithoutNulls(e?.DeepClone()))]) : node?.DeepClone();
        return new JsonObject(members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Key, WithoutNulls(m.Value))));
    }
}
