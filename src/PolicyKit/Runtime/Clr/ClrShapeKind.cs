namespace PolicyKit.Runtime.Clr;

/// <summary>What the values of a CLR type are as JSON, as far as the type tells.</summary>
internal enum ClrShapeKind
{
    /// <summary>Anything: System.Text.Json writes the value, and what it wrote is read.</summary>
    Converted,

    /// <summary>A <see cref="string"/>.</summary>
    Text,

    /// <summary>A <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>An integer type of at most 64 bits.</summary>
    Integer,

    /// <summary>A <see cref="float"/>, <see cref="double"/> or <see cref="decimal"/>.</summary>
    Number,

    /// <summary>An enum, written as its converter says.</summary>
    Enumeration,

    /// <summary>A nullable value type: null, or what the type below is.</summary>
    Nullable,

    /// <summary>An object of members.</summary>
    Object,

    /// <summary>An array.</summary>
    List,

    /// <summary>An object of entries with string keys.</summary>
    Dictionary,

    /// <summary>An <see cref="object"/>: what its own type is.</summary>
    Any,
}
