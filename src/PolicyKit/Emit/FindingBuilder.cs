using PolicyKit.Runtime;

namespace PolicyKit.Emit;

/// <summary>Collects the places of one finding. Paths are computed here, when there is a finding, and nowhere else.</summary>
internal sealed class FindingBuilder
{
    private readonly List<FindingPlace> _places = [];

    public void Begin() => _places.Clear();

    /// <summary>
    /// Adds the place some steps below a node; steps into a collection that the policy made lead to the node first. A value that is no node of a document stands for the judged object itself.
    /// </summary>
    public void AddPlace(PolicyInput input, Value anchor, ReadOnlySpan<Value> steps)
    {
        // `pair[1].image`: what the policy made is left behind at the first node; a member of a set is its own key, and keeps its own place.
        for (; anchor.Kind >= ValueKind.Array && !anchor.IsNode && steps.Length > 0; steps = steps[1..])
        {
            anchor = anchor.Kind == ValueKind.Set && steps[0].IsNode ? steps[0] : Ops.Index(anchor, steps[0]);
        }
        // The path of a node is found by going over the nodes before it, and each place is compared with the others.
        Payer.Charge(1 + (anchor.IsNode ? anchor.Payload / 256 : 0) + (_places.Count / 8));
        if (anchor.Reference is not DocumentView view)
        {
            Add(input.Object, [], 0);
            return;
        }
        var path = NodePath.Of(anchor)!.ToList();
        foreach (Value step in steps)
        {
            if (step.TryGetString(out string? name)) path.Add(new PathStep(name));
            else if (step.TryGetInt64(out long index) && index is >= 0 and <= int.MaxValue) path.Add(new PathStep((int)index));
            else break;
        }
        Add(anchor, path, RootSteps(input, view));
    }

    /// <summary>Adds the place of a node, or those of the nodes in a collection that the policy made.</summary>
    public void AddPlaces(PolicyInput input, Value nodes)
    {
        if (nodes.IsNode)
        {
            AddPlace(input, nodes, []);
            return;
        }
        for (long cursor = Ops.FirstPlace(nodes); cursor >= 0; cursor = Ops.NextPlace(nodes, cursor)) AddPlace(input, Ops.ValueAtPlace(nodes, cursor), []);
    }

    public Finding End(PolicyInput input, PolicyInfo policy, FindingLevel level, string message)
    {
        if (_places.Count == 0) AddPlace(input, input.Object, []);
        return new Finding(policy.Id, level, policy.Severity, message, _places[0], [.. _places.Skip(1)], policy);
    }

    private void Add(Value node, List<PathStep> path, int rootSteps)
    {
        var place = new FindingPlace((node.Reference as DocumentView)?.Tape.Document, FieldPath.Format(path.Skip(rootSteps)), FieldPath.Format(path));
        if (!_places.Contains(place)) _places.Add(place);
    }

    /// <summary>Steps from the document to the judged object, when that is an item of a list in the same document.</summary>
    private static int RootSteps(PolicyInput input, DocumentView view) =>
        input.Object.Reference is DocumentView own && own.Tape == view.Tape ? NodePath.Of(input.Object)!.Count : 0;
}
