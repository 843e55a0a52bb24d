using System.Collections.Immutable;
using PolicyKit.Symbols;

namespace PolicyKit.Binding;

/// <summary>What the binder made of a rule.</summary>
/// <param name="Clauses">Its clauses.</param>
/// <param name="Default">The value when no clause holds; null when it is undefined then.</param>
internal sealed record RuleBody(ImmutableArray<BoundClause> Clauses, BoundTerm? Default = null)
{
    public static RuleBody Empty { get; } = new([]);
}

/// <summary>The bodies of all rules of a compilation; of a rule that could not be bound, an empty one.</summary>
internal sealed class RuleBodies
{
    private readonly Dictionary<RuleSymbol, RuleBody> _bodies = [];

    public RuleBody this[RuleSymbol rule]
    {
        get => _bodies.GetValueOrDefault(rule, RuleBody.Empty);
        set => _bodies[rule] = value;
    }
}
