using PolicyKit.Binding;
using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit.Tests.Binding;

public sealed class AccessPathTests
{
    [Theory]
    [InlineData("object.spec.replicas == 3", "", "object.spec.replicas…")]
    [InlineData("some c in object.spec.containers; c.privileged", "", "object.spec.containers[*].privileged")]
    [InlineData("some c in object.spec.containers; c.image != \"x\"", "", "object.spec.containers[*].image…")]
    [InlineData("some k, v in object.metadata.labels; startswith(k, v)", "", "object.metadata.labels[*]…")]
    [InlineData("bad(object.spec)", "bad(s) if s.hostNetwork == true", "object.spec.hostNetwork…")]
    [InlineData("some c in all; c.tty", "all contains c if some c in object.spec.containers\nall contains c if some c in object.spec.initContainers",
        "object.spec.containers[*].tty object.spec.initContainers[*].tty")]
    [InlineData("some c in [c | some c in object.a]; c.b", "", "object.a[*].b")]
    [InlineData("count(object.spec.volumes) > 1", "", "object.spec.volumes…")]
    [InlineData("object.get(object.metadata, \"namespace\", \"\") == \"x\"", "", "object.metadata.namespace…")]
    [InlineData("object.get(object, [\"a\", \"b\"], 0)", "", "object.a.b")]
    [InlineData("every c in object.cs { c.x == 1 }", "", "object.cs[*].x…")]
    [InlineData("not object.spec.x", "", "object.spec.x")]
    [InlineData("some c in array.concat(object.a, object.b); c.p", "", "object.a[*].p object.b[*].p")]
    [InlineData("walk(object.spec, [_, v]); v == 1", "", "object.spec…")]
    [InlineData("old_object.spec.x != object.spec.x", "", "object.spec.x… old_object.spec.x…")]
    public void Reads_of_a_policy(string body, string rules, string expected)
    {
        SyntaxTree tree = SyntaxTree.Parse($$"""
            package t

            policy p {
                match: "*"
                deny if {
                    {{body}}
                }
                {{rules.Replace("\n", "\n    ", StringComparison.Ordinal)}}
            }
            """);
        BindingSession session = Binder.Bind(PolicyDomain.None, [tree]);
        Assert.Empty(tree.Diagnostics.Concat(session.Diagnostics.ToImmutable()).Select(DiagnosticRenderer.Render));
        PolicySymbol policy = Assert.Single(session.Policies);
        Assert.Equal(expected, string.Join(' ', policy.Reads.SelectMany(r => r.Value.Paths(r.Key))));
    }
}
