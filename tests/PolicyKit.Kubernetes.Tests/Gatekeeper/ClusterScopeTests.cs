using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Kubernetes.Tests.Gatekeeper;

/// <summary>An object whose kind has no namespaces is in none, whatever it states: the API server drops that.</summary>
public sealed class ClusterScopeTests
{
    private const string Stated = """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"r","namespace":"kube-system"}}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_inventory_has_it_among_those_of_the_cluster(bool asGator)
    {
        Value inventory = GatekeeperInventory.Build([Value.ParseJson(Stated)], new GatekeeperOptions { AsGator = asGator }).Member("inventory");

        Assert.False(inventory.Member("cluster", "rbac.authorization.k8s.io/v1", "ClusterRole", "r").IsUndefined);
        Assert.True(inventory.Member("namespace", "kube-system").IsUndefined);
    }

    [Fact]
    public void A_review_of_it_has_no_namespace()
    {
        SyntaxTree tree = SyntaxTree.Parse("package k\n\nimport rego.v1\n\ndeny contains \"in kube-system\" if input.request.namespace == \"kube-system\"\n\ndeny contains \"in none\" if not input.request.namespace\n", "k.rego", ParseOptions.Rego with { InputShape = InputShape.Review });
        PolicyProgram program = Compilation.Create([tree], KubernetesDomain.Instance).Emit().Program!;

        Assert.Equal("in none", Assert.Single(program.Evaluate(System.Text.Encoding.UTF8.GetBytes(Stated)).Findings).Message);
        Assert.Equal("in kube-system", Assert.Single(program.Evaluate(System.Text.Encoding.UTF8.GetBytes(Stated.Replace("ClusterRole", "Role", StringComparison.Ordinal))).Findings).Message);
    }
}
