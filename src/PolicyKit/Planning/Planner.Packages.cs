using System.Collections.Immutable;
using PolicyKit.Binding;

namespace PolicyKit.Planning;

/// <summary>Refs into the tree of packages, such as <c>data.a[x].b</c>: places are followed as far as the tree may reach, and only what the ref selects is evaluated.</summary>
internal sealed partial class Planner
{
    /// <summary>The keys of a lookup in a partial object, as many as its clauses have; none when one of them is to be enumerated, because then the whole object is.</summary>
    private ImmutableArray<BoundTerm> KeysOfEntry(BoundLookup lookup)
    {
        var keys = new Stack<BoundTerm>();
        BoundTerm target = lookup;
        for (; target is BoundLookup inner; target = inner.Target) keys.Push(inner.Key);
        return target is BoundRule { Symbol.KeyCount: var count } && keys.Count <= count && keys.All(CanEvaluate) ? [.. keys] : [];
    }

    private PlanLocal PlanEntry(BoundLookup lookup, ImmutableArray<BoundTerm> keys)
    {
        BoundTerm target = lookup;
        while (target is BoundLookup inner) target = inner.Target;
        return Make(PlanAll(keys), (r, k) => new RuleEntryStep(r, ((BoundRule)target).Symbol, k));
    }

    /// <summary>Whether the value of a term may stand inside the tree of packages, rules included.</summary>
    private static bool MayBePlace(BoundTerm term)
    {
        int steps = 0;
        while (term is BoundLookup lookup)
        {
            term = lookup.Target;
            steps++;
        }
        return term is BoundPackage package && steps <= package.Symbol.Height;
    }

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
