namespace PolicyKit.Runtime;

/// <summary>The reference part of a value whose payload is inline.</summary>
internal sealed class Tag(ValueKind kind)
{
    public static readonly Tag Null = new(ValueKind.Null);
    public static readonly Tag Boolean = new(ValueKind.Boolean);
    public static readonly Tag Integer = new(ValueKind.Number);

    public ValueKind Kind => kind;
}
