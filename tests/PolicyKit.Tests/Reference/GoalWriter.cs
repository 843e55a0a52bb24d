using System.Collections.Immutable;
using System.Diagnostics;
using PolicyKit.Binding;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Tests.Reference;

/// <summary>Lowered queries → goals.</summary>
internal sealed class GoalWriter
{
    private readonly ImmutableArray<Goal>.Builder _goals = ImmutableArray.CreateBuilder<Goal>();
    private readonly ImmutableHashSet<LocalSymbol> _visible;

    private GoalWriter(ImmutableHashSet<LocalSymbol> visible) => _visible = visible;

    /// <summary>A query and the terms that are computed after it. <paramref name="outer"/> are the variables around it.</summary>
    public static Body Write(BoundQuery query, ImmutableArray<BoundTerm> wanted, ImmutableHashSet<LocalSymbol> outer)
    {
        var own = new OwnVariables();
        own.Visit(query);
        foreach (BoundTerm term in wanted) own.Visit(term);
        var writer = new GoalWriter(outer.Union(own.Found));
        foreach (BoundLiteral literal in query.Literals) writer.Write(literal);
        ImmutableArray<BoundTerm> patterns = [.. wanted.Select(writer.Pattern)];
        return new Body(writer._goals.ToImmutable(), patterns);
    }

    private void Write(BoundLiteral literal)
    {
        switch (literal)
        {
            case BoundTest test:
                _goals.Add(new TruthGoal(Pattern(test.Term)));
                break;
            case BoundUnification unification:
                Unify(unification.Left, unification.Right);
                break;
            case BoundNot not:
                _goals.Add(new NotGoal(Write(not.Query, [], _visible), Needs(c => c.Visit(not.Query))));
                break;
            case BoundBlock block:
                foreach (BoundLiteral inner in block.Query.Literals) Write(inner);
                break;
            case BoundCollectionTest test:
                Call(test.Term, test.Location, v => Value.FromBoolean(v[0].Kind is ValueKind.Array or ValueKind.Object or ValueKind.Set));
                break;
            case BoundWith with:
                ImmutableArray<(BoundModifier, BoundTerm)> replacements = [.. with.Modifiers.Select(m => (m, Pattern(m.Value)))];
                var inside = new GoalWriter(_visible);
                inside.Write(with.Literal);
                _goals.Add(new WithGoal(replacements, inside._goals.ToImmutable()));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void Call(BoundTerm term, Text.Location location, Func<Value[], Value> test)
    {
        var result = new BoundVariable(new LocalSymbol("test"), location);
        _goals.Add(new CallGoal(result, [Pattern(term)], (_, operands) => [test(operands)]));
        _goals.Add(new TruthGoal(result));
    }

    private void Unify(BoundTerm left, BoundTerm right)
    {
        BoundTerm pattern = Pattern(left);
        _goals.Add(new UnifyGoal(pattern, Pattern(right)));
    }

    private BoundTerm Pattern(BoundTerm term)
    {
        switch (term)
        {
            case BoundConstant or BoundVariable:
                return term;
            case BoundArray array:
                return new BoundArray([.. array.Items.Select(Pattern)], array.Location);
            case BoundObject @object:
                return new BoundObject([.. @object.Items.Select(i => (Pattern(i.Key), Pattern(i.Value)))], @object.Location);
        }
        var result = new BoundVariable(new LocalSymbol("t"), term.Location);
        _goals.Add(GoalFor(term, result));
        return result;
    }

    private Goal GoalFor(BoundTerm term, BoundVariable result)
    {
        switch (term)
        {
            case BoundDocument document:
                return new CallGoal(result, [], (c, _) => [c.Document(document.Symbol)]);
            case BoundBaseData:
                return new CallGoal(result, [], (c, _) => [c.Data]);
            case BoundRule rule:
                return new RuleGoal(result, rule.Symbol, []);
            case BoundPackage package:
                return new PackageGoal(result, package.Symbol, []);
            case BoundLookup lookup:
                return GoalFor(lookup, result);
            case BoundFunctionCall call:
                return new CallGoal(result, [.. call.Arguments.Select(Pattern)], (c, v) => [c.CallMockable(call.Function, v)]);
            case BoundBuiltinCall call:
                return new CallGoal(result, [.. call.Arguments.Select(Pattern)], (c, v) => c.CallBuiltin(call, v));
            case BoundComparison comparison:
                return new CallGoal(result, [Pattern(comparison.Left), Pattern(comparison.Right)], (_, v) => [Value.FromBoolean(Holds(comparison.Operator, Ops.Compare(v[0], v[1])))]);
            case BoundMembership { Key: { } key } membership:
                return new CallGoal(
                    result, [Pattern(key), Pattern(membership.Value), Pattern(membership.Collection)], (_, v) => [Value.FromBoolean(v[2].Entries.Any(e => e == (v[0], v[1]) && (v[2].Kind != ValueKind.Array || e.Key.ToString() == v[0].ToString())))]);
            case BoundMembership membership:
                return new CallGoal(result, [Pattern(membership.Value), Pattern(membership.Collection)], (_, v) => [Value.FromBoolean(v[1].Entries.Any(e => e.Value == v[0]))]);
            case BoundUnificationTerm unification:
                Unify(unification.Left, unification.Right);
                return new UnifyGoal(result, new BoundConstant(Value.True, term.Location));
            case BoundSet set:
                return new CallGoal(result, [.. set.Items.Select(Pattern)], (_, v) => [Value.FromSet(v)]);
            case BoundComprehension comprehension:
                ImmutableArray<BoundTerm> wanted = comprehension.Key is { } name ? [name, comprehension.Term] : [comprehension.Term];
                return new ComprehensionGoal(result, comprehension, Needs(c => c.VisitBody(comprehension)), Write(comprehension.Query, wanted, _visible));
            case BoundTemplate template:
                return new TemplateGoal(result, template.Texts, [.. template.Interpolations.Select(i => Write(BoundQuery.Empty, [i], _visible))], Needs(c => c.Visit(template)));
            default:
                throw new UnreachableException();
        }
    }

    private Goal GoalFor(BoundLookup lookup, BoundVariable result)
    {
        var keys = new Stack<BoundTerm>();
        BoundTerm root = lookup;
        while (root is BoundLookup step)
        {
            keys.Push(step.Key);
            root = step.Target;
        }
        if (root is BoundRule rule) return new RuleGoal(result, rule.Symbol, [.. keys.Select(Pattern)]);
        if (root is BoundPackage package) return new PackageGoal(result, package.Symbol, [.. keys.Select(Pattern)]);
        return new LookupGoal(result, Pattern(lookup.Target), Pattern(lookup.Key));
    }

    private ImmutableArray<LocalSymbol> Needs(Action<VariableCollector> visit)
    {
        var all = new VariableCollector(entersClosures: true);
        visit(all);
        return [.. all.Found.Keys.Where(_visible.Contains)];
    }

    /// <summary>The variables of a query itself: what is only in a closure or a negation of it is theirs.</summary>
    private sealed class OwnVariables : BoundWalker
    {
        public HashSet<LocalSymbol> Found { get; } = [];

        protected override bool EntersClosures => false;

        public override void Visit(BoundTerm term)
        {
            if (term is BoundVariable variable) Found.Add(variable.Symbol);
            else base.Visit(term);
        }

        public override void Visit(BoundLiteral literal)
        {
            if (literal is not BoundNot) base.Visit(literal);
        }
    }

    private static bool Holds(ComparisonOperator @operator, int order) => @operator switch
    {
        ComparisonOperator.Equal => order == 0,
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        _ => order >= 0,
    };
}
