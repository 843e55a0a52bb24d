namespace PolicyKit.Runtime.Clr;

/// <summary>
/// The payload of a value that is a CLR object: the id of its container in the lower 31 bits, then whether null members are seen, and above the number of containers from the root to it. Without an id
/// it is the place at which a value is read.
/// </summary>
internal static class ClrPlace
{
    private const long IdMask = int.MaxValue;
    private const long RawBit = 1L << 31;
    private const int LevelShift = 32;

    /// <summary>The place of a whole object as policies see it.</summary>
    public const long Root = 1L << LevelShift;

    public static int Id(long payload) => (int)(payload & IdMask);

    /// <summary>Whether null members are seen, as core modules do.</summary>
    public static bool IsRaw(long place) => (place & RawBit) != 0;

    public static long ToRaw(long place) => place | RawBit;

    /// <summary>1 for the root.</summary>
    public static int Level(long place) => (int)(place >> LevelShift);

    /// <summary>The place of what is in a container.</summary>
    public static long Inside(long payload) => (payload & ~IdMask) + Root;
}
