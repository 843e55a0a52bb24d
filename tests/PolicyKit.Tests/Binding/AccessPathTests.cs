using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Syntax;

namespace PolicyKit.Tests.Binding;

public sealed class AccessPathTests
{
    [Theory]
    [InlineData("object.spec.replicas == 3", "", "object.spec.replicas")]
    [InlineData("some c in object.spec.containers; c.privileged", "", "object.spec.containers[*].privileged")]
    [InlineData("some c in object.spec.containers; c.image != \"x\"", "", "object.spec.containers[*].image")]
    [InlineData("some k, v in object.metadata.labels; startswith(k, v)", "", "object.metadata.labels[*]…")]
    [InlineData("bad(object.spec)", "bad(s) if s.hostNetwork == true", "object.spec.hostNetwork")]
    [InlineData("some c in all; c.tty", "all contains c if some c in object.spec.containers\nall contains c if some c in object.spec.initContainers",
        "object.spec.containers[*]… object.spec.initContainers[*]…")]
    [InlineData("some c in [c | some c in object.a; c.k]; c.b", "", "object.a[*].b object.a[*].k")]
    [InlineData("wrap(wrap(object.spec))[_][_].a", "wrap(x) := [x]", "object.spec.a object.spec[*].a")]
    [InlineData("some c; s[c]; c.x", "s := [c | some c in object.cs]", "object.cs[*].x")]
    [InlineData("some pair in pairs; pair[1].x", "pairs := [[k, v] | some k, v in object.cs]", "object.cs[*].x")]
    [InlineData("some k, _ in {object.a}; k.x", "", "object.a…")]
    [InlineData("some k, _ in {[c.x, 1] | some c in object.a}; k[0].y", "", "object.a[*].x…")]
    [InlineData("every k, _ in {object.a} { k.x }", "", "object.a…")]
    [InlineData("{\"a\": 1, \"b\": x} = object.spec; x.y", "", "object.spec…")]
    [InlineData("p", "default p := [x | some x in object.a; x.b]\np := 1 if false", "object.a[*].b")]
    [InlineData("f(object.a).b with f as g", "f(x) := x\ng(x) := object.d.e", "object.a… object.d.e…")]
    [InlineData("count(object.a) with count as g", "g(x) := x.b", "object.a…")]
    [InlineData("some x in v; x.y", "v := object.a if object.k\nv := object.b if not object.k", "object.a[*].y object.b[*].y object.k")]
    [InlineData("v.y", "v := x if some x in object.a", "object.a[*].y")]
    [InlineData("object.get(object.a, object.key, 0)", "", "object.a… object.key…")]
    [InlineData("object.get(object, [\"a\", object.key], 0).b", "", "object.a[*].b object.key…")]
    [InlineData("some x in array.flatten(object.a); x.y", "", "object.a…")]
    [InlineData("walk(object.spec, [p, v]); v.a.b", "", "object.spec…")]
    [InlineData("some x in array.slice(object.a, object.n, 3); x.y", "", "object.a… object.n…")]
    [InlineData("{c.k: c | some c in object.a}.x.y", "", "object.a[*].k… object.a[*].y")]
    [InlineData("{\"k\": object.a}.k.y", "", "object.a.y")]
    [InlineData("input.object.a == 1", "", "object.a")]
    [InlineData("object.k = x; data.t.p.r[x]", "r[k] := object.a[k] if some k in [\"b\"]", "object.a.b… object.k…")]
    [InlineData("some c in [c | some c in object.a]; c.b", "", "object.a[*].b")]
    [InlineData("count(object.spec.volumes) > 1", "", "object.spec.volumes[*]")]
    [InlineData("object.get(object.metadata, \"namespace\", \"\") == \"x\"", "", "object.metadata.namespace")]
    [InlineData("object.get(object, [\"a\", \"b\"], 0)", "", "object.a.b")]
    [InlineData("every c in object.cs { c.x == 1 }", "", "object.cs[*].x")]
    [InlineData("not object.spec.x", "", "object.spec.x")]
    [InlineData("some c in array.concat(object.a, object.b); c.p", "", "object.a[*].p object.b[*].p")]
    [InlineData("walk(object.spec, [_, v]); v == 1", "", "object.spec…")]
    [InlineData("some f in [\"a\", \"b\"]; object.o[f].x", "", "object.o.a.x object.o.b.x")]
    [InlineData("some f in {\"a\", \"b\"}; object.o[f].x", "", "object.o.a.x object.o.b.x")]
    [InlineData("{\"a\", \"b\"}[f]; object.o[f].x", "", "object.o.a.x object.o.b.x")]
    [InlineData("some i, _ in [\"a\", \"b\"]; object.o[i].x", "", "object.o[*].x")]
    [InlineData("\"x\" in object.a", "", "object.a[*]")]
    [InlineData("is_object(object.a); type_name(object.b) == \"array\"", "", "object.a[*] object.b[*]")]
    [InlineData("[object.x, 1] == object.a", "", "object.a… object.x…")]
    [InlineData("deep[_][_].x", "deep[k] contains v if some k, v in object.cs", "object.cs[*]…")]
    [InlineData("object.x with object.a.b as 1", "", "object.a.b object.a[*] object.x object[*]")]
    [InlineData("old_object.spec.x != object.spec.x", "", "object.spec.x… old_object.spec.x…")]
    public void Reads_of_a_policy(string body, string rules, string expected) => Assert.Equal(expected, string.Join(' ', Reads(body, rules)));

    [Theory]
    [InlineData("under(x) := x.a", "object.a.a.c")]
    [InlineData("under(x) := x.a if x.k\nunder(x) := x.b if not x.k", "object.b.a.c")]
    public void A_function_of_its_own_result_ends(string rules, string expected) => Assert.Contains(expected, Reads("under(under(object)).c", rules));

    private static ImmutableArray<string> Reads(string body, string rules)
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
        EmitResult result = Compilation.Create([tree]).Emit();
        // Some of these go over what has no members, which is worth a warning and no error.
        Assert.Empty(result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(DiagnosticRenderer.Render));
        return result.Program!.GetReads("t.p");
    }
}
