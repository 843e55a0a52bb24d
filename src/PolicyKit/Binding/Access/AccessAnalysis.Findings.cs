using PolicyKit.Symbols;

namespace PolicyKit.Binding.Access;

/// <summary>What findings read: their messages, places and fixes.</summary>
internal sealed partial class AccessAnalysis
{
    private void Read(BoundFinding finding, Dictionary<LocalSymbol, Accessed> variables)
    {
        ReadPlaces(finding.Places, variables);
        if (finding.Message is { } message) Take(message, variables);
        if (finding.Fix is not { } fix) return;
        if (fix.Value is { } value) Take(value, variables);
        if (fix.Target is not null) ReadPlaces(fix.Target, variables);
        Accessed target = (fix.Target ?? finding.Places) switch
        {
            BoundPlaceComprehension comprehension => Below(comprehension.Place, variables),
            BoundPlace place => Below(place, variables),
            BoundPlaceArray array => Read(array.Nodes, variables).Element(),
            _ => new Accessed(),
        };
        // A removal asks whether something is there; the others, what.
        if (fix.Kind != FixKind.Remove) target.DemandWhole();
    }

    private void ReadPlaces(BoundPlaces? places, Dictionary<LocalSymbol, Accessed> variables)
    {
        switch (places)
        {
            case BoundPlaceComprehension comprehension:
                Read(comprehension.Query, variables);
                Read(comprehension.Place, variables);
                break;
            case BoundPlace place:
                Read(place, variables);
                break;
            case BoundPlaceArray array:
                Read(array.Nodes, variables);
                break;
        }
    }

    /// <summary>What stands at a place, of which a finding alone reads no more than its anchor.</summary>
    private Accessed Below(BoundPlace place, Dictionary<LocalSymbol, Accessed> variables) =>
        place.Steps.Aggregate(Read(place.Anchor, variables), (at, step) => Step(at, step, variables));

    private void Read(BoundPlace place, Dictionary<LocalSymbol, Accessed> variables)
    {
        Read(place.Anchor, variables);
        foreach (BoundTerm step in place.Steps) Take(step, variables);
    }
}
