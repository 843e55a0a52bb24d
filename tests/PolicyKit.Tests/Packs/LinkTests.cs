using System.Text;
using PolicyKit.Runtime;
using PolicyKit.Syntax;
using PolicyKit.Tests.Engine;

namespace PolicyKit.Tests.Packs;

/// <summary>Packs and trees together.</summary>
public sealed class LinkTests
{
    private const string Library = "package lib\n\nlimit := 2\n\ntwice(x) := x * limit\n\nkeys[k] := v if some k, v in {\"a\": 1}\n";
    private const string Policy = """
        package team

        import data.lib

        policy many {
            match: workloads
            deny at object.spec.containers because $"more than {lib.limit}" if count(object.spec.containers) > lib.limit
        }
        """;

    private static readonly byte[] Pod = Encoding.UTF8.GetBytes("""{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{}, {}, {}]}}""");

    [Fact]
    public void Trees_see_the_rules_of_a_pack()
    {
        PolicyProgram program = Compile([Policy], Pack(Library));
        Assert.Equal("more than 2", Assert.Single(program.Evaluate(Pod).Findings).Message);
    }

    [Fact]
    public void A_pack_is_loaded_with_those_that_it_was_compiled_with()
    {
        CompiledPack library = Pack(Library);
        CompiledPack policy = Pack(Policy, library);
        Assert.Equal("more than 2", Assert.Single(PolicyProgram.Load([library, policy], TestDomain.Instance).Evaluate(Pod).Findings).Message);
        Assert.Equal("the pack needs `data.lib.limit`, which no pack before it declares", Assert.Throws<CompiledPackException>(() => PolicyProgram.Load([policy], TestDomain.Instance)).Message);
        Assert.Throws<CompiledPackException>(() => PolicyProgram.Load([policy, library], TestDomain.Instance));
    }

    [Fact]
    public void A_pack_has_not_what_it_refers_to() => Assert.Equal("many.policy", Assert.Single(Pack(Policy, Pack(Library)).Paths));

    [Theory]
    [InlineData("package lib\n\nmore := 1", "`lib` is declared as a package here and as one of a compiled pack in 0.rego:7:1")]
    [InlineData("package lib.limit\n\nmore := 1", "`more` is declared as a rule here and as one of a compiled pack in 0.rego:3:1")]
    [InlineData("package x\n\nlib.limit.y := 1", "")]
    public void What_a_pack_declares_is_closed(string module, string expected)
    {
        EmitResult result = Compilation.Create([SyntaxTree.Parse(module, "m.rego", ParseOptions.Rego)], TestDomain.Instance, [Pack(Library)]).Emit();
        Assert.Equal(expected, string.Join('\n', result.Diagnostics.Select(d => d.Message)));
    }

    [Fact]
    public void Two_packs_cannot_declare_the_same()
    {
        Assert.Contains("`data.lib.limit`", Assert.Throws<CompiledPackException>(() => PolicyProgram.Load([Pack(Library), Pack(Library)])).Message, StringComparison.Ordinal);
        CompiledPack[] policies = [Pack(Library), Pack(Policy, Pack(Library)), Pack(Policy, Pack(Library))];
        Assert.Contains("the policy `data.team.many`", Assert.Throws<CompiledPackException>(() => PolicyProgram.Load(policies, TestDomain.Instance)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data.lib.twice(4)", "8")]
    [InlineData("data.lib", """{"keys": {"a": 1}, "limit": 2}""")]
    [InlineData("data.lib.twice(4) with data.lib.limit as 3", "12")]
    [InlineData("[1 | data.lib.twice(4) == 7] with data.lib.twice as 7", "[1]")]
    [InlineData("limit", "2")]
    public void Queries_see_the_rules_of_a_pack(string query, string expected)
    {
        PolicyQuery? compiled = PolicyQuery.Compile([], $"x := {query}", out var diagnostics, options: new QueryOptions { Packs = [Pack(Library)], Package = "lib" });
        Assert.Empty(diagnostics);
        Assert.Equal(expected, Assert.Single(compiled!.Solve(PolicyInput.Empty, Value.FromObject([]))).Bindings.Member("x").ToString());
    }

    [Fact]
    public void Chosen_programs_are_not_saved()
    {
        PolicyProgram program = Compile([Library, Policy]);
        Assert.Throws<InvalidOperationException>(() => program.WithData(Value.FromObject([])).Save(Stream.Null));
        Assert.Throws<InvalidOperationException>(() => program.Where(_ => true).Save(Stream.Null));
    }

    [Fact]
    public void Texts_are_given_or_in_the_pack()
    {
        SyntaxTree tree = SyntaxTree.Parse(Library, "lib.rego", ParseOptions.Rego);
        byte[] bytes = Save(Compilation.Create([tree]).Emit().Program!, withTexts: false);
        Assert.Equal("lib.rego", Assert.Single(CompiledPack.Read(bytes, [tree.Text]).Paths));
        Assert.Throws<CompiledPackException>(() => CompiledPack.Read(bytes));
        Assert.Throws<CompiledPackException>(() => CompiledPack.Read(bytes, [PolicyKit.Text.SourceText.From(Library + " ", "lib.rego")]));
    }

    private static PolicyProgram Compile(string[] texts, params CompiledPack[] packs)
    {
        SyntaxTree[] trees = [.. texts.Select((text, i) => text.Contains("policy", StringComparison.Ordinal) ? SyntaxTree.Parse(text, "many.policy") : SyntaxTree.Parse(text, $"{i}.rego", ParseOptions.Rego))];
        EmitResult result = Compilation.Create(trees, TestDomain.Instance, packs).Emit();
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return result.Program;
    }

    private static CompiledPack Pack(string text, params CompiledPack[] packs) => CompiledPack.Read(Save(Compile([text], packs)));

    private static byte[] Save(PolicyProgram program, bool withTexts = true)
    {
        using var stream = new MemoryStream();
        program.Save(stream, withTexts);
        return stream.ToArray();
    }
}
