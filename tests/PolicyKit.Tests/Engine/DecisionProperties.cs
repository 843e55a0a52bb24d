using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PolicyKit.Syntax;
using PolicyKit.Tests.Runtime;

namespace PolicyKit.Tests.Engine;

/// <summary>Random small policies over random objects decide alike however they are run and however the object was read.</summary>
public sealed class DecisionProperties
{
    private static readonly string[] Fields = ["a", "b", "image", "x-y"];

    private static readonly Gen<string> Scalar = Gen.Elements("null", "true", "false", "0", "1", "1.0", "2", "\"a\"", "\"b\"", "\"\"", "\"web:1\"");

    private static readonly Gen<string> Document = Gen.SubListOf("spec", "metadata", "a", "b")
        .SelectMany(keys => Tree(3).ListOf(keys.Count).Select(values => keys.Zip(values, (k, v) => $", \"{k}\": {v}")))
        .SelectMany(members => Containers.Select(containers => $"{{\"apiVersion\": \"v1\", \"kind\": \"Pod\"{string.Concat(members.Where(m => !m.StartsWith(", \"spec\"", StringComparison.Ordinal)))}, \"spec\": {{\"containers\": {containers}}}}}"));

    /// <summary>A ref that <c>at</c> may take where <c>c</c> is a container.</summary>
    private static readonly Gen<string> Place =
        from root in Gen.Elements("c", "object", "object.metadata", "object.a")
        from steps in Gen.Elements(".a", ".b", ".image", "[\"x-y\"]", "[0]").ListOf(2)
        select root + string.Concat(steps);

    private static readonly Gen<string> Term = Gen.OneOf(Place, Scalar, Gen.Elements("c", "k", "count(object.a)", "[c.a, 1]", "{\"k\": c.b}", "params.p", "helper(c.a)", "names"));

    private static readonly Gen<string> Statement = Gen.OneOf(
        from left in Term from op in Gen.Elements("==", "!=", "<", ">=", "=") from right in Term select $"{left} {op} {right}",
        from left in Term from right in Gen.Elements("object.a", "c", "names", "params.p", "[1, \"a\"]") from not in Gen.Elements("", "not ") select $"{not}{left} in {right}",
        from term in Term from not in Gen.Elements("", "not ") select $"{not}{term}",
        from term in Place select $"every e in {term} {{ e != 1 }}",
        from term in Term select $"count([e | some e in object.a; e == {term}]) > 0",
        from term in Term select $"helper({term}) with object.a as c",
        from test in Gen.Elements("> 0", "== 0", ">= 1", "> 1", "!= 0") from of in Gen.Elements("offenders", "array.concat(offenders, [x | some x in object.b; x.a])", "marked(c)", "bad", "names") select $"count({of}) {test}",
        from term in Term from not in Gen.Elements("", "not ") select $"{not}is_bad({term})",
        from term in Term from field in Gen.Elements("a", "x-y") from n in Gen.Choose(1, 999) select $"some f{n} in [\"b\", \"{field}\"]; c[f{n}] == {term}",
        from term in Term from source in Gen.Elements("offenders", "marked(c)") from n in Gen.Choose(1, 999) select $"some o{n} in {source}; o{n} != {term}",
        from term in Term select $"object.get({term}, \"a\", 1) in {{1, \"a\"}}",
        from term in Term select $"regex.match(\"^web\", {term})");

    /// <summary>A statement for a rule that other statements read.</summary>
    private static readonly Gen<string> Condition = Statement.Where(s => !s.Contains("offenders", StringComparison.Ordinal) && !s.Contains("(bad)", StringComparison.Ordinal));

    private static readonly Gen<string> Policy =
        from source in Gen.Elements("containers", "bad", "names", "object.a", "{x | some x in bad}")
        from level in Gen.Elements("deny", "warn")
        from place in Gen.OneOf(Gen.Constant("[e.image | some e in bad]"), Gen.Constant("object.spec"), Place.Select(p => p.Replace("c.", "object.", StringComparison.Ordinal)))
        from message in Term
        from fix in Gen.OneOf(
            Gen.Elements("", "fix remove", "fix unsafe set 1", "fix add {\"b\": 1}", "fix remove at c", "fix remove at [x.a | some x in containers]", "fix create {\"a\": c}"),
            from action in Gen.Elements("set", "add") from value in Term from target in Place select $"fix {action} {value} at {target}")
        from body in Statement.ListOf(2)
        from condition in Condition
        from other in Condition
        select $$"""
                match: workloads
                param p: any = [1, "a"]

                {{level}} at {{place}}
                    because $"{{{message}}}"
                    {{fix}}
                if {
                    some k, c in {{source}}
                    {{string.Join("\n            ", body)}}
                }

                bad contains c if {
                    some k, c in containers
                    {{condition}}
                }

                names contains c.image if some c in containers

                offenders := [c | some k, c in containers; {{other}}]

                marked(x) := array.concat([y.a | some y in x.a], [x[f] | some f in ["b", "image"]])

                is_bad(x) if x.a == 1

                is_bad(x) if {
                    y := object.get(x, "b", "a")
                    not y in ["a", 2]
                }

                helper(x) := x if x != 0
            """;

    private static readonly Gen<string> Program = Policy.ListOf(2).Select(policies => "package t\n\n" + string.Join('\n', policies.Select((p, i) => $"policy p{i} {{\n{p}\n}}\n")));

    private static Gen<string> Containers => Tree(2).ListOf().Select(items => $"[{string.Join(", ", items.Concat(items.Take(1)))}]");

    [Fact]
    public void Tiers_and_readers_agree()
    {
        int denied = 0;
        Prop.ForAll(Program.ToArbitrary(), Document.ListOf(6).ToArbitrary(), (source, documents) =>
        {
            EmitResult result = Compilation.Create([SyntaxTree.Parse(source)], TestDomain.Instance).Emit();
            Assert.True(result.Success, $"{string.Join('\n', result.Diagnostics)}\n{source}");
            string[] cold = [.. documents.Select(d => Decide(result.Program, d))];
            result.Program.Warm();
            string[] warm = [.. documents.Select(d => Decide(result.Program, d))];
            Assert.Equal(cold, warm);
            denied += cold.Count(d => d.Contains("t.p", StringComparison.Ordinal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithQuietOnSuccess(true));
        Assert.NotEqual(0, denied);
    }

    /// <summary>The decision, which is the same for bytes, for a document that was read and for one that was built, and for an object of dictionaries and lists.</summary>
    private static string Decide(PolicyProgram program, string json)
    {
        string decision = DecisionCase.Print(program.Evaluate(Encoding.UTF8.GetBytes(json)));
        Assert.All(DecisionCase.Readers, read => Assert.Equal(decision, DecisionCase.Print(program.Evaluate(PolicyInput.ForObject(read(json))))));
        Assert.Equal(decision, DecisionCase.Print(program.Evaluate(Representations.Plain(json), Representations.PlainOptions)));
        Assert.Equal(decision, DecideElement(program, json));
        Assert.Equal(decision, DecideElement(program, json.Replace(",", ", // {\n ", StringComparison.Ordinal)));
        Assert.All(
            [json.Replace("\"b\":", "\"\\u0062\":", StringComparison.Ordinal), json.Replace("web", "\\u0077eb", StringComparison.Ordinal)],
            text => Assert.Equal(DecisionCase.Print(program.Evaluate(Encoding.UTF8.GetBytes(text))), DecideElement(program, text)));
        return decision;
    }

    private static string DecideElement(PolicyProgram program, string json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        return DecisionCase.Print(program.Evaluate(document.RootElement));
    }

    private static Gen<string> Tree(int depth) => depth == 0 ? Scalar : Gen.Frequency(
        (1, Scalar),
        (1, Tree(depth - 1).ListOf(2).Select(items => $"[{string.Join(", ", items)}]")),
        (3, Gen.SubListOf(Fields).SelectMany(keys => Tree(depth - 1).ListOf(keys.Count).Select(values => $"{{{string.Join(", ", keys.Zip(values, (k, v) => $"\"{k}\": {v}"))}}}"))));
}
