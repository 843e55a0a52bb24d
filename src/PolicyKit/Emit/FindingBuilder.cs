using System.Runtime.InteropServices;
using PolicyKit.Binding;
using PolicyKit.Runtime;

namespace PolicyKit.Emit;

/// <summary>Collects the places of one finding. The steps to them are looked for here, when there is a finding, and nowhere else: a place must not depend on a tape that is used again.</summary>
internal sealed class FindingBuilder
{
    private readonly List<FindingPlace> _places = [];
    private readonly List<PathStep> _path = [];
    private readonly FixBuilder _fix = new();

    public void Begin(BoundFix? fix = null)
    {
        _places.Clear();
        _fix.Begin(fix);
    }

    /// <summary>Gives the finding a fix; places that are added after this are the fix's.</summary>
    public void BeginFix(BoundFix fix, Value value) => _fix.Begin(fix, value);

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
        Payer.Charge(1 + (anchor.IsNode ? anchor.Payload / 256 : 0) + ((_places.Count + _fix.Places.Count) / 8));
        _path.Clear();
        if (anchor.Reference is not DocumentView view)
        {
            if (_fix.IsOpen) return;
            Add(_places, (input.Object.Reference as DocumentView)?.Tape.Document, 0);
            return;
        }
        int rootSteps = RootSteps(input, view);
        _path.Clear();
        NodePath.AddTo(_path, view.Tape, (int)anchor.Payload);
        bool isWhole = true;
        foreach (Value step in steps)
        {
            if (step.TryGetString(out string? name)) _path.Add(new PathStep(name));
            else if (step.TryGetInt64(out long index) && index is >= 0 and <= int.MaxValue) _path.Add(new PathStep((int)index));
            else
            {
                isWhole = false;
                break;
            }
        }
        bool canBeFixed = _fix.Collects && isWhole && Holds(input.Object, view, anchor.Payload);
        if (_fix.IsOpen)
        {
            if (canBeFixed) Add(_fix.Places, view.Tape.Document, rootSteps);
        }
        else if (Add(_places, view.Tape.Document, rootSteps) is { } place && canBeFixed)
        {
            _fix.Places.Add(place);
        }
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
        Fix? fix = _fix.End(input);
        if (_places.Count == 0) AddPlace(input, input.Object, []);
        return new Finding(policy.Id, level, policy.Severity, message, _places[0], _places.Count == 1 ? [] : [.. _places[1..]], policy) { Fix = fix };
    }

    /// <summary>Whether a node is in the judged object.</summary>
    private static bool Holds(Value judged, DocumentView view, long node) =>
        judged.Reference is DocumentView own && own.Tape == view.Tape && node >= judged.Payload && node < own.Tape.Skip((int)judged.Payload);

    /// <summary>Adds a place, unless it is known.</summary>
    private FindingPlace? Add(List<FindingPlace> places, PolicyDocument? document, int rootSteps)
    {
        ReadOnlySpan<PathStep> path = CollectionsMarshal.AsSpan(_path);
        foreach (FindingPlace known in places)
        {
            if (known.Is(document, path, rootSteps)) return null;
        }
        var place = new FindingPlace(document, path.ToArray(), rootSteps);
        places.Add(place);
        return place;
    }

    /// <summary>Steps from the document to the judged object, when that is an item of a list in the same document.</summary>
    private int RootSteps(PolicyInput input, DocumentView view)
    {
        if (input.Object.Payload == 0 || input.Object.Reference is not DocumentView own || own.Tape != view.Tape) return 0;
        NodePath.AddTo(_path, own.Tape, (int)input.Object.Payload);
        return _path.Count;
    }
}
