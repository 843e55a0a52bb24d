using System.Reflection;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Schemas;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Tests.Schemas;

/// <summary>CustomResourceDefinitions as they stand in files: what is said of mistakes in them, and which fields their kinds have.</summary>
public sealed class CustomResourceTests
{
    private static readonly DiagnosticDescriptor[] All =
        [.. typeof(CustomResourceDescriptors).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().OrderBy(d => d.Id, StringComparer.Ordinal)];

    public static TheoryData<string, string, string> Mistakes => CaseFile.Blocks("schemas/crd-mistakes.cases");

    public static TheoryData<string, string, string> Definitions => CaseFile.Blocks("schemas/crds.cases");

    public static TheoryData<string> Pages => [.. All.Select(d => d.Id)];

    /// <summary>Each line of the right side is <c>line:column id message</c>.</summary>
    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistakes_give_these_diagnostics(string title, string source, string expected)
    {
        Assert.NotEqual("", title);
        Assert.Equal(expected, string.Join('\n', Load(source).Diagnostics.OrderBy(d => d.Location.Start.Line).ThenBy(d => d.Location.Start.Character).Select(d => $"{d.Location.Start} {d.Id} {d.Message}")));
    }

    /// <summary>Left: definitions. Right: lines <c>kind path: type</c>.</summary>
    [Theory]
    [MemberData(nameof(Definitions))]
    public void Kinds_have_fields(string title, string source, string expected)
    {
        Assert.NotEqual("", title);
        CustomResourceDefinitions definitions = Load(source);
        Assert.Empty(definitions.Diagnostics);
        KubernetesDomain domain = KubernetesDomain.Instance.With(definitions.Kinds);
        Assert.Equal(expected, string.Join('\n', expected.Split('\n').Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)]).Select(left => $"{left}: {TypePaths.Print(domain, left)}")));
    }

    [Fact]
    public void A_custom_kind_is_matched_by_its_name()
    {
        const string Policy = """
            package p

            policy q {
                match: ["Widget"]

                deny at object.spec if object.spec.size > 3
            }
            """;
        SyntaxTree tree = SyntaxTree.Parse(Policy, "p.policy");
        Assert.Contains(Compilation.Create([tree], KubernetesDomain.Instance).GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        KubernetesDomain domain = KubernetesDomain.Instance.With(Load(Widget).Kinds);
        Assert.Empty(Compilation.Create([tree], domain).GetDiagnostics());
        Assert.True(domain.TryGetKinds("widgets", out _, out _, out string? suggestion) || suggestion == "Widget");
        Assert.Null(KubernetesDomain.Instance.GetObjectType(new ObjectKind("x.io", "Widget")));
        KubernetesDomain again = domain.With(Load(Widget.Replace("size", "length", StringComparison.Ordinal)).Kinds);
        Assert.Equal(["length"], again.GetObjectType(new ObjectKind("x.io", "Widget"))!.Member("spec").Fields.Select(f => f.Name));
    }

    [Fact]
    public void Ids_are_distinct_and_each_has_a_page_and_a_case()
    {
        Assert.Equal(All.Select(d => d.Id).Distinct(), All.Select(d => d.Id));
        Assert.Equal(All.Select(d => d.Id), DiagnosticPage.IdsFrom("PK52"));
        string shown = string.Join('\n', Mistakes.Select(row => (string)row[2]));
        Assert.All(All, d => Assert.Contains($" {d.Id} ", shown, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Examples_are_true(string id) => DiagnosticPage.AssertIsTrue(id, Array.Find(All, d => d.Id == id)!.Title, Diagnose);

    private const string Widget = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.x.io}
        spec:
          group: x.io
          names: {kind: Widget, plural: widgets}
          scope: Namespaced
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}
        """;

    private static CustomResourceDefinitions Load(string source) => CustomResourceDefinitions.Load([SourceText.From(source, "crd.yaml")]);

    private static IEnumerable<string> Diagnose(string block) => Load(block[(block.IndexOf('\n', StringComparison.Ordinal) + 1)..]).Diagnostics.Select(d => d.Id);
}
