using System.Collections.Immutable;
using System.Diagnostics;
using PolicyKit.Binding;
using PolicyKit.Runtime;

namespace PolicyKit.Planning;

internal sealed partial class Planner
{
    private void Plan(BoundQuery query)
    {
        foreach (BoundLiteral literal in query.Literals) PlanExpression(literal.Location, () => Plan(literal), literal);
    }

    private void Plan(BoundLiteral literal)
    {
        switch (literal)
        {
            case BoundTest test:
                PlanTest(test.Term);
                break;
            case BoundUnification unification:
                Unify(unification.Left, unification.Right);
                break;
            case BoundNot not:
                PlanNot(not);
                break;
            case BoundBlock block:
                Plan(block.Query);
                break;
            case BoundCollectionTest test:
                Add(new CollectionTest(PlanTerm(test.Term)));
                break;
            case BoundWith with:
                PlanWith(with);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void PlanNot(BoundNot not)
    {
        // The values under a `not` are those of its expression; the body of an `every` has expressions of its own.
        TracedExpression? expression = not.IsBodyOfEvery ? null : _expression;
        PlanBlock body = InBlock(() =>
        {
            _expression = expression;
            See(v => v.Visit(not.Query));
            Plan(not.Query);
            Add(new HoldsStep());
        });
        Add(new NotStep(body) { IsExhaustive = not.IsExhaustive, Element = not.IsBodyOfEvery && _isTraced ? new TracedElement(not.Location, ElementVariables()) : null });
    }

    private void PlanTest(BoundTerm term)
    {
        if (term is BoundComparison comparison)
        {
            ImmutableArray<Operand> sides = PlanAll([comparison.Left, comparison.Right]);
            Add(new CompareTest(comparison.Operator, sides[0], sides[1]));
        }
        else if (_isTraced || term is not BoundConstant { Value: var constant } || !Ops.IsTrue(constant))
        {
            Add(new TruthTest(PlanTerm(term)));
        }
    }

    private void PlanWith(BoundWith with)
    {
        ImmutableArray<Replacement> replacements = [.. with.Modifiers.Select(m => new Replacement(m, PlanTerm(m.Value)))];
        int outer = _context;
        _context = ++_contexts;
        Add(new WithStep(_context, outer, replacements));
        Plan(with.Literal);
        _context = outer;
        Add(new UseContextStep(outer));
    }

    private void Unify(BoundTerm left, BoundTerm right)
    {
        if (left is BoundArray a && right is BoundArray b && a.Items.Length == b.Items.Length)
        {
            UnifyAll([.. a.Items.Zip(b.Items)]);
        }
        else if (left is BoundObject x && right is BoundObject y && Availability.PatternPairs(x, y) is { } pairs)
        {
            UnifyAll(pairs);
        }
        else if (CanEvaluate(right))
        {
            Match(left, PlanTerm(right));
        }
        else
        {
            Match(right, PlanTerm(left));
        }
    }

    private void UnifyAll(ImmutableArray<(BoundTerm Left, BoundTerm Right)> pairs)
    {
        var waiting = new Waiting<(BoundTerm, BoundTerm)>(pairs, Availability.VisitPair, _boundInOrder);
        while (waiting.TryTakeAny(p => Available().Unify(p.Item1, p.Item2), out (BoundTerm Left, BoundTerm Right) next)) Unify(next.Left, next.Right);
    }

    /// <summary>Matches a value against a pattern: open variables take their part of it, all else must be equal.</summary>
    private void Match(BoundTerm pattern, Operand value)
    {
        switch (pattern)
        {
            case BoundVariable { Symbol.IsWildcard: true }:
                break;
            case BoundVariable variable when _bound.TryGetValue(variable.Symbol, out Operand known):
                Add(new CompareTest(ComparisonOperator.Equal, Watch(variable, known), value));
                break;
            case BoundVariable variable:
                _bound.Add(variable.Symbol, Watch(variable, value, isPattern: true));
                _boundInOrder.Add(variable.Symbol);
                break;
            case BoundArray array when !CanEvaluate(array):
                Add(new ArrayTest(value, array.Items.Length));
                MatchElements([.. array.Items.Select((item, i) => (item, Operand.Of(Value.FromInt64(i))))], value);
                break;
            case BoundObject @object when !CanEvaluate(@object):
                Add(new ObjectTest(value, @object.Items.Length));
                MatchElements([.. @object.Items.Select(i => (i.Value, PlanTerm(i.Key)))], value);
                break;
            default:
                Add(new CompareTest(ComparisonOperator.Equal, PlanTerm(pattern), value));
                break;
        }
    }

    /// <summary>Matches the elements of a pattern; those that use variables of others come after them.</summary>
    private void MatchElements(ImmutableArray<(BoundTerm Pattern, Operand Key)> elements, Operand collection)
    {
        var waiting = new Waiting<(BoundTerm Pattern, Operand Key)>(elements, static (e, variables) => variables.Visit(e.Pattern), _boundInOrder);
        while (waiting.TryTakeAny(e => Available().Match(e.Pattern), out (BoundTerm Pattern, Operand Key) next)) Match(next.Pattern, PlanLookup(collection, next.Key));
    }

    /// <summary>Whether a term's value can be computed here. What could be computed before can be now, so the terms of a chain are looked through once.</summary>
    private bool CanEvaluate(BoundTerm term) => term switch
    {
        BoundConstant or BoundRule or BoundDocument => true,
        BoundVariable variable => _bound.ContainsKey(variable.Symbol),
        _ => _evaluable.Contains(term) || Available().Evaluate(term),
    };

    private Availability Available() => new(_bound.ContainsKey, _visible, _evaluable);

    /// <summary>Notes the variables of a body: a closure in it is computed when those that it uses have values.</summary>
    private void See(Action<VariableCollector> visit)
    {
        var variables = new VariableCollector(entersClosures: false);
        visit(variables);
        _visible = _visible.With(variables.Found.Keys);
    }
}
