using PolicyKit.Runtime;

namespace PolicyKit.Emit;

/// <summary>
/// Lookups in partial objects. As in OPA only the clauses count that can give the entry: others may be in conflict, or read this very entry. To evaluate the whole object once and look into it is
/// the same, and faster, unless it fails or is being evaluated; then the entry is evaluated alone.
/// </summary>
internal sealed partial class EvalContext
{
    private Dictionary<(int Slot, Value Keys), (Value Value, string? Unknown)>? _entries;

    public Value RuleEntry(int slot, Value key) => _memoEpoch[slot] == _epoch ? Ops.Index(Rule(slot), key) : RuleEntry(slot, [key]);

    public Value RuleEntry(int slot, Value[] keys)
    {
        if (_memoEpoch[slot] == -_epoch) return EntryAlone(slot, keys);
        string? known = _state.NotJudged;
        int depth = _budget.Depth;
        int traced = _state.Tracer?.Depth ?? 0;
        try
        {
            return Follow(Rule(slot), keys);
        }
        catch (EvaluationException failed) when (failed.Kind is EvaluationErrorKind.Conflict or EvaluationErrorKind.Builtin)
        {
            _state.NotJudged = known;
            _budget.Depth = depth;
            _state.Tracer?.CloseTo(traced);
            return EntryAlone(slot, keys);
        }
    }

    private Value EntryAlone(int slot, Value[] keys)
    {
        _entries ??= [];
        (int, Value) place = (slot, Value.FromArray(keys));
        if (!_entries.TryGetValue(place, out (Value Value, string? Unknown) entry))
        {
            Charge(1);
            string? known = _state.NotJudged;
            _state.NotJudged = null;
            Value value = Follow(LargeStack.IsNeeded ? EvaluateElsewhere(slot, keys) : _code[slot].InvokeEntry(this, keys), keys);
            entry = (value, _state.NotJudged);
            _entries.Add(place, entry);
            _state.NotJudged = known;
        }
        _state.NotJudged ??= entry.Unknown;
        return entry.Value;
    }

    private Value EvaluateElsewhere(int slot, Value[] keys) => RunElsewhere(() => _code[slot].InvokeEntry(this, keys));

    private static Value Follow(Value value, Value[] keys)
    {
        foreach (Value key in keys) value = Ops.Index(value, key);
        return value;
    }
}
