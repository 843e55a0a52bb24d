using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Tests.Engine;

public sealed class RequiredParamTests
{
    [Fact]
    public void A_policy_whose_required_param_has_no_value_is_an_error_and_never_an_allow()
    {
        SyntaxTree tree = SyntaxTree.Parse("""
            package t

            policy p {
                match: "*"
                param name: string
                deny if object.metadata.name == params.name
            }
            """);
        PolicyProgram program = Compilation.Create([tree], TestDomain.Instance).Emit().Program!;
        byte[] pod = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"}}"""u8.ToArray();

        Decision without = program.Evaluate(pod);
        Assert.Equal(Outcome.Error, without.Outcome);
        Assert.Equal("param `name` has no default and was given no value", Assert.Single(without.Errors).Message);

        Assert.Equal(Outcome.Deny, program.WithParams([("t.p", "name", Value.FromString("web"))]).Evaluate(pod).Outcome);
        Assert.Equal(Outcome.Allow, program.WithParams([("t.p", "name", Value.FromString("db"))]).Evaluate(pod).Outcome);
    }
}
