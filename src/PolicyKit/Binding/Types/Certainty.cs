using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Binding.Types;

/// <summary>Says of terms that they are always defined and never <c>false</c>, so that what negates them never holds.</summary>
/// <param name="bodies">The bodies of rules.</param>
/// <param name="typeOf">The type of a term.</param>
internal sealed class Certainty(Func<RuleSymbol, RuleBody> bodies, Func<BoundTerm, TypeSymbol> typeOf)
{
    public bool AlwaysHolds(BoundTerm term) => term switch
    {
        BoundConstant constant => constant.Value != Value.False,
        BoundComprehension or BoundTemplate => true,
        // Before they are looked up, variables and params have a value.
        BoundVariable or BoundParam => IsNeverFalse(typeOf(term)),
        BoundRule rule => !rule.Symbol.IsMocked && (rule.Symbol.Kind is RuleKind.PartialSet or RuleKind.PartialObject || IsAlwaysDefined(bodies(rule.Symbol))) && IsNeverFalse(typeOf(term)),
        BoundBuiltinCall { Builtin.Name: "count", Arguments: [var collection] } => AlwaysHolds(collection),
        _ => false,
    };

    private bool IsAlwaysDefined(RuleBody body) => body.Default is not null || body.Clauses.Any(c => c.Parameters.IsEmpty && c.Branches[0].Query.Literals.IsEmpty && AlwaysHolds(c.Branches[0].Value));

    private static bool IsNeverFalse(TypeSymbol type) => type.Parts.Length > 0 && type.Parts.All(p => p is not AnyType && !p.MayEqual(TypeSymbol.False));
}
