using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit;

/// <summary>What a fix does at its places.</summary>
public enum FixKind
{
    /// <summary>Takes the field away.</summary>
    Remove,

    /// <summary>Gives the field a value, whatever it has.</summary>
    Set,

    /// <summary>Appends to a list, sets the absent keys of a map, creates what is absent; never replaces anything.</summary>
    Add,

    /// <summary>Proposes a new object beside the judged one.</summary>
    Create,
}

/// <summary>How the object of a finding becomes compliant. It is for the object as it was judged.</summary>
public sealed class Fix
{
    private readonly ImmutableArray<FixEdit> _edits;
    private JsonPatch? _patch;

    internal Fix(FixKind kind, bool isUnsafe, Value value, ImmutableArray<FindingPlace> places, ImmutableArray<FixEdit> edits) =>
        (Kind, IsUnsafe, Value, Places, _edits) = (kind, isUnsafe, value, places, edits);

    /// <summary>What it does.</summary>
    public FixKind Kind { get; }

    /// <summary>Whether it can stop a working program.</summary>
    public bool IsUnsafe { get; }

    /// <summary>What is set or added, or the object that is created; undefined for a removal.</summary>
    public Value Value { get; }

    /// <summary>The fields that it changes; none when it creates an object.</summary>
    public ImmutableArray<FindingPlace> Places { get; }

    /// <summary>The change as RFC 6902, relative to the judged object; empty when an object is created.</summary>
    public ImmutableArray<JsonPatchOperation> Operations => (_patch ??= FixMerger.PatchOf(_edits)).Operations;

    internal ImmutableArray<FixEdit> Edits => _edits;

    /// <summary>Number of characters that it adds to a decision, about.</summary>
    internal int Length => Places.Sum(p => p.PathLength);

    /// <summary>Whether both do the same, wherever.</summary>
    internal bool IsAlike(Fix other) => Kind == other.Kind && IsUnsafe == other.IsUnsafe && Value == other.Value;

    /// <summary>A fix that does this and what another does that is alike.</summary>
    internal Fix With(Fix other) =>
        Kind == FixKind.Create ? this : new Fix(Kind, IsUnsafe, Value, [.. Places.Union(other.Places)], [.. _edits, .. other._edits]);

    /// <summary>The fix as policies see it: <c>{kind, unsafe, patch}</c>, and what is created as <c>object</c>.</summary>
    internal Value ToValue()
    {
        (string Name, Value Value)[] members = [("kind", Value.FromString(Kind.ToString().ToLowerInvariant())), ("unsafe", Value.FromBoolean(IsUnsafe)), ("patch", Value.FromArray(Operations.Select(o => o.ToValue())))];
        return Value.FromMembers(Kind == FixKind.Create ? [.. members, ("object", Value)] : members);
    }

    /// <summary>Such as <c>set true at spec.securityContext.runAsNonRoot</c>.</summary>
    public override string ToString()
    {
        string action = (IsUnsafe ? "unsafe " : "") + Kind.ToString().ToLowerInvariant();
        string value = Value.IsUndefined ? "" : " " + Value.ToJson();
        return action + value + (Places.IsEmpty ? "" : " at " + string.Join(", ", Places.Select(p => p.Path)));
    }
}
