using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Binding;

/// <summary>What the binder made of a rule.</summary>
/// <param name="Clauses">Its clauses.</param>
/// <param name="Default">The value when no clause holds; null when it is undefined then.</param>
internal sealed record RuleBody(ImmutableArray<BoundClause> Clauses, BoundTerm? Default = null)
{
    public static RuleBody Empty { get; } = new([]);

    /// <summary>The value of a rule that is a constant; undefined for all others.</summary>
    public Value Constant => this is { Default: null, Clauses: [{ Parameters.IsEmpty: true, AddsMember: false, Branches: [{ Keys.IsEmpty: true, Query.Literals.IsEmpty: true, Value: BoundConstant { Value: var value } }] }] } ? value : default;
}

/// <summary>The bodies of all rules of a compilation; of a rule that could not be bound, an empty one. Reading is thread-safe.</summary>
internal sealed class RuleBodies
{
    private readonly ConcurrentDictionary<RuleSymbol, RuleBody> _bodies = new();
    private readonly Dictionary<RuleSymbol, Func<RuleSymbol, RuleBody>> _deferred = [];

    public RuleBody this[RuleSymbol rule]
    {
        get => _bodies.TryGetValue(rule, out RuleBody? body) ? body : _deferred.TryGetValue(rule, out Func<RuleSymbol, RuleBody>? read) ? _bodies.GetOrAdd(rule, read) : RuleBody.Empty;
        set => _bodies[rule] = value;
    }

    /// <summary>Tells how the body of a rule is read when it is first asked for.</summary>
    public void Defer(RuleSymbol rule, Func<RuleSymbol, RuleBody> read) => _deferred.Add(rule, read);
}
