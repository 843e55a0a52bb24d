using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Binding.Access;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Lowering.Screening;

/// <summary>
/// Rewrites the bodies of a policy's findings into queries of which one holds when there may be a finding: when none does, there is no finding and no error. Rules and functions of one clause stand where they are
/// used, params are constants, <c>count(xs) &gt; 0</c> asks for one solution of the comprehension behind <c>xs</c>, and ranging over a constant array becomes a query for each element.
/// </summary>
internal sealed partial class ScreenQueries
{
    private const int MaxQueries = 64;
    private const int MaxRewrites = 4_000;

    private readonly RuleBodies _bodies;
    private readonly Value[] _parameters;
    private readonly HashSet<RuleSymbol> _entered = [];
    private int _rewrites;
    private bool _isExact;

    private readonly int _maxElements;
    private readonly ObjectKind _kind;

    private ScreenQueries(RuleBodies bodies, ObjectKind kind, Value[] parameters, int maxElements) => (_bodies, _kind, _parameters, _maxElements) = (bodies, kind, parameters, maxElements);

    private bool IsTooMuch => _rewrites > MaxRewrites;

    /// <summary>The queries of which one holds when a rule does, in the core that is planned; null when there would be too many, or it is not to be looked into.</summary>
    /// <inheritdoc cref="Of(IEnumerable{RuleSymbol}, RuleBodies, ObjectKind, Value[], bool)"/>
    public static ImmutableArray<BoundQuery>? Of(RuleSymbol guard, RuleBodies bodies, ObjectKind kind, Value[] parameters)
    {
        var screening = new ScreenQueries(bodies, kind, parameters, MaxElements);
        if (screening.Truths(new BoundRule(guard, guard.Location), screening.NewNames()) is not { } truths || screening.IsTooMuch || truths.Count >= MaxQueries) return null;
        return [.. truths.Select(t => Lowerer.Lower(new BoundQuery(t)))];
    }

    /// <summary>The queries of a policy's findings, in the core that is planned; null when there would be too many.</summary>
    /// <param name="findings">The rules of the findings.</param>
    /// <param name="bodies">The bodies of rules.</param>
    /// <param name="kind">The kind of the judged object.</param>
    /// <param name="parameters">The values of params, by slot.</param>
    /// <param name="expands">Whether ranging over a short constant collection becomes a query for each element.</param>
    public static ImmutableArray<BoundQuery>? Of(IEnumerable<RuleSymbol> findings, RuleBodies bodies, ObjectKind kind, Value[] parameters, bool expands)
    {
        var screening = new ScreenQueries(bodies, kind, parameters, expands ? MaxElements : 0);
        var queries = ImmutableArray.CreateBuilder<BoundQuery>();
        foreach (BoundClause clause in findings.SelectMany(f => bodies[f].Clauses))
        {
            foreach (BoundBranch branch in clause.Branches)
            {
                queries.AddRange(screening.Solve(branch.Query.Literals, 0, new Way([], screening.NewNames())).Take(MaxQueries).Select(w => new BoundQuery([.. screening.Guards(w.Literals), .. w.Literals])));
                if (screening.IsTooMuch || queries.Count >= MaxQueries) return null;
            }
        }
        return [.. queries.Select(Lowerer.Lower)];
    }

    /// <summary>The ways to solve literals from one on.</summary>
    private IEnumerable<Way> Solve(ImmutableArray<BoundLiteral> literals, int index, Way way)
    {
        if (index == literals.Length || IsTooMuch) return [way];
        _rewrites++;
        Way[] ways = [.. Solve(literals[index], way)];
        if (ways.Length == 0 && FailureFinder.MayFail(way.Literals)) return [way.WithFalse(literals[index].Location)];
        return ways.SelectMany(next => Solve(literals, index + 1, next));
    }

    private IEnumerable<Way> Solve(BoundLiteral literal, Way way) => literal switch
    {
        BoundTest { Term: BoundComparison comparison } test when CountTest.Of(comparison) is { } count && (count.AsksForSome ? Elements(count.Collection, way.Names) : Exact(() => Elements(count.Collection, way.Names))) is { } elements => SolveCount(test, count, elements, way),
        BoundTest test => SolveTest(test, way),
        BoundSomeIn some => SolveSomeIn(some, way),
        BoundUnification { Left: BoundVariable left } unification when !way.Names.Has(left.Symbol) => [Solve(unification.Right, way, (next, value) => next.Bind(left, value, unification.Location))],
        BoundNot not => SolveNot(not, way),
        BoundEvery every => [SolveEvery(every, way)],
        _ => [way.With(literal)],
    };

    private IEnumerable<Way> SolveTest(BoundTest test, Way way)
    {
        if (Truths(test.Term, way.Names) is { } truths) return truths.Select(way.With);
        Way next = Solve(test.Term, way, (ready, value) => ready.WithRenamed(new BoundTest(value, test.Location)));
        return Folding.HoldsOf(((BoundTest)next.Literals[^1]).Term) switch
        {
            true => [next with { Literals = next.Literals.RemoveAt(next.Literals.Length - 1) }],
            false => [],
            null => [next],
        };
    }

    private static IEnumerable<Way> SolveCount(BoundTest test, CountTest count, Elements elements, Way way)
    {
        if (count.AsksForSome) return elements.Ways.Select(e => way.With(e.Literals));
        // What is undefined has no count.
        return [elements.IsDefined ? elements.Ways.Aggregate(way, (w, e) => w.WithNot(e.Literals, test.Location, isExhaustive: true)) : way.With(test)];
    }

    private IEnumerable<Way> SolveSomeIn(BoundSomeIn some, Way way)
    {
        if (some is { Key: null, Value: BoundVariable variable } && !way.Names.Has(variable.Symbol) && Elements(some.Collection, way.Names) is { } elements)
        {
            return elements.Ways.Select(e => way.With(e.Literals).Bind(variable, e.Term, some.Location));
        }
        return [Solve(some.Collection, way, (next, collection) => next.WithRenamed(new BoundSomeIn(
            some.Key is null ? null : next.Names.Rename(some.Key), next.Names.Rename(some.Value), collection, some.Location)))];
    }

    /// <summary>The calls among the operands of a negated statement are computed before it (see <see cref="Lowerer"/>), so only a statement without them is looked into.</summary>
    private IEnumerable<Way> SolveNot(BoundNot not, Way way)
    {
        if (not.Query.Literals is [BoundTest { Term: var term }] && !CallFinder.IsInOperands(term) && Exact(() => Truths(term, way.Names)) is { } truths)
        {
            return truths.Any(t => t.IsEmpty) && !truths.Any(FailureFinder.MayFail) ? [] : [truths.Aggregate(way, (w, t) => w.WithNot(t, not.Location))];
        }
        Way next = way.With(not);
        return next.Literals[^1] is BoundNot { Query.Literals: [BoundTest { Term: var asked }] } ? Folding.HoldsOf(asked) switch
        {
            true => [],
            false => [next with { Literals = next.Literals.RemoveAt(next.Literals.Length - 1) }],
            null => [next],
        }
        : [next];
    }

    /// <summary>Looks at what is negated: ways that hold where evaluation ends in an error would hide the error there.</summary>
    private T Exact<T>(Func<T> look)
    {
        bool outer = _isExact;
        _isExact = true;
        T found = look();
        _isExact = outer;
        return found;
    }

    private Way SolveEvery(BoundEvery every, Way way) => Solve(every.Domain, way, (next, domain) =>
    {
        Names inside = next.Names.Copy();
        LocalSymbol? key = every.Key is null ? null : inside.Add(every.Key);
        LocalSymbol value = inside.Add(every.Value);
        return Solve(every.Query.Literals, 0, new Way([], inside)).Take(2).ToArray() is [var body]
            ? next.WithRenamed(new BoundEvery(key, value, domain, new BoundQuery([.. body.Literals]), every.Location))
            : way.With(every);
    });

    /// <summary>Goes on with the value of a term, after what its calls need.</summary>
    private Way Solve(BoundTerm term, Way way, Func<Way, BoundTerm, Way> goOn)
    {
        Part part = ValueOf(term, way.Names);
        return goOn(way.With(part.Literals), part.Term);
    }

    private Names NewNames() => new(ConstantOf);

    /// <summary>The value of a param, or of a rule that is a constant; undefined for all else.</summary>
    private Value ConstantOf(BoundTerm term) => term switch
    {
        BoundParam param => _parameters[param.Symbol.Slot],
        BoundRule rule when OnlyClause(rule.Symbol) is { Branches: [{ Query.Literals.IsEmpty: true, Value: BoundConstant constant }] } => constant.Value,
        BoundLookup when KnownHeader.Is(term, "kind", IsObject) => Value.FromString(_kind.Kind),
        BoundBuiltinCall { Builtin.Name: "startswith", Arguments: [var text, BoundConstant { Value: var start }] } when KnownHeader.Is(text, "apiVersion", IsObject) && KnownHeader.VersionStartsWith(_kind, start) is { } starts =>
            Value.FromBoolean(starts),
        _ => default,
    };

    private static bool IsObject(BoundTerm term) => term is BoundDocument { Symbol.Slot: DocumentTable.ObjectSlot };

    private T? Enter<T>(RuleSymbol rule, Func<T?> look)
        where T : class
    {
        if (!_entered.Add(rule)) return null;
        T? found = look();
        _entered.Remove(rule);
        return found;
    }
}

/// <summary>Literals that hold together, and the value of a term that was looked into.</summary>
internal readonly record struct Part(ImmutableArray<BoundLiteral> Literals, BoundTerm Term);

/// <summary>The elements of a collection: for each, the literals that make it one. <paramref name="IsDefined"/> when nothing can make the collection undefined.</summary>
internal sealed record Elements(bool IsDefined, ImmutableArray<Part> Ways);
