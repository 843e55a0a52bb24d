using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Symbols;

namespace PolicyKit.Planning;

/// <summary>Refs into the tree of packages, such as <c>data.a[x].b</c>: places are followed as far as the tree may reach, and only what the ref selects is evaluated.</summary>
internal sealed partial class Planner
{
    /// <summary>The keys of a lookup in a partial object, as many as its clauses have; none when one of them is to be enumerated, because then the whole object is.</summary>
    private ImmutableArray<BoundTerm> KeysOfEntry(BoundLookup lookup)
    {
        if (lookup.Root is not (BoundRule { Symbol.KeyCount: var count }, var steps) || steps > count) return [];
        var keys = new BoundTerm[steps];
        for (BoundTerm target = lookup; target is BoundLookup inner; target = inner.Target) keys[--steps] = inner.Key;
        return keys.All(CanEvaluate) ? [.. keys] : [];
    }

    private PlanLocal PlanEntry(BoundLookup lookup, ImmutableArray<BoundTerm> keys)
    {
        RuleSymbol rule = ((BoundRule)lookup.Root.Term).Symbol;
        return Make(PlanAll(keys), (r, k) => new RuleEntryStep(r, rule, k));
    }

    /// <summary>Whether the value of a term may stand inside the tree of packages, rules included.</summary>
    private static bool MayBePlace(BoundLookup lookup) =>
        lookup.Root is (BoundPackage package, var steps) && steps <= package.Symbol.Height;

    private Operand PlanDocument(BoundTerm term)
    {
        Operand place = PlanPlace(term);
        if (term is BoundPackage package) return Read(new ReadKey(package.Symbol, null, _context), r => new DocumentOfStep(r, place));
        return Make(place, (r, p) => new DocumentOfStep(r, p));
    }

    private Operand PlanPlace(BoundTerm term)
    {
        if (term is BoundPackage package) return Read(new ReadKey((typeof(PackageStep), package.Symbol), null, _context), r => new PackageStep(r, package.Symbol));
        var lookup = (BoundLookup)term;
        Operand place = PlanPlace(lookup.Target);
        if (!CanEvaluate(lookup.Key)) return Scan(Make(place, (r, p) => new PlaceEntriesStep(r, p)), lookup.Key);
        Operand key = PlanTerm(lookup.Key);
        return Make((place, key), (r, p) => new PlaceMemberStep(r, p.place, p.key));
    }
}
