using System.Globalization;

namespace PolicyKit.Kubernetes.Networks;

/// <summary>Addresses of one family from the first to the last. IPv4 addresses written as IPv6 (<c>::ffff:10.0.0.1</c>) are IPv4.</summary>
/// <param name="Bits">32 or 128.</param>
/// <param name="First">The lowest address.</param>
/// <param name="Last">The highest address.</param>
internal readonly record struct AddressRange(int Bits, UInt128 First, UInt128 Last) : IComparable<AddressRange>
{
    private const int MappedLength = 96;

    /// <summary>The range of a CIDR, whatever its host bits, and the prefix length as it is written; null when the API server would refuse it.</summary>
    public static (AddressRange Range, int Length)? ParseCidr(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || AddressText.Parse(text.AsSpan(0, slash)) is not var (bits, number) || AddressText.ParseNumber(text.AsSpan(slash + 1), bits) is not { } length) return null;
        return IsMapped(bits, number) && length >= MappedLength ? (OfPrefix(32, number & uint.MaxValue, length - MappedLength), length) : (OfPrefix(bits, number, length), length);
    }

    /// <summary>The range of a CIDR, or of an address alone.</summary>
    public static AddressRange? Parse(string text)
    {
        if (ParseCidr(text) is var (range, _)) return range;
        if (AddressText.Parse(text) is not var (bits, number)) return null;
        return IsMapped(bits, number) ? OfPrefix(32, number & uint.MaxValue, 32) : OfPrefix(bits, number, bits);
    }

    public bool Contains(AddressRange other) => Bits == other.Bits && First <= other.First && other.Last <= Last;

    /// <summary>By family, and then by the first address.</summary>
    public int CompareTo(AddressRange other) => Bits != other.Bits ? Bits.CompareTo(other.Bits) : First.CompareTo(other.First);

    /// <summary>The fewest CIDRs that hold these addresses, from the lowest.</summary>
    public IEnumerable<string> ToCidrs()
    {
        UInt128 first = First;
        while (true)
        {
            int hostBits = Math.Min(Bits, (int)UInt128.TrailingZeroCount(first));
            while ((first | HostsOf(hostBits)) > Last) hostBits--;
            yield return string.Create(CultureInfo.InvariantCulture, $"{AddressText.Format(Bits, first)}/{Bits - hostBits}");
            UInt128 last = first | HostsOf(hostBits);
            if (last == Last) yield break;
            first = last + 1;
        }
    }

    private static AddressRange OfPrefix(int bits, UInt128 number, int length)
    {
        UInt128 hosts = HostsOf(bits - length);
        return new AddressRange(bits, number & ~hosts, number | hosts);
    }

    private static bool IsMapped(int bits, UInt128 number) => bits == 128 && number >> 32 == 0xFFFF;

    private static UInt128 HostsOf(int bits) => bits == 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1;
}
