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
            match: ["*"]

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
    public void A_test_of_one_policy_describes_all_that_it_finds(string given, string expectations, string? failure)
    {
        EmitResult result = Compilation.Create([SyntaxTree.Parse($"{Header}        {expectations}\n    }}\n}}\n")], new AnyKind()).Emit();
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        PolicyTest test = Assert.Single(result.Program.Tests);
        PolicyTestResult judged = test.Run(PolicyInput.ForObject(PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(given))));
        Assert.Equal(failure, judged.Failures.FirstOrDefault()?.Message);
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
