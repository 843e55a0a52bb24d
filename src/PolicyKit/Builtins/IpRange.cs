using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace PolicyKit.Builtins;

/// <summary>A run of IP addresses of one family, as Go's net package reads them. IPv4 addresses written as IPv6 are IPv4.</summary>
/// <param name="Bits">32 or 128.</param>
/// <param name="First">Lowest address.</param>
/// <param name="Last">Highest address.</param>
internal readonly record struct IpRange(int Bits, BigInteger First, BigInteger Last)
{
    private static readonly SearchValues<char> IPv6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    public bool Contains(IpRange other) => Bits == other.Bits && First <= other.First && other.Last <= Last;

    public bool Intersects(IpRange other) => Bits == other.Bits && First <= other.Last && other.First <= Last;

    public static IpRange? ParseAddress(string text)
    {
        if (ParseNumber(text) is not { } address)
            return null;
        return new(address.Bits, address.Number, address.Number);
    }

    public static IpRange? ParseCidr(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || ParseNumber(text[..slash]) is not { } address)
            return null;
        var length = text.AsSpan(slash + 1);
        if (length.Length is 0 or > 3 || length.ContainsAnyExceptInRange('0', '9') || (length.Length > 1 && length[0] == '0'))
            return null;
        var prefix = int.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture);
        if (address.IsMapped)
            prefix -= 96;
        return prefix < 0 || prefix > address.Bits ? null : OfPrefix(address.Bits, address.Number, prefix);
    }

    public static IpRange OfPrefix(int bits, BigInteger address, int prefix)
    {
        var host = (BigInteger.One << (bits - prefix)) - 1;
        var first = address - (address & host);
        return new(bits, first, first + host);
    }

    public string Format(BigInteger address)
    {
        var bytes = new byte[Bits / 8];
        for (var index = bytes.Length - 1; index >= 0; index--, address >>= 8)
            bytes[index] = (byte)(address & 0xFF);
        return Bits == 32 ? string.Join('.', bytes.Select(value => value.ToString(CultureInfo.InvariantCulture))) : FormatIPv6(bytes);
    }

    /// <summary>The longest run of two or more zero groups is written <c>::</c>.</summary>
    private static string FormatIPv6(byte[] bytes)
    {
        var groups = Enumerable.Range(0, 8).Select(index => (bytes[index * 2] << 8) | bytes[(index * 2) + 1]).ToArray();
        var (start, length) = (-1, 1);
        for (var index = 0; index < groups.Length; index++)
        {
            var run = groups.Skip(index).TakeWhile(group => group == 0).Count();
            if (run > length)
                (start, length) = (index, run);
        }

        var texts = groups.Select(group => group.ToString("x", CultureInfo.InvariantCulture)).ToArray();
        return start < 0 ? string.Join(':', texts) : string.Join(':', texts[..start]) + "::" + string.Join(':', texts[(start + length)..]);
    }

    private static (int Bits, BigInteger Number, bool IsMapped)? ParseNumber(string text)
    {
        if (!text.Contains(':', StringComparison.Ordinal))
            return ParseIPv4(text) is { } number ? (32, number, false) : null;
        if (text.AsSpan().ContainsAnyExcept(IPv6Characters) || !IPAddress.TryParse(text, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        var dotted = text[(text.LastIndexOf(':') + 1)..];
        if (dotted.Contains('.', StringComparison.Ordinal) && ParseIPv4(dotted) is null)
            return null;
        var value = new BigInteger(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);
        return address.IsIPv4MappedToIPv6 ? (32, value & uint.MaxValue, true) : (128, value, false);
    }

    private static BigInteger? ParseIPv4(string text)
    {
        var parts = text.Split('.');
        if (parts.Length != 4)
            return null;
        var number = BigInteger.Zero;
        foreach (var part in parts)
        {
            if (part.Length is 0 or > 3 || !part.All(char.IsAsciiDigit) || (part.Length > 1 && part[0] == '0'))
                return null;
            var value = int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture);
            if (value > 255)
                return null;
            number = (number << 8) + value;
        }

        return number;
    }
}
