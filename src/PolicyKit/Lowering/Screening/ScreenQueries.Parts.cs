using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Binding.Access;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Lowering.Screening;

/// <summary>Looks into terms.</summary>
internal sealed partial class ScreenQueries
{
    /// <summary>Constant collections of at most so many elements are a query for each.</summary>
    private const int MaxElements = 12;

    /// <summary>The elements of a collection that need not be made; null for all others.</summary>
    private Elements? Elements(BoundTerm term, Names names) => (term is BoundParam or BoundRule ? names.Rename(term) : term) switch
    {
        BoundConstant { Value: { Kind: ValueKind.Array or ValueKind.Set } collection } constant when collection.Count <= _maxElements =>
            new Elements(IsDefined: true, [.. collection.Entries.Select(e => new Part([], new BoundConstant(e.Value, constant.Location)))]),
        BoundComprehension { Kind: not ComprehensionKind.Object } comprehension => new Elements(IsDefined: true, [.. Solve(comprehension.Query.Literals, 0, new Way([], names.Copy())).Select(w => ElementOf(comprehension, w))]),
        BoundBuiltinCall { Builtin.Name: "array.concat", Arguments: [var first, var second] } => Concatenate(Elements(first, names), Elements(second, names)),
        BoundArray array when AreKnown(array.Items, names) => ElementsOf(array, names),
        BoundFunctionCall call when AreKnown(call.Arguments, names) => ElementsOf(call.Function, call.Arguments, names),
        BoundRule { Symbol: { Kind: RuleKind.PartialSet, KeyCount: 0 } rule } => MembersOf(rule),
        BoundRule rule => ElementsOf(rule.Symbol, [], names),
        _ => null,
    };

    private Part ElementOf(BoundComprehension comprehension, Way way)
    {
        Part element = ValueOf(comprehension.Term, way.Names);
        Way ready = way.With(element.Literals);
        if (element.Term is BoundVariable or BoundConstant) return new Part([.. ready.Literals], element.Term);
        // An undefined term is no element.
        var name = new BoundVariable(LocalSymbol.Generated("element"), comprehension.Term.Location);
        return new Part([.. ready.Literals, new BoundUnification(name, element.Term, comprehension.Term.Location)], name);
    }

    private static Elements? Concatenate(Elements? first, Elements? second) =>
        first is { IsDefined: true } && second is { IsDefined: true } ? new Elements(IsDefined: true, [.. first.Ways, .. second.Ways]) : null;

    /// <summary>An array has elements when all of them are defined.</summary>
    private Elements ElementsOf(BoundArray array, Names names)
    {
        Way way = new([], names.Copy());
        var elements = new List<BoundTerm>();
        foreach (BoundTerm item in array.Items)
        {
            Part part = ValueOf(item, names);
            way = way.With(part.Literals);
            if (part.Term is BoundConstant or BoundVariable || IsAlwaysDefined(part.Term))
            {
                elements.Add(part.Term);
                continue;
            }
            var name = new BoundVariable(LocalSymbol.Generated("item"), item.Location);
            way = way.WithRenamed(new BoundUnification(name, part.Term, item.Location));
            elements.Add(name);
        }
        return new Elements(IsDefined: way.Literals.IsEmpty, [.. elements.Select(e => new Part(way.Literals, e))]);
    }

    /// <summary>Whether a term has a value where it does not end in an error.</summary>
    private static bool IsAlwaysDefined(BoundTerm term) =>
        term is BoundBuiltinCall { Builtin.Name: "object.get", IsStrict: true, Arguments: [BoundVariable or BoundDocument, BoundConstant, BoundConstant] };

    /// <summary>The one way to a value of a rule or function whose other clauses, and branches, are known not to hold.</summary>
    private (Way Way, BoundTerm Value)? OnlyWay(RuleSymbol rule, ImmutableArray<BoundTerm> arguments, Names names)
    {
        if (rule.Kind is not (RuleKind.Complete or RuleKind.Function) || _bodies[rule] is not { Default: null } body || !body.Clauses.All(IsPlain)) return null;
        (Way, BoundTerm)? only = null;
        foreach (BoundClause clause in body.Clauses)
        {
            foreach (Way way in Ways(clause, arguments, names).Take(2))
            {
                if (only is not null || SolutionCount.MayBeSeveral(clause.Branches[0])) return null;
                only = (way, clause.Branches[0].Value);
            }
        }
        return only;
    }

    private Elements? ElementsOf(RuleSymbol rule, ImmutableArray<BoundTerm> arguments, Names names) => Enter(rule, () =>
    {
        if (OnlyWay(rule, arguments, names) is not { Way: var way, Value: var value } || Elements(value, way.Names) is not { } inner) return null;
        return new Elements(inner.IsDefined && way.Literals.IsEmpty, [.. inner.Ways.Select(w => new Part([.. way.Literals, .. w.Literals], w.Term))]);
    });

    private Elements? MembersOf(RuleSymbol rule)
    {
        RuleBody body = _bodies[rule];
        if (!body.Clauses.All(c => c.Branches is [{ Keys.IsEmpty: true }])) return null;
        return Enter(rule, () => new Elements(IsDefined: true, [.. body.Clauses.SelectMany(c => Ways(c, [], NewNames()).Select(w => MemberOf(c.Branches[0], w)))]));
    }

    private Part MemberOf(BoundBranch branch, Way way)
    {
        Part member = ValueOf(branch.Value, way.Names);
        Way ready = way.With(member.Literals);
        var name = new BoundVariable(LocalSymbol.Generated("member"), branch.Location);
        return new Part([.. ready.Literals, new BoundUnification(name, member.Term, branch.Location)], name);
    }

    /// <summary>The ways in which a call or a rule is true; null when it is not to be looked into.</summary>
    private List<ImmutableArray<BoundLiteral>>? Truths(BoundTerm term, Names names)
    {
        (RuleSymbol? rule, ImmutableArray<BoundTerm> arguments) = term switch
        {
            BoundFunctionCall call => (call.Function, call.Arguments),
            BoundRule read => (read.Symbol, []),
            _ => (null, ImmutableArray<BoundTerm>.Empty),
        };
        if (rule?.Kind is not (RuleKind.Function or RuleKind.Complete) || !AreKnown(arguments, names)) return null;
        RuleBody body = _bodies[rule];
        if (body.Default is not null || !body.Clauses.All(TakesAny) || (_isExact && MayConflict(body))) return null;
        return Enter(rule, () => body.Clauses.Select(c => TruthsOf(c, arguments, names)).ToList() is var ways && ways.Contains(null) ? null : ways.SelectMany(w => w!).ToList());
    }

    /// <summary>Whether clauses may give different values, which is an error.</summary>
    private static bool MayConflict(RuleBody body) => body.Clauses.Length > 1 && !body.Clauses.All(c => c.Branches.All(b => b.Value is BoundConstant { Value: var value } && value == Value.True));

    /// <summary>The ways in which a clause is true: a branch is, and those before it have no value.</summary>
    private List<ImmutableArray<BoundLiteral>>? TruthsOf(BoundClause clause, ImmutableArray<BoundTerm> arguments, Names names)
    {
        var truths = new List<ImmutableArray<BoundLiteral>>();
        var before = new List<(ImmutableArray<BoundLiteral> Literals, Location Location)>();
        foreach (BoundBranch branch in clause.Branches)
        {
            if (branch.Value is not BoundConstant && SolutionCount.MayBeSeveral(branch)) return null;
            Way[] ways = [.. Ways(clause, branch, arguments, names)];
            // Evaluation goes through all ways for each element, and may end in an error of the second way before the first holds of a later element.
            if (_isExact && ways.Length > 1 && SolutionCount.MayBeSeveral(branch) && ways.Any(w => FailureFinder.MayFail(w.Literals))) return null;
            var defined = new List<ImmutableArray<BoundLiteral>>();
            foreach (Way way in ways)
            {
                Part value = ValueOf(branch.Value, way.Names);
                Way ready = before.Aggregate(new Way([], way.Names), (w, b) => w.WithNot(b.Literals, b.Location)).With(way.Literals).With(value.Literals);
                if (Folding.HoldsOf(value.Term) is not { } isTrue) truths.Add(ready.WithRenamed(new BoundTest(value.Term, branch.Location)).Literals);
                else if (isTrue) truths.Add(ready.Literals);
                else if (FailureFinder.MayFail(ready.Literals)) truths.Add(ready.WithFalse(branch.Location).Literals);
                ImmutableArray<BoundLiteral> literals = [.. way.Literals, .. value.Literals];
                defined.Add(value.Term is BoundConstant ? literals : literals.Add(new BoundUnification(new BoundVariable(LocalSymbol.Generated("value"), branch.Location), value.Term, branch.Location)));
            }
            // What always has a value leaves nothing to the branches after it.
            if (defined.Any(d => d.IsEmpty)) return truths;
            before.AddRange(defined.Select(d => (d, branch.Location)));
        }
        return truths;
    }

    /// <summary>A term with its rules and functions looked into where they have one solution, and the literals that come before it.</summary>
    private Part ValueOf(BoundTerm term, Names names)
    {
        var inliner = new Inliner(this, names);
        BoundTerm value = inliner.Rewrite(term);
        return new Part([.. inliner.Before], value);
    }

    /// <summary>The ways through the body of a clause with its parameters bound.</summary>
    private IEnumerable<Way> Ways(BoundClause clause, ImmutableArray<BoundTerm> arguments, Names names) => Ways(clause, clause.Branches[0], arguments, names);

    private IEnumerable<Way> Ways(BoundClause clause, BoundBranch branch, ImmutableArray<BoundTerm> arguments, Names names)
    {
        Way way = new([], NewNames());
        for (int i = 0; i < arguments.Length; i++)
        {
            Part argument = ValueOf(arguments[i], names);
            way = way.With(argument.Literals).Bind((BoundVariable)clause.Parameters[i], argument.Term, arguments[i].Location);
        }
        return Solve(branch.Query.Literals, 0, way);
    }

    private BoundClause? OnlyClause(RuleSymbol rule) =>
        rule.Kind is RuleKind.Complete or RuleKind.Function && _bodies[rule] is { Default: null, Clauses: [var clause] } && IsPlain(clause) ? clause : null;

    /// <summary>Whether a clause has one body, and parameters that take any argument.</summary>
    private static bool IsPlain(BoundClause clause) => clause.Branches.Length == 1 && TakesAny(clause);

    /// <summary>Whether a clause has parameters that take any argument.</summary>
    private static bool TakesAny(BoundClause clause) =>
        clause.Branches.All(b => b.Keys.IsEmpty) && !clause.AddsMember && clause.Parameters.All(p => p is BoundVariable) && clause.Parameters.Select(p => ((BoundVariable)p).Symbol).Distinct().Count() == clause.Parameters.Length;

    /// <summary>Whether the arguments of a call bind nothing.</summary>
    private static bool AreKnown(ImmutableArray<BoundTerm> arguments, Names names)
    {
        var variables = new VariableCollector(entersClosures: false);
        foreach (BoundTerm argument in arguments) variables.Visit(argument);
        return variables.Found.Keys.All(names.Has);
    }

    /// <summary>Renames, and puts what calls stand for before the term.</summary>
    private sealed class Inliner(ScreenQueries queries, Names names) : BoundRewriter
    {
        public List<BoundLiteral> Before { get; } = [];

        public override BoundTerm Rewrite(BoundTerm term) => term switch
        {
            BoundComprehension comprehension => RewriteClosure(comprehension),
            BoundFunctionCall call when AreKnown(call.Arguments, names) && Inline(call.Function, call.Arguments) is { } value => value,
            BoundRule { Symbol.Kind: RuleKind.Complete } rule when Inline(rule.Symbol, []) is { } value => value,
            BoundVariable or BoundParam or BoundRule or BoundTemplate or BoundUnificationTerm => names.Rename(term),
            BoundLookup lookup => names.Known(Names.Fold(Rewrite(lookup.Target), Rewrite(lookup.Key), lookup)),
            BoundBuiltinCall call => names.Known(base.Rewrite(call)),
            BoundArray array => Names.Fold(base.Rewrite(array)),
            _ => base.Rewrite(term),
        };

        private BoundTerm RewriteClosure(BoundComprehension comprehension)
        {
            if (queries.Solve(comprehension.Query.Literals, 0, new Way([], names.Copy())).Take(2).ToArray() is not [var way]) return names.Rename(comprehension);
            return new BoundComprehension(
                comprehension.Kind,
                comprehension.Key is null ? null : way.Names.Rename(comprehension.Key),
                way.Names.Rename(comprehension.Term),
                new BoundQuery([.. way.Literals]),
                comprehension.Location);
        }

        /// <summary>The value of a rule or function whose collections need not be made for other readers too.</summary>
        private BoundTerm? Inline(RuleSymbol rule, ImmutableArray<BoundTerm> arguments)
        {
            if (rule.Kind == RuleKind.Complete && queries.OnlyClause(rule) is not { Branches: [{ Value: not BoundComprehension }] }) return null;
            return queries.Enter(rule, () =>
            {
                if (queries.OnlyWay(rule, arguments, names) is not { Way: var way, Value: var result }) return null;
                Part value = queries.ValueOf(result, way.Names);
                Before.AddRange(way.Literals);
                Before.AddRange(value.Literals);
                return value.Term;
            });
        }
    }
}
