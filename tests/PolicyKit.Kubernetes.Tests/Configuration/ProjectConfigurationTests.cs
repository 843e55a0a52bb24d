using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Tests.Configuration;

/// <summary>What <c>policykit.yaml</c> says, and what is said of mistakes in it.</summary>
public sealed class ProjectConfigurationTests
{
    private const string Policies = """
        package team

        policy images {
            title: "images"
            description: "a policy with params of many types"
            severity: low
            match: workloads

            param allowed: set[string] = {"a"}
            param most: int = 2

            param owners: {string: set[string]}

            deny because $"{count(params.allowed)} {params.most} {params.owners.web}" if true
        }

        policy sizes {
            title: "sizes"
            description: "a policy without params"
            severity: low
            match: workloads

            warn if object.metadata.labels.size == "huge"
        }

        policy root {
            title: "root"
            description: "a policy with one finding of all places"
            severity: low
            match: workloads

            deny at [context.runAsUser | some context in contexts; context.runAsUser == 0] if {
                some context in contexts
                context.runAsUser == 0
            }

            contexts := array.concat([context | context := pod.spec.securityContext], [c.securityContext | some c in containers])
        }
        """;

    private static readonly DiagnosticDescriptor[] All =
        [.. typeof(ConfigurationDescriptors).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().OrderBy(d => d.Id, StringComparer.Ordinal)];

    private static readonly PolicyProgram Program = Compilation.Create([SyntaxTree.Parse(Policies, "team.policy")], KubernetesDomain.Instance).Emit().Program!;

    public static TheoryData<string, string, string> Mistakes => CaseFile.Blocks("configuration/mistakes.cases");

    public static TheoryData<string> Pages => [.. All.Select(d => d.Id)];

    /// <summary>Each line of the right side is <c>line:column id message</c>, with the file before it where it is another than the configuration.</summary>
    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Configurations_give_these_diagnostics(string title, string source, string expected)
    {
        expected = expected.Replace("PACKS", string.Join(", ", [.. StandardPack.Names, StandardPack.NoPack]), StringComparison.Ordinal);
        Assert.NotEqual("", title);
        Assert.Equal(expected, string.Join('\n', Diagnose(source).Select(d => $"{(d.Location.Source?.Path == "pod-security.yaml" ? d.Location : d.Location.Start)} {d.Id} {d.Message}")));
    }

    [Fact]
    public void What_it_says_is_read()
    {
        var configuration = ProjectConfiguration.Load(SourceText.From((string)Mistakes.First()[1], "policykit.yaml"));
        Assert.Equal(["pod_security/restricted", "network"], configuration.Packs.AsEnumerable());
        Assert.Equal(["policies"], configuration.Sources.AsEnumerable());
        Assert.Equal(["crds/", "more.yaml"], configuration.CustomResources.AsEnumerable());
        Finding finding = Assert.Single(configuration.ApplyTo(Program).Program!.Evaluate("""{"apiVersion": "v1", "kind": "Pod", "spec": {}}"""u8).Findings);
        Assert.Equal("""2 3 {"x"}""", finding.Message);
    }

    [Fact]
    public void Policies_that_are_off_may_have_settings_and_need_no_values()
    {
        Assert.Equal(["team.sizes", "team.root"], Load("policies: {team.images: {enforcement: off, params: {most: 1}}}").ApplyTo(Program).Program!.Policies.Select(p => p.Id));
    }

    [Theory]
    [InlineData("enforce", FindingLevel.Deny, Severity.Low)]
    [InlineData("warn, severity: critical", FindingLevel.Warn, Severity.Critical)]
    [InlineData("audit", FindingLevel.Audit, Severity.Low)]
    public void Enforcement_and_severity_of_the_later_line_count(string settings, FindingLevel level, Severity severity)
    {
        PolicyProgram program = Load($"policies: {{team.*: {{enforcement: off}}, team.images: {{enforcement: {settings}, params: {{owners: {{web: [x]}}}}}}}}").ApplyTo(Program).Program!;
        Finding finding = Assert.Single(program.Evaluate("""{"apiVersion": "v1", "kind": "Pod", "spec": {}}"""u8).Findings);
        Assert.Equal((level, severity, severity), (finding.Level, finding.Severity, finding.Policy.Severity));
        Assert.Equal(severity, Assert.Single(program.Policies).Severity);
    }

    [Fact]
    public void Schema_for_editors_has_the_same_members()
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "docs", "policykit.schema.json")));
        JsonElement root = schema.RootElement, definitions = root.GetProperty("$defs");
        (JsonElement Schema, ImmutableArray<string> Members)[] mappings =
        [
            (root, ConfigurationMembers.OfRoot),
            (definitions.GetProperty("policy"), ConfigurationMembers.OfPolicy),
            (definitions.GetProperty("podSecurity"), ConfigurationMembers.OfPodSecurity),
            (definitions.GetProperty("podSecurityExemptions"), ConfigurationMembers.OfPodSecurityExemptions),
            (definitions.GetProperty("exempt"), ConfigurationMembers.OfExempt),
            (definitions.GetProperty("waiver"), ConfigurationMembers.OfWaiver),
            (definitions.GetProperty("waiverMatch"), ConfigurationMembers.OfWaiverMatch),
            (definitions.GetProperty("waiversInObjects"), ConfigurationMembers.OfWaiversInObjects),
        ];
        foreach ((JsonElement mapping, ImmutableArray<string> members) in mappings)
        {
            Assert.False(mapping.GetProperty("additionalProperties").GetBoolean());
            Assert.Equal(members, mapping.GetProperty("properties").EnumerateObject().Select(p => p.Name));
            Assert.All(mapping.GetProperty("properties").EnumerateObject(), p => Assert.True(p.Value.TryGetProperty("description", out _) || p.Value.TryGetProperty("$ref", out _), p.Name));
        }
        Assert.Equal(Profile.Names, root.GetProperty("properties").GetProperty("profile").GetProperty("enum").EnumerateArray().Select(w => w.GetString()!));
    }

    [Fact]
    public void Ids_are_distinct_and_each_has_a_page_and_a_case()
    {
        Assert.Equal(All.Select(d => d.Id).Distinct(), All.Select(d => d.Id));
        Assert.Equal(All.Select(d => d.Id), DiagnosticPage.IdsFrom("PK53"));
        string shown = string.Join('\n', Mistakes.Select(row => (string)row[2]));
        Assert.All(All, d => Assert.Contains($" {d.Id} ", shown, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Examples_are_true(string id) =>
        DiagnosticPage.AssertIsTrue(id, Array.Find(All, d => d.Id == id)!.Title, block => Diagnose(block[(block.IndexOf('\n', StringComparison.Ordinal) + 1)..]).Select(d => d.Id));

    private static ProjectConfiguration Load(string source) => ConfigurationText.Load(source);

    private static IEnumerable<Diagnostic> Diagnose(string source)
    {
        ProjectConfiguration configuration = Load(source);
        ConfiguredProgram? applied = (configuration.Policies.IsEmpty && (configuration.PodSecurityFile.Length == 0 || configuration.PodSecurity.IsGiven)) || !configuration.Diagnostics.IsEmpty ? null : configuration.ApplyTo(Program);
        return configuration.Diagnostics.Concat(applied?.Diagnostics ?? []).Concat(DiagnoseWaivers(applied, ConfigurationText.ReadObjects(source))).OrderBy(d => d.Location.Start.Line).ThenBy(d => d.Location.Start.Character);
    }

    private static ImmutableArray<Diagnostic> DiagnoseWaivers(ConfiguredProgram? applied, PolicyInput[]? objects)
    {
        if (applied is null || objects is null) return applied?.DiagnoseWaivers() ?? [];
        foreach (PolicyInput input in objects) applied.Program!.Evaluate(input);
        return applied.DiagnoseWaivers(objects);
    }
}
