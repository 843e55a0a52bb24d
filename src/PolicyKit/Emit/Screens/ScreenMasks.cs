using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Binding.Access;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Emit.Screens;

/// <summary>What is read of objects that are screened. Each mask names what the one before names, under the same ordinals.</summary>
/// <param name="Hoped">What the code reads when no guard holds (<see cref="AccessAnalysis"/>).</param>
/// <param name="Careful">What the code may read.</param>
/// <param name="OfAll">What the code reads, and what the policies read that it may mark.</param>
internal sealed record ScreenMasks(ReadMask Hoped, ReadMask Careful, ReadMask OfAll)
{
    private readonly ReadTrust _hope = new();

    /// <summary>The mask of the next object.</summary>
    public ReadMask Next() => _hope.Take() ? Hoped : Careful;

    /// <summary>Whether an object that was read with a mask can be screened.</summary>
    public bool Has(ReadMask mask) => mask == Hoped || mask == Careful || mask == OfAll;

    /// <summary>More was asked for than a mask names; false when it is not that guards were supposed to fail.</summary>
    public bool HasFailed(ReadMask mask)
    {
        if (mask != Hoped || Hoped == Careful) return false;
        _hope.Fail();
        return true;
    }

    /// <summary>Makes the masks of a screen.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="policies">The policies.</param>
    /// <param name="unscreened">The places of those that are evaluated always.</param>
    /// <param name="calling">The queries that call rules and functions.</param>
    /// <param name="reads">What the code reads without calls.</param>
    /// <param name="session">Where the rules are bound.</param>
    public static ScreenMasks Make(
        ObjectKind kind,
        ImmutableArray<(PolicySymbol Policy, bool MayBeScreened)> policies,
        IReadOnlyCollection<int> unscreened,
        IReadOnlyCollection<BoundQuery> calling,
        AccessTree reads,
        BindingSession session)
    {
        bool areMatched = policies.Any(p => !p.MayBeScreened);
        var documents = unscreened.Select(i => policies[i].Policy.Reads).ToList();
        ReadMask hoped = ReadPlan.Of(kind, documents.Append(AccessAnalysis.Analyze(calling, session.Bodies, kind, guardsFail: true)), session.Domain, areMatched, reads);
        ReadMask careful = ReadPlan.Of(kind, documents.Append(AccessAnalysis.Analyze(calling, session.Bodies, kind, guardsFail: false)), session.Domain, areMatched, reads, hoped);
        return new ScreenMasks(hoped, careful, ReadPlan.Of(kind, policies.Select(p => p.Policy.Reads), session.Domain, areMatched, reads, careful));
    }
}
