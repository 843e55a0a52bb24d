using System.Collections.Immutable;
using System.Globalization;
using PolicyKit.Syntax;

namespace PolicyKit.Benchmarks.Scale;

/// <summary>A way in which a module can be large.</summary>
/// <param name="Name">How it is called on the command line.</param>
/// <param name="Size">The size that it must reach; it is measured at a quarter, a half and all of it.</param>
/// <param name="Text">The module of a size.</param>
/// <param name="Query">What is asked of it; null for a policy, which judges a Pod.</param>
internal sealed record Shape(string Name, int Size, Func<int, string> Text, string? Query = "data.t.p = x")
{
    /// <summary>All shapes.</summary>
    public static ImmutableArray<Shape> All { get; } =
    [
        new("rules", 10_000, n => Module(Lines(n, i => $"r{i} := {i} if input.x == {i}")), "data.t.r1 = x"),
        new("package", 10_000, n => Module(Lines(n, i => $"r{i} := {i}")), "data.t = x"),
        new("rule-chain", 10_000, n => Module(Lines(n, i => $"p{i} := p{i + 1} + 1"), $"p{n} := 1"), "data.t.p0 = x"),
        new("function-chain", 10_000, n => Module(Lines(n, i => $"f{i}(x) := f{i + 1}(x) + 1"), $"f{n}(x) := x", "p := f0(1)")),
        new("rule-fan", 10_000, n => Module(Lines(n, i => $"r{i} := {i}"), $"p := [{Items(n, i => $"r{i}")}]")),
        new("diamonds", 10_000, n => Module(Lines(n, i => $"p{i} := p{i + 1} + p{i + 1}"), $"p{n} := 0"), "data.t.p0 = x"),
        new("complete", 10_000, n => Module(Lines(n, i => $"p := {i} if input.x == {i}"))),
        new("complete-same", 10_000, n => Module(Lines(n, i => $"p if input.x == {i}"))),
        new("else", 10_000, n => Module("p := 0 if input.x == 0", Lines(n, i => $"else := {i} if input.x == {i}"))),
        new("overloads", 10_000, n => Module(Lines(n, i => $"f({i}) := {i}"), "p := f(7)")),
        new("function", 10_000, n => Module(Lines(n, i => $"f(x, y) := x + y if x == {i}"), "p := f(7, 1)")),
        new("set-clauses", 10_000, n => Module(Lines(n, i => $"p contains {i} if input.x != {i}"))),
        new("object-clauses", 10_000, n => Module(Lines(n, i => $"p[k] := {i} if k := \"k{i}\""))),
        new("ref-heads", 10_000, n => Module(Lines(n, i => $"p.k{i} := {i}"))),
        new("owned-ref-heads", 10_000, n => Module("p[k] := 1 if k := \"k\"", Lines(n, i => $"p.k{i} := {i}"))),
        new("body-assign", 10_000, n => Rule($"x0 := 1; {Items(n, i => $"x{i + 1} := x{i} + 1", "; ")}")),
        new("body-reversed", 10_000, n => Rule($"{Items(n, i => $"x{n - i} = x{n - i - 1} + 1", "; ")}; x0 = 1")),
        new("body-tests", 10_000, n => Rule(Items(n, i => $"input.x != {i}", "; "))),
        new("body-not", 10_000, n => Rule(Items(n, i => $"not input.x == {i}", "; "))),
        new("body-scans", 1_000, n => Rule(Items(n, i => $"some x{i} in [{i}]", "; "))),
        new("body-lookups", 1_000, n => Rule(Items(n, i => $"y{i} := input.xs[x{i}]", "; ")), "data.t.p = x with input.xs as [1]"),
        new("body-closures", 10_000, n => Rule($"x0 := 1; {Items(n, i => $"x{i + 1} := count([y | y := x{i}])", "; ")}")),
        new("body-every", 2_000, n => Rule(Items(n, i => $"every x{i} in [1] {{ x{i} == 1 }}", "; "))),
        new("body-with", 2_000, n => Rule(Items(n, i => $"input.x == {i} with input.x as {i}", "; "))),
        new("with-chain", 2_000, n => Rule($"input.x0 == 0 {Items(n, i => $"with input.x{i} as {i}", " ")}")),
        new("some-names", 10_000, n => Rule($"some {Items(n, i => $"x{i}")}; x0 = 1")),
        new("templates", 10_000, n => Module($"p := $\"{Items(n, i => $"{{{i}}}", " ")}\"")),
        new("array", 100_000, n => Module($"p := count([{Items(n, Number)}])")),
        new("set", 100_000, n => Module($"p := count({{{Items(n, Number)}}})")),
        new("object", 100_000, n => Module($"p := count({{{Items(n, i => $"\"k{i}\": {i}")}}})")),
        new("open-array", 10_000, n => Module($"p := count([{Items(n, i => $"{i} + 1")}])")),
        new("open-object", 10_000, n => Module($"p := count({{{Items(n, i => $"\"k{i}\": {i} + 1")}}})")),
        new("arrays-unified", 10_000, n => Rule($"[{Items(n, i => $"x{i}")}] = [{Items(n, Number)}]")),
        new("arrays-unified-both", 10_000, n => Rule($"[{Items(n, i => i % 2 == 0 ? $"x{i}" : Number(i))}] = [{Items(n, i => i % 2 == 0 ? Number(i) : $"x{i}")}]")),
        new("objects-unified", 10_000, n => Rule($"{{{Items(n, i => $"\"k{i}\": x{i}")}}} = {{{Items(n, i => $"\"k{i}\": {i}")}}}")),
        new("sum", 10_000, n => Module($"p := {Items(n, i => $"{i}", " + ")}")),
        new("open-sum", 10_000, n => Module("q := 1", $"p := {Items(n, i => i == 0 ? "q" : Number(i), " + ")}")),
        new("mixed-operators", 10_000, n => Module($"p := {Items(n, i => $"{i} * 2", " - ")}")),
        new("negated-calls", 10_000, n => Module("q := 1", $"p if not {Items(n, i => i == 0 ? "q" : Number(i), " + ")} == 0")),
        new("ref-steps", 5_000, n => Module($"p := input{string.Concat(Enumerable.Repeat(".a", n))}"), "not data.t.p"),
        new("ref-keys", 5_000, n => Module($"p := input{string.Concat(Enumerable.Repeat("[x]", n))}", ""), "not data.t.p"),
        new("ref-enumerations", 1_000, n => Module($"p := input{string.Concat(Enumerable.Repeat("[_]", n))}"), "not data.t.p"),
        new("data-steps", 5_000, n => Module($"p := data{string.Concat(Enumerable.Repeat(".a", n))}"), "not data.t.p"),
        new("imports", 10_000, n => $"package t\n{Lines(n, i => $"import data.q.x{i}")}\np := 1\n"),
        new("names", 10_000, n => Module($"p := 1", Lines(n, i => $"longer_name_of_rule_{i} := input.longer_name_of_field_{i}"))),
        new("package-path", 2_000, n => $"package t{string.Concat(Enumerable.Repeat(".a", n))}\n\np := 1\n", "data.t = x"),
        new("unsafe", 2_000, n => Rule(Items(n, i => $"x{i} > y{i}", "; "))),
        new("unsafe-waiting", 2_000, n => Rule(Items(n, i => $"x{i} = x{(i + 1) % n} + 1", "; "))),
        new("broken", 10_000, n => Module(Lines(n, i => $"r{i} := := {i}"))),
        new("assigned-twice", 10_000, n => Rule(Items(n, i => $"x := {i}", "; "))),
        new("open-brackets", 10_000, n => Module($"p := {new string('[', n)}")),
        new("open-templates", 10_000, n => Module($"p := {string.Concat(Enumerable.Repeat("$\"{", n))}")),
        new("nested-over", 10_000, n => Module($"p := {new string('(', n)}1{new string(')', n)}")),
        new("comments", 1_000_000, n => Module(Lines(n / 10, _ => "# comment"), "p := 1")),
        new("one-string", 10_000_000, n => Module($"p := count(\"{new string('a', n)}\")")),
        new("one-comment", 10_000_000, n => Module($"p := 1 # {new string('a', n)}")),
        new("one-name", 10_000_000, n => Module($"{new string('a', n)} := 1", "p := 1")),
        new("one-number", 100_000, n => Module($"p := {new string('7', n)} > 1")),
        new("blank", 10_000_000, n => Module(new string(' ', n), "p := 1")),
        new("bad-characters", 1_000_000, n => Module(string.Concat(Enumerable.Repeat("? ", n / 2)))),
        new("policies", 10_000, n => Module(Lines(n, i => $"policy q{i} {{\nmatch: \"*\"\ndeny if object.x == {i}\n}}")), null),
        new("findings", 10_000, n => Policy(Lines(n, i => $"deny at object.x{i} if object.x{i} == {i}")), null),
        new("params", 2_000, n => Policy(Lines(n, i => $"param a{i}: number = {i}"), "deny if params.a0 == 1"), null),
        new("policy-chain", 10_000, n => Module(Lines(n, i => $"q{i} := q{i + 1}"), $"q{n} := object.x", "policy p {\nmatch: \"*\"\ndeny if q0 == 1\n}"), null),
        new("policy-function-chain", 10_000, n => Module(Lines(n, i => $"f{i}(x) := f{i + 1}(x)"), $"f{n}(x) := x", "policy p {\nmatch: \"*\"\ndeny if f0(object.x) == 1\n}"), null),
        new("place-chain", 5_000, n => Module(Lines(n, i => $"f{i}(x) := f{i + 1}(x)"), $"f{n}(x) := x", "policy p {\nmatch: \"*\"\ndeny at f0(object).x if f0(object.x) == 1\n}"), null),
        new("policy-steps", 5_000, n => Policy($"deny at object{string.Concat(Enumerable.Repeat(".a", n))} if object{string.Concat(Enumerable.Repeat(".a", n))} == 1"), null),
        new("policy-tests", 2_000, n => Policy("deny if object.x == 1", Lines(n, i => $"test \"t{i}\" {{\ngiven \"x\"\nexpect allow\n}}")), null),
    ];

    /// <summary>How the module is read.</summary>
    public ParseOptions Options => Query is null ? ParseOptions.Policy : ParseOptions.Rego;

    private static string Module(params string[] items) => $"package t\n\n{string.Join('\n', items)}\n";

    private static string Rule(string body) => Module($"p if {{ {body} }}");

    private static string Policy(params string[] members) => Module($"policy p {{\nmatch: \"*\"\n{string.Join('\n', members)}\n}}");

    private static string Lines(int count, Func<int, string> line) => Items(count, line, "\n");

    private static string Items(int count, Func<int, string> item, string separator = ", ") => string.Join(separator, Enumerable.Range(0, count).Select(item));

    private static string Number(int i) => i.ToString(CultureInfo.InvariantCulture);
}
