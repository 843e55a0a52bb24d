using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyKit.Kubernetes.Tests;

/// <summary>The API server reads a null in a list as an element that says nothing, so the standard pack says of both the same, whatever the object comes as, and whether screens are warm or not.</summary>
public sealed class NullElementTests
{
    private static readonly Lazy<PolicyProgram> Pack = new(StandardPack.CompileAll);

    public static TheoryData<string> Objects =>
    [
        NetworkPolicy("""{"podSelector": {}, "policyTypes": ["Ingress", "Egress"], "ingress": [#], "egress": [#]}"""),
        NetworkPolicy("""{"podSelector": {}, "policyTypes": ["Ingress", "Egress"], "ingress": [{"from": [#], "ports": [#]}], "egress": [{"to": [#], "ports": [#]}]}"""),
        NetworkPolicy("""{"podSelector": {"matchExpressions": [#]}}"""),
        Pod("""{"initContainers": [#], "containers": [#], "ephemeralContainers": [#], "volumes": [#]}"""),
        Pod("""{"securityContext": {"sysctls": [#]}, "containers": [{"name": "web", "image": "web:1", "env": [#], "envFrom": [#], "ports": [#], "volumeMounts": [#]}]}"""),
        """{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "web"}, "rules": [#]}""",
        """{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "web"}, "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"}, "subjects": [#]}""",
        """{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "shop"}, "spec": {"rules": [#], "tls": [#]}}""",
        """{"apiVersion": "audit.k8s.io/v1", "kind": "Policy", "rules": [#]}""",
    ];

    [Theory]
    [MemberData(nameof(Objects))]
    public void Null_in_a_list_is_judged_as_an_element_that_says_nothing(string template)
    {
        string empty = template.Replace("#", "{}", StringComparison.Ordinal);
        string nulls = template.Replace("#", "null", StringComparison.Ordinal);
        string[] expected = Outcomes(Pack.Value.Evaluate(Encoding.UTF8.GetBytes(empty)));
        Assert.NotEmpty(expected);
        Assert.DoesNotContain(expected, line => line.StartsWith("error", StringComparison.Ordinal));
        foreach (bool isWarm in (bool[])[false, true])
        {
            if (isWarm) Pack.Value.Warm();
            Assert.Equal(expected, Outcomes(Pack.Value.Evaluate(Encoding.UTF8.GetBytes(nulls))));
            Assert.Equal(expected, Outcomes(Pack.Value.Evaluate(PolicyInput.ForObject(PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(nulls))))));
            Assert.Equal(expected, Outcomes(Pack.Value.Evaluate(JsonDocument.Parse(nulls).RootElement)));
            Assert.Equal(expected, Outcomes(Pack.Value.Evaluate(JsonNode.Parse(nulls)!)));
            Assert.Equal(expected, Outcomes(Pack.Value.Evaluate(JsonSerializer.Deserialize<Dictionary<string, object?>>(nulls)!)));
        }
    }

    [Fact]
    public void Null_in_a_list_of_a_CLR_object_is_judged_so_too()
    {
        var open = new Restriction("networking.k8s.io/v1", "NetworkPolicy", new Named("web", "shop"), new Rules([null], ["Ingress"]));
        var expected = open with { Spec = new Rules([new Rule([])], ["Ingress"]) };
        foreach (bool isWarm in (bool[])[false, true])
        {
            if (isWarm) Pack.Value.Warm();
            Assert.Equal(Outcomes(Pack.Value.Evaluate(expected, JsonSerializerOptions.Web)), Outcomes(Pack.Value.Evaluate(open, JsonSerializerOptions.Web)));
            Assert.Contains(Pack.Value.Evaluate(open, JsonSerializerOptions.Web).Findings, f => f.PolicyId == "network.open_ingress" && f.Path == "spec.ingress[0].from");
        }
    }

    private static string[] Outcomes(Decision decision) =>
    [
        .. decision.Findings.Select(f => $"{f.Level} {f.PolicyId} at {f.Path}: {f.Message}").Order(StringComparer.Ordinal),
        .. decision.Errors.Select(e => $"error {e.PolicyId}: {e.Message}"),
        .. decision.NotJudged.Select(n => $"not judged {n.PolicyId}").Order(StringComparer.Ordinal),
    ];

    private static string NetworkPolicy(string spec) => $$"""{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "web", "namespace": "shop"}, "spec": {{spec}}}""";

    private static string Pod(string spec) => $$"""{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop"}, "spec": {{spec}}}""";

    private sealed record Named(string Name, string Namespace);

    private sealed record Rule(string[] From);

    private sealed record Rules(List<Rule?> Ingress, string[] PolicyTypes)
    {
        public Dictionary<string, string> PodSelector { get; } = [];
    }

    private sealed record Restriction(string ApiVersion, string Kind, Named Metadata, Rules Spec);
}
