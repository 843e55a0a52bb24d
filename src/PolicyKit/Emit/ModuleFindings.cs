using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Emit;

/// <summary>Reads the findings of a core module: members of its sets that are messages, or objects with a message in <c>msg</c> or <c>message</c>. Their place is the object.</summary>
internal static class ModuleFindings
{
    private static readonly string[] MessageMembers = ["msg", "message"];

    /// <summary>Adds the findings of a policy, evaluated in a context with its <c>input</c>.</summary>
    /// <exception cref="EvaluationException">A member is no finding, or the evaluation has no answer.</exception>
    public static void Collect(EvalContext context, JudgedPolicy policy)
    {
        EvaluationState state = context.State;
        foreach ((RuleSymbol set, FindingLevel level) in policy.Policy.Sets)
        {
            foreach (Value member in context.Rule(set.Slot).Elements())
            {
                (string message, Value details) = Read(member) ?? throw new EvaluationException(
                    EvaluationErrorKind.InvalidFinding, $"a member of `{set.Name}` is neither a message nor an object with a message in `msg`", set.Location);
                state.Finding.Begin();
                state.Add(state.Finding.End(state.Input, policy.Info, policy.Constraint?.Level ?? level, message) with { Details = details });
            }
        }
    }

    private static (string Message, Value Details)? Read(Value member)
    {
        if (member.TryGetString(out string? text)) return (text, default);
        foreach (string name in MessageMembers)
        {
            if (!member.Member(name).TryGetString(out string? message)) continue;
            KeyValuePair<Value, Value>[] rest = [.. member.Members().Where(m => m.Key.TextOrEmpty() != name)];
            return (message, rest.Length == 0 ? default : Value.FromObject(rest));
        }
        return null;
    }
}
