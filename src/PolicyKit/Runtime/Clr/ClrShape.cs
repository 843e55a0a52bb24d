using System.Text.Json.Serialization.Metadata;

namespace PolicyKit.Runtime.Clr;

/// <summary>
/// How System.Text.Json writes the values of a CLR type under some options. A shape reads such a value as the value that its JSON has, but writes no JSON where the type tells what it would be.
/// </summary>
internal abstract class ClrShape(JsonTypeInfo typeInfo, ClrShapeKind kind)
{
    public JsonTypeInfo TypeInfo => typeInfo;

    public Type Type => typeInfo.Type;

    public ClrShapeKind Kind => kind;

    /// <summary>Whether it takes System.Text.Json to know what a value is.</summary>
    public virtual bool IsConverted => kind == ClrShapeKind.Converted;

    /// <summary>The shape of a nullable type's values that are not null; null for other types.</summary>
    public virtual ClrShape? Underlying => null;

    /// <summary>The members, elements or entries of objects, lists and dictionaries; else null.</summary>
    public virtual ClrContainer? Container => null;

    /// <summary>The value that an instance of the type, or null, has at a place.</summary>
    /// <exception cref="DocumentException">It cannot be written as JSON.</exception>
    public abstract Value ReadObject(object? value, long place);
}

/// <summary>A shape that reads values without boxing them.</summary>
internal abstract class ClrShape<T>(JsonTypeInfo typeInfo, ClrShapeKind kind) : ClrShape(typeInfo, kind)
{
    /// <inheritdoc cref="ClrShape.ReadObject"/>
    public abstract Value Read(T value, long place);

    public sealed override Value ReadObject(object? value, long place) => Read((T)value!, place);
}
