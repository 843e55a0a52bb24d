using System.Collections.Immutable;
using System.Diagnostics;
using PolicyKit.Binding;
using PolicyKit.Runtime;

namespace PolicyKit.Tests.Reference;

/// <summary>Enumerates the solutions of goals: takes the first goal whose operands are known, and for each way in which it holds solves the rest.</summary>
internal static class Solver
{
    /// <summary>The wanted values of every solution of a body.</summary>
    public static IEnumerable<Value[]> Solve(Body body, Bindings bindings, ReferenceContext context) =>
        Solve(body.Goals, bindings, context).Select(solution => body.Wanted.Select(solution.ValueOf).ToArray());

    public static IEnumerable<Bindings> Solve(ImmutableArray<Goal> goals, Bindings bindings, ReferenceContext context)
    {
        context.Charge(1);
        if (goals.IsEmpty) return [bindings];
        Goal[] ready = [.. goals.Where(g => IsReady(g, bindings))];
        if (ready.Length == 0) throw new InvalidOperationException("no goal has all that it needs: an unsafe query was not refused");
        Goal first = context.Order is { } order ? ready.MinBy(order.Rank)! : ready[0];
        ImmutableArray<Goal> rest = goals.Remove(first, ReferenceEqualityComparer.Instance);
        return Solve(first, bindings, context).SelectMany(solution => Solve(rest, solution, context));
    }

    private static bool IsReady(Goal goal, Bindings bindings) => goal switch
    {
        UnifyGoal unify => bindings.HasKeys(unify.Left) && bindings.HasKeys(unify.Right),
        TruthGoal truth => bindings.IsGround(truth.Term),
        CallGoal call => call.Operands.All(bindings.IsGround),
        LookupGoal lookup => bindings.IsGround(lookup.Collection) && bindings.HasKeys(lookup.Key),
        RuleGoal rule => rule.Keys.All(bindings.HasKeys),
        PackageGoal package => package.Keys.All(bindings.HasKeys),
        ComprehensionGoal comprehension => comprehension.Needs.All(bindings.IsGround),
        TemplateGoal template => template.Needs.All(bindings.IsGround),
        NotGoal not => not.Needs.All(bindings.IsGround),
        WithGoal with => with.Replacements.All(r => bindings.IsGround(r.Value)),
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<Bindings> Solve(Goal goal, Bindings bindings, ReferenceContext context) => goal switch
    {
        UnifyGoal unify => bindings.Unify(unify.Left, unify.Right) is { } unified ? [unified] : [],
        TruthGoal truth => bindings.ValueOf(truth.Term) != Value.False ? [bindings] : [],
        CallGoal call => Results(call.Apply(context, [.. call.Operands.Select(bindings.ValueOf)]), call.Result, bindings),
        LookupGoal lookup => Entries(bindings.ValueOf(lookup.Collection), lookup.Key, bindings).SelectMany(e => Results([e.Value], lookup.Result, e.Bindings)),
        RuleGoal rule => new PackageReader(context).Read(rule.Rule, rule.Keys, bindings).SelectMany(e => Results([e.Value], rule.Result, e.Bindings)),
        PackageGoal package => new PackageReader(context).Read(package.Package, package.Keys, bindings).SelectMany(e => Results([e.Value], package.Result, e.Bindings)),
        ComprehensionGoal comprehension => Results([Collect(comprehension, bindings, context)], comprehension.Result, bindings),
        TemplateGoal template => Results([Print(template, bindings, context)], template.Result, bindings),
        NotGoal not => Solve(not.Body, bindings, context).Any() ? [] : [bindings],
        WithGoal with => Solve(with.Goals, bindings, context.With([.. with.Replacements.Select(r => (r.Modifier, bindings.ValueOf(r.Value)))])),
        _ => throw new UnreachableException(),
    };

    /// <summary>The elements of a collection under a key; of all keys that the pattern can be.</summary>
    public static IEnumerable<(Value Value, Bindings Bindings)> Entries(Value collection, BoundTerm key, Bindings bindings)
    {
        // A number is a place in an array only as it is written for places: `1`, not `1.0`.
        Value? place = collection.Kind == ValueKind.Array && bindings.IsGround(key) ? bindings.ValueOf(key) : null;
        foreach ((Value own, Value value) in Ops.Canonical(collection).Entries)
        {
            if (place is { } given && given.ToString() != own.ToString()) continue;
            if (bindings.Unify(key, new BoundConstant(own, key.Location)) is { } unified) yield return (value, unified);
        }
    }

    private static IEnumerable<Bindings> Results(IEnumerable<Value> values, BoundTerm result, Bindings bindings) => values
        .Where(v => !v.IsUndefined)
        .Select(v => bindings.Unify(result, new BoundConstant(v, result.Location)))
        .OfType<Bindings>();

    private static Value Collect(ComprehensionGoal goal, Bindings bindings, ReferenceContext context)
    {
        IEnumerable<Value[]> solutions = Solve(goal.Body, bindings, context);
        return goal.Comprehension.Kind switch
        {
            ComprehensionKind.Array => Value.FromArray(solutions.Select(s => s[0])),
            ComprehensionKind.Set => Value.FromSet(solutions.Select(s => s[0])),
            _ => ReferenceRules.MakeObject(solutions.Select(s => (s[0], s[1]))),
        };
    }

    private static Value Print(TemplateGoal goal, Bindings bindings, ReferenceContext context)
    {
        string text = goal.Texts[0];
        for (int i = 0; i < goal.Interpolations.Length; i++)
        {
            Value value = Solve(goal.Interpolations[i], bindings, context).Select(s => s[0]).FirstOrDefault();
            string part = value.IsUndefined ? "<undefined>" : value.TryGetString(out string? own) ? own : value.ToString();
            text += part + goal.Texts[i + 1];
        }
        return Value.FromString(text);
    }
}
