using System.Reflection;
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
        """;

    private static readonly DiagnosticDescriptor[] All =
        [.. typeof(ConfigurationDescriptors).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().OrderBy(d => d.Id, StringComparer.Ordinal)];

    private static readonly PolicyProgram Program = Compilation.Create([SyntaxTree.Parse(Policies, "team.policy")], KubernetesDomain.Instance).Emit().Program!;

    public static TheoryData<string, string, string> Mistakes => CaseFile.Blocks("configuration/mistakes.cases");

    public static TheoryData<string> Pages => [.. All.Select(d => d.Id)];

    /// <summary>Each line of the right side is <c>line:column id message</c>.</summary>
    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Configurations_give_these_diagnostics(string title, string source, string expected)
    {
        Assert.NotEqual("", title);
        Assert.Equal(expected, string.Join('\n', Diagnose(source).Select(d => $"{d.Location.Start} {d.Id} {d.Message}")));
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
    public void Policies_that_are_not_judged_may_have_settings_and_need_no_values()
    {
        PolicyProgram some = Program.Where(p => p.Id == "team.sizes");
        Assert.NotNull(Load("policies: {team.images: {params: {most: 1}}}").ApplyTo(some, Program).Program);
        Assert.Equal(["PK5302"], Load("policies: {team.images: {params: {most: 1}}}").ApplyTo(some).Diagnostics.Select(d => d.Id));
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

    private static ProjectConfiguration Load(string source) => ProjectConfiguration.Load(SourceText.From(source, "policykit.yaml"));

    private static IEnumerable<Diagnostic> Diagnose(string source)
    {
        ProjectConfiguration configuration = Load(source);
        return configuration.Diagnostics.Concat(configuration.Policies.IsEmpty || !configuration.Diagnostics.IsEmpty ? [] : configuration.ApplyTo(Program).Diagnostics).OrderBy(d => d.Location.Start.Line).ThenBy(d => d.Location.Start.Character);
    }
}
