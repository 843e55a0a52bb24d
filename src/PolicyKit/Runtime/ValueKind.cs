namespace PolicyKit.Runtime;

/// <summary>The kinds of a value, in Rego's sort order after <see cref="Undefined"/>.</summary>
public enum ValueKind : byte
{
    /// <summary>No value: a failed lookup or an expression that does not hold. Never an element of a collection.</summary>
    Undefined,

    /// <summary><c>null</c></summary>
    Null,

    /// <summary><c>true</c> or <c>false</c></summary>
    Boolean,

    /// <summary>An integer of any size or a decimal number.</summary>
    Number,

    /// <summary>A string of Unicode code points.</summary>
    String,

    /// <summary>An array.</summary>
    Array,

    /// <summary>An object; keys may be any value.</summary>
    Object,

    /// <summary>A set.</summary>
    Set,
}
