using PolicyKit.Binding;
using PolicyKit.Symbols;

namespace PolicyKit.Runtime;

/// <summary>Collects the places of one finding. Paths are computed here, when there is a finding, and nowhere else.</summary>
internal sealed class FindingBuilder
{
    private readonly List<FindingPlace> _places = [];

    public void Begin() => _places.Clear();

    /// <summary>Adds the place some steps below a node. A value that is no node of a document stands for the judged object itself.</summary>
    public void AddPlace(PolicyInput input, Value anchor, ReadOnlySpan<Value> steps)
    {
        var path = new List<PathStep>();
        PolicyDocument? document = input.DocumentOf(anchor);
        if (document is not null && NodePath.Of(anchor) is { } own)
        {
            path.AddRange(own);
            foreach (Value step in steps)
            {
                if (step.TryGetString(out string? name)) path.Add(new PathStep(name));
                else if (step.TryGetInt64(out long index)) path.Add(new PathStep((int)index));
                else break;
            }
        }
        var place = new FindingPlace(document ?? input.ObjectDocument, FieldPath.Format(path));
        if (!_places.Contains(place)) _places.Add(place);
    }

    public void AddPlaces(PolicyInput input, Value nodes)
    {
        for (long cursor = Ops.FirstPlace(nodes); cursor >= 0; cursor = Ops.NextPlace(nodes, cursor)) AddPlace(input, Ops.ValueAtPlace(nodes, cursor), []);
    }

    public Finding End(PolicyInput input, PolicySymbol policy, BoundFinding finding, Value message)
    {
        if (_places.Count == 0) _places.Add(new FindingPlace(input.ObjectDocument, ""));
        return new Finding(
            policy.Id, finding.IsWarning ? FindingLevel.Warn : FindingLevel.Deny, policy.Severity, message.TryGetString(out string? text) ? text : policy.Title,
            _places[0], [.. _places.Skip(1)], policy.Info);
    }
}
