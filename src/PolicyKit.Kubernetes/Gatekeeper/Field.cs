using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>A value in an object, which knows its path and where it is written.</summary>
internal sealed class Field(ObjectText text, Field? parent, PathStep step, Value value)
{
    public Value Value => value;

    public ValueKind Kind => value.Kind;

    public ObjectText Text => text;

    /// <summary>The member's name; empty for an element and for the object itself.</summary>
    public string Name => step.Name ?? "";

    /// <summary>Path in the object, such as <c>spec.match.kinds[0]</c>.</summary>
    public string Path => FieldPath.Format(Steps());

    /// <summary>Where it is written: a scalar at its own place, anything else at its key.</summary>
    public Location Location => Kind is ValueKind.Object or ValueKind.Array ? KeyLocation : text.LocationAt(text.Document.GetValuePosition(value) ?? default);

    /// <summary>Where the key is written, or where the element starts.</summary>
    public Location KeyLocation =>
        text.LocationAt((parent is null ? text.Document.GetPosition(value) : text.Document.GetPosition(FieldPath.Format(text.Prefix.Concat(Steps())))) ?? default);

    /// <summary>The value that is a string; empty for every other.</summary>
    public string TextOrEmpty => value.TextOrEmpty();

    /// <summary>A member; null when the object does not have it or it is null.</summary>
    public Field? Member(string name) => value.Kind == ValueKind.Object && value.Member(name) is { Kind: not (ValueKind.Undefined or ValueKind.Null) } member ? new Field(text, this, new PathStep(name), member) : null;

    /// <summary>A member at a path of names.</summary>
    public Field? Member(string name, params ReadOnlySpan<string> more)
    {
        Field? found = Member(name);
        foreach (string next in more) found = found?.Member(next);
        return found;
    }

    public IEnumerable<Field> Members() => value.Members().Select(pair => new Field(text, this, new PathStep(pair.Key.TextOrEmpty()), pair.Value));

    public IEnumerable<Field> Elements() => value.Elements().Select((element, index) => new Field(text, this, new PathStep(index), element));

    private IEnumerable<PathStep> Steps() => parent is null ? [] : parent.Steps().Append(step);
}
