namespace PolicyKit.Runtime.Clr;

/// <summary>
/// The payload of a value that is a CLR object: the id of its container in the lower 31 bits, then whether null members are seen, and above the number of containers from the root to it, and whether its type tells its
/// kind. Without an id it is the place at which a value is read.
/// </summary>
internal static class ClrPlace
{
    private const long IdMask = int.MaxValue;
    private const long RawBit = 1L << 31;
    private const int LevelShift = 32;
    private const long NamedBit = 1L << 62;

    /// <summary>The place of a whole object as policies see it.</summary>
    public const long Root = 1L << LevelShift;

    public static int Id(long payload) => (int)(payload & IdMask);

    /// <summary>Whether null members are seen, as core modules do.</summary>
    public static bool IsRaw(long place) => (place & RawBit) != 0;

    public static long ToRaw(long place) => place | RawBit;

    /// <summary>1 for the root.</summary>
    public static int Level(long place) => (int)((place & ~NamedBit) >> LevelShift);

    /// <summary>Whether an object's type gives it its <c>apiVersion</c> and <c>kind</c>.</summary>
    public static bool IsNamed(long payload) => (payload & NamedBit) != 0;

    public static long ToNamed(long place) => place | NamedBit;

    /// <summary>The place of what is in a container.</summary>
    public static long Inside(long payload) => (payload & ~(IdMask | NamedBit)) + Root;
}
