namespace PolicyKit.Kubernetes.Schemas;

/// <summary>
/// The format of a table of kinds. After <see cref="Magic"/>, each part is a number of entries and the entries: texts (size and UTF-8), object types (size, then name and <see cref="SchemaTag.Object"/>), and kinds (group,
/// kind, version, object type). Numbers are of 7 bits a byte, lowest first; a text or an object type is written as its number. The first text is the Kubernetes version.
/// </summary>
internal static class SchemaFormat
{
    public static ReadOnlySpan<byte> Magic => "PKS1"u8;
}

/// <summary>How a type starts in a table.</summary>
internal enum SchemaTag : byte
{
    /// <summary>Any value.</summary>
    Any,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>An integer.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A string.</summary>
    String,

    /// <summary>A string or an integer.</summary>
    IntOrString,

    /// <summary>A quantity.</summary>
    Quantity,

    /// <summary>One of some strings: their number, then each.</summary>
    Enum,

    /// <summary>An object type: its number.</summary>
    Reference,

    /// <summary>A list: the type of its elements.</summary>
    List,

    /// <summary>A list that stands for a map: the number of the fields that tell elements apart, each, and the type of its elements.</summary>
    KeyedList,

    /// <summary>An object with any names: the type of its values.</summary>
    Map,

    /// <summary>An object: the number of its fields, and of each the name (shifted by one bit, which says whether it is required) and the type.</summary>
    Object,

    /// <summary>As <see cref="Object"/>, with any other fields.</summary>
    OpenObject,
}
