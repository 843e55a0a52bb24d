using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Lowering;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Tests.Reference;

/// <summary>What rules mean, by definition.</summary>
internal sealed class ReferenceRules(RuleBodies bodies)
{
    private readonly Dictionary<RuleSymbol, ImmutableArray<Clause>> _clauses = [];

    /// <summary>The value of a rule or, for arguments, of a function.</summary>
    public Value Evaluate(RuleSymbol rule, ReferenceContext context, params Value[] arguments)
    {
        switch (rule.Kind)
        {
            case RuleKind.PartialSet:
                return Value.FromSet(Clauses(rule).SelectMany(c => Solutions(c, context, [], [])).Select(s => s[^1]));
            case RuleKind.PartialObject:
                return Entries(rule, [], context);
            default:
                IEnumerable<Value> solutions = Clauses(rule).SelectMany(c => Solutions(c, context, arguments, [])).Select(s => s[^1]);
                // Where all clauses say the same, the first that holds is enough.
                Value[] values = [.. IsOneConstant(rule) ? solutions.Take(1) : solutions.Distinct()];
                if (values.Length > 1) throw Conflict("two values");
                return values.Length == 1 ? values[0] : Default(rule, context);
        }
    }

    /// <summary>What a partial object has under some keys: only the clauses that can give them count.</summary>
    public Value Entry(RuleSymbol rule, Value[] keys, ReferenceContext context) => keys.Aggregate(Entries(rule, keys, context), Ops.Index);

    private Value Entries(RuleSymbol rule, Value[] keys, ReferenceContext context) =>
        Nest([.. Clauses(rule).SelectMany(c => Solutions(c, context, [], keys).Select(s => new HeadEntry([.. s[..^1]], s[^1], c.Source.AddsMember)))]);

    /// <summary>An object, in which a key has one value.</summary>
    public static Value MakeObject(IEnumerable<(Value Key, Value Value)> members)
    {
        var known = new Dictionary<Value, Value>();
        foreach ((Value key, Value value) in members)
        {
            if (!known.TryAdd(key, value) && known[key] != value) throw Conflict("two values under one key");
        }
        return Value.FromObject(known);
    }

    private static EvaluationException Conflict(string message) => new(EvaluationErrorKind.Conflict, message);

    /// <summary>The solutions of the first branch that has any: the keys of its head, then its value.</summary>
    private static IEnumerable<Value[]> Solutions(Clause clause, ReferenceContext context, Value[] arguments, Value[] keys)
    {
        Bindings? bindings = Bindings.None;
        for (int i = 0; i < arguments.Length && bindings is not null; i++)
        {
            BoundTerm parameter = clause.Source.Parameters[i];
            bindings = bindings.Unify(parameter, new BoundConstant(arguments[i], parameter.Location));
        }
        if (bindings is null) return [];
        return clause.Branches.Select(b => Solutions(b, bindings, context, keys)).FirstOrDefault(s => s.Any()) ?? [];
    }

    private static IEnumerable<Value[]> Solutions(Body branch, Bindings bindings, ReferenceContext context, Value[] keys)
    {
        IEnumerable<Goal> given = branch.Wanted[..^1].Zip(keys, (pattern, key) => new UnifyGoal(pattern, new BoundConstant(key, pattern.Location)));
        return Solver.Solve(branch with { Goals = [.. given, .. branch.Goals] }, bindings, context);
    }

    private bool IsOneConstant(RuleSymbol rule)
    {
        BoundTerm[] values = [.. Clauses(rule).SelectMany(c => c.Branches).Select(b => b.Wanted[^1])];
        return values.All(v => v is BoundConstant) && values.Cast<BoundConstant>().Select(v => v.Value).Distinct().Count() == 1;
    }

    private Value Default(RuleSymbol rule, ReferenceContext context) =>
        bodies[rule].Default is { } value ? Solver.Solve(GoalWriter.Write(BoundQuery.Empty, [value], []), Bindings.None, context).Single()[0] : Value.Undefined;

    /// <summary>The document that entries make: at one place one value, or a set of members, or what is below.</summary>
    private static Value Nest(ImmutableArray<HeadEntry> entries)
    {
        if (entries.Any(e => e.Keys.IsEmpty))
        {
            if (entries.Any(e => !e.Keys.IsEmpty) || entries.Select(e => e.IsMember).Distinct().Count() > 1) throw Conflict("values in one another");
            if (entries[0].IsMember) return Value.FromSet(entries.Select(e => e.Value));
            return entries.Select(e => e.Value).Distinct().Count() == 1 ? entries[0].Value : throw Conflict("two values at one place");
        }
        return MakeObject(entries.GroupBy(e => e.Keys[0]).Select(g => (g.Key, Nest([.. g.Select(e => e with { Keys = e.Keys.RemoveAt(0) })]))));
    }

    private ImmutableArray<Clause> Clauses(RuleSymbol rule)
    {
        if (!_clauses.TryGetValue(rule, out ImmutableArray<Clause> clauses)) _clauses[rule] = clauses = [.. bodies[rule].Clauses.Select(Lowerer.Lower).Select(Write)];
        return clauses;
    }

    private static Clause Write(BoundClause clause)
    {
        var parameters = new VariableCollector(entersClosures: true);
        foreach (BoundTerm parameter in clause.Parameters) parameters.Visit(parameter);
        return new Clause(clause, [.. clause.Branches.Select(b => GoalWriter.Write(b.Query, [.. b.Keys, b.Value], [.. parameters.Found.Keys]))]);
    }

    private sealed record Clause(BoundClause Source, ImmutableArray<Body> Branches);

    private sealed record HeadEntry(ImmutableArray<Value> Keys, Value Value, bool IsMember);
}
