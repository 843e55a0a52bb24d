using System.Collections.Immutable;
using System.Text;
using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Tests.Engine;

public sealed class ExpectationTests
{
    private const string Header =
        """
        package t

        policy p {
            match: {"kinds": ["*"], "operations": ["*"]}

            deny at object.a.b[i].c because "nested" if object.a.b[i].c

            deny at old_object.l because "deleted" if old_object.l == 1

            deny at object.d because "denied" if object.d == 1

            warn at object.w because "warned" if object.w == 1

            deny at object.r because "removed" fix remove if object.r

            warn at object.s because "set" fix unsafe set 2 if object.s == 1

            deny at object.bad because "kept" fix set 3 if object.bad

            deny at object.loop because "growing" fix set object.loop + 1 if object.loop

            deny because time.format(time.now_ns()) if object.clock

            deny because "dry update" if {
                request.operation == "UPDATE"
                request.dryRun
            }

            test "t" {
                given `x`

        """;

    [Theory]
    [InlineData("{}", "expect allow", null)]
    [InlineData("""{"d":1}""", "expect deny", null)]
    [InlineData("""{"d":1}""", "expect deny at d because /^denied$/", null)]
    [InlineData("""{"d":1,"w":1}""", "expect deny\nexpect warn", null)]
    [InlineData("""{"d":1}""", "expect allow", "expected allow, but found deny t.p at d: denied")]
    [InlineData("""{"w":1}""", "expect allow", "nothing expects this warn t.p at w: warned")]
    [InlineData("""{"d":1,"w":1}""", "expect warn", "nothing expects this deny t.p at d: denied")]
    [InlineData("""{"d":1,"w":1}""", "expect deny", "nothing expects this warn t.p at w: warned")]
    [InlineData("{}", "expect deny", "expected deny, but found nothing")]
    [InlineData("""{"r":1,"s":1}""", "expect fixed", null)]
    [InlineData("""{"r":1}""", "expect fixed\nexpect deny at r", null)]
    [InlineData("""{"r":1,"w":1}""", "expect fixed", "expected fixed, but the fixed object still has warn t.p at w: warned")]
    [InlineData("""{"bad":1}""", "expect fixed", "expected fixed, but the fixed object still has deny t.p at bad: kept")]
    [InlineData("""{"loop":1}""", "expect fixed", "expected fixed, but each fix gives rise to another")]
    [InlineData("""{"d":1}""", "expect fixed", "expected fixed, but nothing that was found has a fix")]
    [InlineData("{}", "expect fixed", "expected fixed, but nothing that was found has a fix")]
    [InlineData("{}", "expect error", "expected error, but there is no error")]
    [InlineData("{}", "expect error because /x/", "expected error because /x/, but there is no error")]
    [InlineData("{}", "expect not judged", "expected not judged, but all was judged")]
    [InlineData("""{"clock":1}""", "with time.now_ns as 1767225600000000000\nexpect deny because \"2026\"", null)]
    [InlineData("""{"clock":1}""", "with time.now_ns as \"now\"\nexpect allow", "the time must be a number of nanoseconds since 1970, but is \"now\"")]
    [InlineData("""{"d":1}""", "with object.w as 1\nexpect deny\nexpect warn", null)]
    [InlineData("{}", "with request.operation as \"UPDATE\"\nwith request.dryRun as true\nexpect deny because \"dry update\"", null)]
    [InlineData("""{"d":1}""", "expect deny t.p at d", null)]
    [InlineData("""{"a":{"b":[{"c":1}]}}""", "expect deny at a[\"b\"][0][`c`]", null)]
    [InlineData("""{"a":{"b":[{"c":1}]}}""", "expect deny at a.b[1].c", "expected deny at a.b[1].c\n    found deny t.p at a.b[0].c: nested")]
    [InlineData("""{"l":1}""", "with request.operation as \"DELETE\"\nexpect deny p at l because /^deleted$/", null)]
    [InlineData("""{"l":1}""", "with request as {\"operation\": \"DELETE\"}\nexpect deny at l", null)]
    [InlineData("""{"l":2}""", "with old_object.l as 1\nwith request.operation as \"DELETE\"\nexpect deny at l", null)]
    [InlineData("""{"l":1}""", "with request.operation as \"DELETE\"\nwith old_object as {\"l\": 2}\nexpect allow", null)]
    [InlineData("""{"d":1}""", "with request.operation as \"DELETE\"\nexpect allow", null)]
    [InlineData("{}", "with object.d as 1\nexpect deny at d", null)]
    [InlineData("""{"a":{"x":1}}""", "with object.a.b as [{}, {\"c\": 1}]\nexpect deny at a.b[1].c", null)]
    [InlineData("""{"l":1}""", "expect allow", null)]
    [InlineData("{}", "with request.operation as \"DELET\"\nexpect allow", "\"DELET\" is no operation; did you mean `DELETE`? (operations: CREATE, UPDATE, DELETE, CONNECT)")]
    [InlineData("{}", "with request as {\"operation\": 1}\nexpect allow", "1 is no operation (operations: CREATE, UPDATE, DELETE, CONNECT)")]
    public void A_test_of_one_policy_describes_all_that_it_finds(string given, string expectations, string? failure)
    {
        EmitResult result = Compilation.Create([SyntaxTree.Parse($"{Header}        {expectations}\n    }}\n}}\n")], new AnyKind()).Emit();
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        PolicyTest test = Assert.Single(result.Program.Tests);
        PolicyTestResult judged = test.Run(PolicyInput.ForObject(PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(given))));
        Assert.Equal(failure, judged.Failures.FirstOrDefault()?.Message);
    }

    [Theory]
    [InlineData("""{"x":"a","y":"1"}""", "expect error a", null)]
    [InlineData("""{"x":"a","y":"1"}""", "expect error a\nexpect error because /parsing/", null)]
    [InlineData("""{"x":"a","y":"b"}""", "expect error a\nexpect error b", null)]
    [InlineData("""{"x":"a","y":"b"}""", "expect error", null)]
    [InlineData("""{"x":"a","y":"b"}""", "expect error a", "error in t.b: ")]
    [InlineData("""{"x":"a","y":"b"}""", "expect error a because /none/", "expected error a because /none/")]
    [InlineData("""{"x":"a","y":"b"}""", "expect allow", "error in t.a: ")]
    [InlineData("""{"x":"1","y":"1"}""", "expect allow", null)]
    public void An_error_that_nothing_expects_fails_the_test(string given, string expectations, string? failure)
    {
        const string policies =
            """
            package t

            policy a {
                match: ["*"]
                deny if to_number(object.x) == 0
            }

            policy b {
                match: ["*"]
                deny if to_number(object.y) == 0
            }


            """;
        AssertFailure(failure, RunTest($"{policies}test \"t\" {{\n    given `x`\n    {expectations}\n}}\n", given, input => input));
    }

    [Theory]
    [InlineData("{}", "expect allow", "expected allow, but t.p was not judged: ")]
    [InlineData("{}", "expect not judged", null)]
    [InlineData("{}", "expect allow\nexpect not judged", null)]
    [InlineData("""{"fine":true}""", "expect allow", null)]
    public void What_is_not_judged_is_no_allow(string given, string expectations, string? failure)
    {
        string policy =
            $$"""
            package t

            policy p {
                match: ["*"]

                deny because "denied" if object.d == 1

                deny because "absent" if {
                    not object.fine
                    cluster.complete("Any", "")
                }

                test "t" {
                    given `x`
                    {{expectations}}
                }
            }

            """;
        AssertFailure(failure, RunTest(policy, given, input => input with { IsComplete = (_, _) => false }));
    }

    private static PolicyTestResult RunTest(string policies, string given, Func<PolicyInput, PolicyInput> with)
    {
        EmitResult result = Compilation.Create([SyntaxTree.Parse(policies)], new AnyKind()).Emit();
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return Assert.Single(result.Program.Tests).Run(with(PolicyInput.ForObject(PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(given)))));
    }

    private static void AssertFailure(string? start, PolicyTestResult judged)
    {
        if (start is null) Assert.Empty(judged.Failures);
        else Assert.StartsWith(start, judged.Failures[0].Message, StringComparison.Ordinal);
    }

    /// <summary>Every object is of one kind.</summary>
    private sealed class AnyKind : PolicyDomain
    {
        public override ImmutableArray<DomainDocument> Documents => [];

        public override ImmutableArray<DomainBuiltin> Builtins => [];

        public override ObjectKind? GetKind(Value document) => new ObjectKind("", "Any");

        public override bool TryGetKinds(string word, out ImmutableArray<ObjectKind> kinds, out bool all, out string? suggestion)
        {
            (kinds, all, suggestion) = ([], true, null);
            return true;
        }
    }
}
