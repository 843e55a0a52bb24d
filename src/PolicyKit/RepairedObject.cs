using System.Collections.Immutable;
using System.Text;
using PolicyKit.Runtime;

namespace PolicyKit;

/// <summary>An object after its fixes, the unsafe ones too, were applied until there was nothing more to fix.</summary>
/// <param name="Decision">The decision on it then.</param>
/// <param name="Fixed">The findings whose fixes were applied.</param>
/// <param name="Fault">Why that came to no end; null when it did.</param>
internal sealed record RepairedObject(Decision Decision, ImmutableArray<Finding> Fixed, string? Fault)
{
    private const int MaxRounds = 10;

    public static RepairedObject Of(PolicyProgram program, PolicyInput input, Decision decision)
    {
        var repaired = ImmutableArray.CreateBuilder<Finding>();
        for (int round = 0; round < MaxRounds; round++)
        {
            var plan = FixPlan.Of(decision.Findings, includeUnsafe: true);
            if (plan.Conflicts is [var conflict, ..]) return new RepairedObject(decision, [.. repaired, conflict.First], $"but two fixes of {conflict.Path} contradict each other");
            if (plan.Operations.IsEmpty) return new RepairedObject(decision, repaired.ToImmutable(), null);
            repaired.AddRange(plan.Fixed);
            var view = (DocumentView)input.Object.Reference!;
            Value changed = plan.Patch.Apply(new Value(view.Tape.RawView, input.Object.Payload));
            input = input with { Object = PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(changed.ToJson())).Root };
            decision = program.Evaluate(input);
        }
        return new RepairedObject(decision, repaired.ToImmutable(), "but each fix gives rise to another");
    }
}
