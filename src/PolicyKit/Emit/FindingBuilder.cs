using System.Runtime.InteropServices;
using PolicyKit.Runtime;

namespace PolicyKit.Emit;

/// <summary>Collects the places of one finding. The steps to them are looked for here, when there is a finding, and nowhere else: a place must not depend on a tape that is used again.</summary>
internal sealed class FindingBuilder
{
    private readonly List<FindingPlace> _places = [];
    private readonly List<PathStep> _path = [];

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
        _path.Clear();
        if (anchor.Reference is not DocumentView view)
        {
            Add((input.Object.Reference as DocumentView)?.Tape.Document, 0);
            return;
        }
        int rootSteps = RootSteps(input, view);
        _path.Clear();
        NodePath.AddTo(_path, view.Tape, (int)anchor.Payload);
        foreach (Value step in steps)
        {
            if (step.TryGetString(out string? name)) _path.Add(new PathStep(name));
            else if (step.TryGetInt64(out long index) && index is >= 0 and <= int.MaxValue) _path.Add(new PathStep((int)index));
            else break;
        }
        Add(view.Tape.Document, rootSteps);
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
        return new Finding(policy.Id, level, policy.Severity, message, _places[0], _places.Count == 1 ? [] : [.. _places[1..]], policy);
    }

    private void Add(PolicyDocument? document, int rootSteps)
    {
        ReadOnlySpan<PathStep> path = CollectionsMarshal.AsSpan(_path);
        foreach (FindingPlace known in _places)
        {
            if (known.Is(document, path, rootSteps)) return;
        }
        _places.Add(new FindingPlace(document, path.ToArray(), rootSteps));
    }

    /// <summary>Steps from the document to the judged object, when that is an item of a list in the same document.</summary>
    private int RootSteps(PolicyInput input, DocumentView view)
    {
        if (input.Object.Payload == 0 || input.Object.Reference is not DocumentView own || own.Tape != view.Tape) return 0;
        NodePath.AddTo(_path, own.Tape, (int)input.Object.Payload);
        return _path.Count;
    }
}
