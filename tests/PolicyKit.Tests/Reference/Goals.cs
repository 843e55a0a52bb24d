using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Tests.Reference;

/// <summary>
/// One condition of a query in its simplest form: operands are patterns, that is variables, constants, and arrays and objects of patterns. All else was taken out of them into goals of its own, so that
/// <c>x = f(y)[z]</c> is <c>t := f(y)</c>, <c>x = t[z]</c>.
/// </summary>
internal abstract record Goal;

/// <summary>Two patterns must be the same.</summary>
internal sealed record UnifyGoal(BoundTerm Left, BoundTerm Right) : Goal;

/// <summary>A pattern must have a value that is not false.</summary>
internal sealed record TruthGoal(BoundTerm Term) : Goal;

/// <summary>The result is each of the values that a function of the operands gives.</summary>
internal sealed record CallGoal(BoundTerm Result, ImmutableArray<BoundTerm> Operands, Func<ReferenceContext, Value[], IEnumerable<Value>> Apply) : Goal;

/// <summary>The result is the element of a collection under a key; an open key stands for each.</summary>
internal sealed record LookupGoal(BoundTerm Result, BoundTerm Collection, BoundTerm Key) : Goal;

/// <summary>The result is what the keys lead to in the value of a rule.</summary>
internal sealed record RuleGoal(BoundTerm Result, RuleSymbol Rule, ImmutableArray<BoundTerm> Keys) : Goal;

/// <summary>The result is what the keys lead to below a package.</summary>
internal sealed record PackageGoal(BoundTerm Result, PackageSymbol Package, ImmutableArray<BoundTerm> Keys) : Goal;

/// <summary>The result is a collection of all solutions of a query; those of its variables that are seen around it must have values.</summary>
internal sealed record ComprehensionGoal(BoundTerm Result, BoundComprehension Comprehension, ImmutableArray<LocalSymbol> Needs, Body Body) : Goal;

/// <summary>The result is a text; each interpolation has at most one value.</summary>
internal sealed record TemplateGoal(BoundTerm Result, ImmutableArray<string> Texts, ImmutableArray<Body> Interpolations, ImmutableArray<LocalSymbol> Needs) : Goal;

/// <summary>A query must have no solution.</summary>
internal sealed record NotGoal(Body Body, ImmutableArray<LocalSymbol> Needs) : Goal;

/// <summary>Goals that are evaluated with replacements.</summary>
internal sealed record WithGoal(ImmutableArray<(BoundModifier Modifier, BoundTerm Value)> Replacements, ImmutableArray<Goal> Goals) : Goal;

/// <summary>The goals of a query and the patterns that are wanted of each solution.</summary>
internal sealed record Body(ImmutableArray<Goal> Goals, ImmutableArray<BoundTerm> Wanted);

/// <summary>A random order of all goals.</summary>
internal sealed class GoalOrder(int seed)
{
    private readonly System.Random _random = new(seed);
    private readonly Dictionary<Goal, int> _ranks = new(ReferenceEqualityComparer.Instance);

    public int Rank(Goal goal)
    {
        if (!_ranks.TryGetValue(goal, out int rank)) _ranks.Add(goal, rank = _random.Next());
        return rank;
    }
}
