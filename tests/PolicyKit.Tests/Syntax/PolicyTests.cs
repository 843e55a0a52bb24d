using PolicyKit.Syntax;

namespace PolicyKit.Tests.Syntax;

public sealed class PolicyTests
{
    private const string HostPorts = """
        package pod_security.baseline

        policy host_ports {
            title: "Host ports"
            description: `A host port binds the node's own interface.`
            severity: medium
            references: ["PSS baseline: Host Ports"]
            match: workloads

            param allowed: set[int] = {0}

            deny at port.hostPort
                because $"container {container.name} binds host port {port.hostPort}"
                fix remove
            if {
                some container in containers
                some port in container.ports
                not port.hostPort in params.allowed
            }
        }

        test "a host port is denied where it stands" {
            given `
                apiVersion: v1
                kind: Pod`
            expect deny host_ports at spec.containers[0].ports[0].hostPort
        }

        test "an allowed host port passes" {
            given file "fixtures/host-port-8080.yaml"
            with params.allowed as {0, 8080}
            expect allow
        }

        """;

    [Fact]
    public void A_policy_with_its_tests_is_read_whole()
    {
        SyntaxTree tree = SyntaxTree.Parse(HostPorts);
        Assert.Empty(tree.Diagnostics);
        Assert.Equal(HostPorts, tree.Root.ToFullString());
        var policy = Assert.IsType<PolicyDeclarationSyntax>(tree.Root.Members[1]);
        Assert.Equal("host_ports", policy.Name.Text);
        Assert.Equal(["title", "description", "severity", "references", "match"], policy.Members.OfType<PolicyPropertySyntax>().Select(p => p.Name.Text));
        FindingRuleSyntax finding = Assert.Single(policy.Members.OfType<FindingRuleSyntax>());
        Assert.Equal("port.hostPort", finding.Place!.ToString());
        Assert.Equal("remove", finding.Fix!.Action.Text);
        Assert.Equal(3, finding.Body!.Literals.Items.Count);
        Assert.Equal("set[int]", Assert.Single(policy.Members.OfType<ParamDeclarationSyntax>()).Type.ToString());
        Assert.Equal(2, tree.Root.Members.OfType<TestDeclarationSyntax>().Count());
    }
}
