using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Kubernetes.Schemas;
using PolicyKit.Runtime;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Tests.Waivers;

/// <summary>The namespace of custom objects: an object of a kind without namespaces must not borrow one that is exempt.</summary>
public sealed class CustomKindTests
{
    private const string Policy = """
        package own
        policy widgets {
            title: "Widgets"
            description: `All are found.`
            severity: high
            match: ["Widget.example.com"]
            deny at object.spec because "a widget"
        }
        """;

    private const string Widget = "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w, namespace: kube-system}\nspec: {}\n";

    /// <summary>By the definition among the configuration's, by that among the objects, and by the request.</summary>
    [Theory]
    [InlineData("", "", null, false)]
    [InlineData("Namespaced", "", null, true)]
    [InlineData("Cluster", "", null, false)]
    [InlineData("", "Namespaced", null, true)]
    [InlineData("", "Cluster", null, false)]
    [InlineData("Cluster", "Namespaced", null, false)]
    [InlineData("Namespaced", "Cluster", null, true)]
    [InlineData("", "Namespaced Cluster", null, false)]
    [InlineData("", "Cluster Namespaced", null, false)]
    [InlineData("", "", "kube-system", true)]
    [InlineData("", "", "shop", false)]
    [InlineData("Namespaced", "", "shop", false)]
    [InlineData("Cluster", "", "kube-system", false)]
    public void Namespaces_that_objects_state_are_believed_of_kinds_that_have_one(string configured, string found, string? asked, bool isExempt)
    {
        KubernetesDomain domain = Domain(configured);
        string definitions = string.Concat(found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((scope, i) => Definition(scope, $"apiextensions.k8s.io/{(i == 0 ? "v1" : "v1beta1")}") + "---\n"));
        Manifest[] manifests = [.. new ManifestLoader().ReadText(definitions + Widget, "objects.yaml").Manifests];
        PolicyInput input = ManifestJudge.InputOf(manifests[^1], ClusterInventory.Build(manifests));
        if (asked is not null) input = input with { Request = Value.FromMembers(("operation", Value.FromString("CREATE")), ("namespace", Value.FromString(asked))) };
        foreach (string rule in (string[])["exempt: {namespaces: [kube-system]}", "waivers: [{policies: [own.*], reason: r, owner: o, match: {kinds: [Widget.example.com], namespaces: [kube-*]}}]"])
        {
            Assert.Equal(isExempt ? (Outcome.Allow, 1) : (Outcome.Deny, 0), Program(domain, rule).Evaluate(input) is var decision ? (decision.Outcome, decision.Waived.Length) : default);
        }
    }

    /// <summary>Nor does it go around a policy by stating a namespace that the policy leaves out.</summary>
    [Theory]
    [InlineData("Namespaced", Outcome.Allow)]
    [InlineData("Cluster", Outcome.Deny)]
    [InlineData("", Outcome.Deny)]
    public void Objects_without_namespaces_are_in_none_that_a_policy_leaves_out(string scope, Outcome outcome)
    {
        SyntaxTree tree = SyntaxTree.Parse(Policy.Replace("match: [\"Widget.example.com\"]", "match: {kinds: [\"Widget.example.com\"], excluded_namespaces: [\"kube-system\"]}", StringComparison.Ordinal), "own.policy");
        byte[] widget = """{"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "w", "namespace": "kube-system"}, "spec": {}}"""u8.ToArray();
        Assert.Equal(outcome, Compilation.Create([tree], Domain(scope)).Emit().Program!.Evaluate(widget).Outcome);
    }

    [Fact]
    public void Annotations_count_in_namespaces_that_objects_really_have()
    {
        byte[] widget = """{"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "w", "namespace": "lab", "annotations": {"waive.policykit.dev/own.widgets": "mine"}}, "spec": {}}"""u8.ToArray();
        Assert.Equal(Outcome.Deny, Program(Domain(""), "waiversInObjects: {namespaces: [lab]}").Evaluate(widget).Outcome);
        Assert.Equal(Outcome.Deny, Program(Domain("Cluster"), "waiversInObjects: {namespaces: [lab]}").Evaluate(widget).Outcome);
        Assert.Equal(Outcome.Allow, Program(Domain("Namespaced"), "waiversInObjects: {namespaces: [lab]}").Evaluate(widget).Outcome);
    }

    /// <summary>As kubectl: <c>--namespace</c> is for objects that have one.</summary>
    [Theory]
    [InlineData("", "", "Widget w")]
    [InlineData("Cluster", "", "Widget w")]
    [InlineData("Namespaced", "", "Widget kube-system/w")]
    [InlineData("Cluster", ", namespace: shop", "Widget w")]
    [InlineData("Namespaced", ", namespace: kube-system", "Widget kube-system/w")]
    public void Objects_without_a_namespace_are_given_one_if_their_kind_has_one(string scope, string stated, string expected)
    {
        var options = new ManifestOptions { Namespace = "kube-system", Domain = Domain(scope) };
        Assert.Equal(expected, Assert.Single(new ManifestLoader(options).ReadText($"apiVersion: example.com/v1\nkind: Widget\nmetadata: {{name: w{stated}}}\n", "w.yaml").Manifests).ToString());
    }

    [Fact]
    public void Kinds_by_name_alone_are_Kubernetes_own()
    {
        SyntaxTree tree = SyntaxTree.Parse(Policy.Replace("Widget.example.com", "Deployment.example.com", StringComparison.Ordinal), "own.policy");
        PolicyProgram all = Compilation.Create([tree], KubernetesDomain.Instance).Emit().Program!;
        byte[] fake = """{"apiVersion": "example.com/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": {}}"""u8.ToArray();
        Assert.Equal(Outcome.Deny, Configure(all, "waivers: [{policies: [own.*], reason: r, owner: o, match: {kinds: [Deployment]}}]").Evaluate(fake).Outcome);
        Assert.Equal(Outcome.Allow, Configure(all, "waivers: [{policies: [own.*], reason: r, owner: o, match: {kinds: [Deployment.example.com]}}]").Evaluate(fake).Outcome);
        Assert.Equal(Outcome.Allow, Configure(all, "waivers: [{policies: [own.*], reason: r, owner: o, match: {kinds: ['*.example.com']}}]").Evaluate(fake).Outcome);
    }

    /// <summary>What the standard policies match is known, but for files of configuration, which no API server stores.</summary>
    [Fact]
    public void The_scope_of_kinds_that_standard_policies_match_is_known()
    {
        string[] groups = [.. StandardPack.Trees.SelectMany(tree => tree.Text.ToString().Split('"').Where((_, i) => i % 2 == 1)).Where(IsKind).Distinct()];
        Assert.Contains("PeerAuthentication.security.istio.io", groups);
        Assert.All(groups, g => Assert.NotNull(KubernetesDomain.Instance.IsNamespaced(new ObjectKind(g[(g.IndexOf('.', StringComparison.Ordinal) + 1)..], g[..g.IndexOf('.', StringComparison.Ordinal)]))));
    }

    private static bool IsKind(string text) =>
        KindPattern.TryParse(text, out KindPattern? pattern, out _) && pattern is { Kind: not null, Group: { } group }
        && char.IsAsciiLetter(group[0]) && !BuiltInKinds.IsOfRequests(group, pattern.Kind)
        && !group.EndsWith(".config.k8s.io", StringComparison.Ordinal) && group is not ("kubeadm.k8s.io" or "audit.k8s.io" or "reports.policykit.dev");

    private static KubernetesDomain Domain(string scope) =>
        scope.Length == 0 ? KubernetesDomain.Instance : KubernetesDomain.Instance.With(CustomResourceDefinitions.Load([SourceText.From(Definition(scope, "apiextensions.k8s.io/v1"), "crd.yaml")]).Kinds);

    private static string Definition(string scope, string apiVersion) => $$"""
        apiVersion: {{apiVersion}}
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.com}
        spec:
          group: example.com
          scope: {{scope}}
          names: {kind: Widget, plural: widgets}
          versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object} } }]

        """;

    private static PolicyProgram Program(KubernetesDomain domain, string configuration) => Configure(Compilation.Create([SyntaxTree.Parse(Policy, "own.policy")], domain).Emit().Program!, configuration);

    private static PolicyProgram Configure(PolicyProgram all, string configuration) => ProjectConfiguration.Load(SourceText.From(configuration, "policykit.yaml")).ApplyTo(all).Program!;
}
