using PolicyKit.Syntax;

namespace PolicyKit.Tests.Engine;

public sealed class ProfileTests
{
    [Fact]
    public void Each_policy_that_is_for_an_object_is_counted_though_the_program_is_warm()
    {
        EmitResult result = Compilation.Create([SyntaxTree.Parse("""
            package t

            policy finds {
                match: ["Pod"]
                deny because l if some l in object.metadata.labels
            }

            policy passes {
                match: ["Pod"]
                deny if object.metadata.name == "b"
            }

            policy other {
                match: ["Service"]
                deny if true
            }

            policy fails {
                match: ["Pod"]
                deny if to_number(object.kind) > 1
            }

            """)], TestDomain.Instance).Emit();
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        var profile = new PolicyProfile();
        PolicyProgram program = result.Program.WithProfile(profile);
        program.Warm();
        for (int i = 0; i < 3; i++) program.Evaluate("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"a":"1","b":"2"}}}"""u8);
        Assert.Equal(
            [("t.fails", 3, 0), ("t.finds", 3, 6), ("t.passes", 3, 0)],
            profile.Costs.OrderBy(c => c.PolicyId, StringComparer.Ordinal).Select(c => (c.PolicyId, (int)c.Evaluations, (int)c.Findings)));
        Assert.True(profile.Costs.Single(c => c.PolicyId == "t.finds").Steps >= 6);
        Assert.Equal(0, profile.Costs.Single(c => c.PolicyId == "t.passes").Steps);
        Assert.Equal(profile.Costs.Select(c => c.Time).OrderDescending(), profile.Costs.Select(c => c.Time));
    }
}
