using PolicyKit.Binding;
using PolicyKit.Runtime;

namespace PolicyKit.Emit;

/// <summary>Collects the fix of one finding.</summary>
internal sealed class FixBuilder
{
    private BoundFix? _fix;
    private Value _value;

    /// <summary>The fields that the fix may change.</summary>
    public List<FindingPlace> Places { get; } = [];

    /// <summary>Whether the places that come are the fix's.</summary>
    public bool Collects { get; private set; }

    /// <summary>Whether the places that come are the fix's own and no longer the finding's.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Starts a finding. Its places are the fix's until the fix has some of its own.</summary>
    public void Begin(BoundFix? fix)
    {
        Places.Clear();
        _fix = null;
        Collects = fix is { Target: null };
        IsOpen = false;
    }

    public void Begin(BoundFix fix, Value value)
    {
        _fix = fix;
        _value = value;
        IsOpen = true;
        Collects = fix.Target is not null;
    }

    /// <summary>The fix; null when there is none, its value is undefined, or it would change nothing.</summary>
    public Fix? End(PolicyInput input)
    {
        (IsOpen, Collects) = (false, false);
        if (_fix is not { } fix || (fix.Value is not null && _value.IsUndefined)) return null;
        Value value = fix.Value is null ? default : AsJson(_value);
        if (fix.Kind == FixKind.Create) return value.Kind == ValueKind.Object ? new Fix(fix.Kind, fix.IsUnsafe, value, [], []) : null;
        var edits = new List<FixEdit>();
        var places = new List<FindingPlace>();
        Value judged = input.Object.Reference is DocumentView view ? new Value(view.Tape.RawView, input.Object.Payload) : default;
        foreach (FindingPlace place in Places)
        {
            int before = edits.Count;
            Payer.Charge(1 + place.Steps.Length);
            FixEdit.AddTo(edits, fix.Kind, judged, [.. place.Steps], value);
            if (edits.Count > before) places.Add(place);
        }
        return edits.Count == 0 ? null : new Fix(fix.Kind, fix.IsUnsafe, value, [.. places], [.. edits]);
    }

    /// <summary>A value of JSON's kinds that holds nothing of the tape.</summary>
    private static Value AsJson(Value value) => value.Kind switch
    {
        ValueKind.Null => Value.Null,
        ValueKind.Boolean => Value.FromBoolean(Ops.IsTrue(value)),
        ValueKind.String => Value.FromString(value.TextOrEmpty()),
        _ => LargeStack.RunWhenNeeded(() => Value.ParseJson(value.ToJson())),
    };
}
