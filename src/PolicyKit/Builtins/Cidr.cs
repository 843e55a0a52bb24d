using System.Globalization;
using System.Numerics;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>net.cidr_*</c></summary>
internal static class Cidr
{
    private const string OneOrMany = "any<string, array[any], set[any], object[any: any]>";

    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("net.cidr_contains", [Row.String, Row.String], Row.Boolean, Contains, "whether a CIDR block contains an address or a whole other block"),
        Row.Of("net.cidr_contains_matches", [OneOrMany, OneOrMany], "set[array[any]]", ContainsMatches, "every pair of a block and an address or block in it; members of collections by key"),
        Row.Of("net.cidr_expand", [Row.String], "set[string]", Expand, "every address of a block"),
        Row.Of("net.cidr_intersects", [Row.String, Row.String], Row.Boolean, Intersects, "whether two blocks have an address in common"),
        Row.Of("net.cidr_is_valid", [Row.Any], Row.Boolean, IsValid, "whether the value is a CIDR block"),
        Row.Of("net.cidr_merge", [Row.StringSequence], "set[string]", Merge, "the fewest blocks that hold the same addresses"),
        Row.Of("net.cidr_overlap", [Row.String, Row.String], Row.Boolean, Contains, "`net.cidr_contains` of Rego v0"),
    ];

    public static Value IsValid(BuiltinContext context, Value cidr) => Value.FromBoolean(cidr.Kind == ValueKind.String && context.TryString(cidr, 1, out var text) && IpRange.ParseCidr(text) is not null);

    public static Value Contains(BuiltinContext context, Value cidr, Value addressOrCidr) =>
        TryCidr(context, cidr, 1, out var block) && TryAddressOrCidr(context, addressOrCidr, 2, out var part) ? Value.FromBoolean(block.Contains(part)) : Value.Undefined;

    public static Value Intersects(BuiltinContext context, Value first, Value second) =>
        TryCidr(context, first, 1, out var a) && TryCidr(context, second, 2, out var b) ? Value.FromBoolean(a.Intersects(b)) : Value.Undefined;

    /// <summary>Steps for an address: it is as long as some words, and its set is sorted in the end.</summary>
    private const int AddressCost = 40;

    public static Value Expand(BuiltinContext context, Value cidr)
    {
        if (!TryCidr(context, cidr, 1, out var block))
            return Value.Undefined;
        var builder = new SetBuilder();
        for (var address = block.First; address <= block.Last; address++)
        {
            context.Charge(AddressCost);
            builder.Add(Value.FromString(block.Format(address)));
        }

        return builder.ToValue();
    }

    public static Value ContainsMatches(BuiltinContext context, Value cidrs, Value addressesOrCidrs)
    {
        if (!TryAll(context, cidrs, 1, out var blocks) || !TryAll(context, addressesOrCidrs, 2, out var parts))
            return Value.Undefined;
        var builder = new SetBuilder();
        foreach (var (blockKey, blockText) in blocks)
        {
            if (!TryCidr(context, blockText, 1, out var block))
                return Value.Undefined;
            foreach (var (partKey, partText) in parts)
            {
                context.Charge(1);
                if (!TryAddressOrCidr(context, partText, 2, out var part))
                    return Value.Undefined;
                if (block.Contains(part))
                    builder.Add(Value.FromArray([blockKey, partKey]));
            }
        }

        return builder.ToValue();
    }

    public static Value Merge(BuiltinContext context, Value cidrs)
    {
        if (!Operand.IsSequence(cidrs))
            return context.Wrong(cidrs, 1, "set", "array");
        var ranges = new List<IpRange>();
        foreach (var item in new Items(cidrs))
        {
            if (!item.TryGetString(out var text))
                return context.WrongMember(cidrs, item, 1, "string");
            context.Charge(1);
            if (IpRange.ParseCidr(text) is { } block)
                ranges.Add(block);
            else if (IpRange.ParseAddress(text) is not { } address)
                return context.Fail($"invalid CIDR address: {text}");
            else if (address.Bits == 128)
                return context.Fail("IPv6 invalid: needs prefix length");
            else
                ranges.Add(IpRange.OfPrefix(32, address.First, ClassPrefix(address.First)));
        }

        var builder = new SetBuilder();
        foreach (var range in Joined(ranges))
            AddBlocks(context, builder, range);
        return builder.ToValue();
    }

    /// <summary>An IPv4 address without a length has that of its class, as in Go.</summary>
    private static int ClassPrefix(BigInteger address) => (int)(address >> 24) switch
    {
        < 0x80 => 8,
        < 0xC0 => 16,
        _ => 24,
    };

    private static List<IpRange> Joined(List<IpRange> ranges)
    {
        var result = new List<IpRange>();
        foreach (var range in ranges.OrderBy(range => range.Bits).ThenBy(range => range.First))
        {
            if (result.Count > 0 && result[^1].Bits == range.Bits && range.First <= result[^1].Last + 1)
                result[^1] = result[^1] with { Last = BigInteger.Max(result[^1].Last, range.Last) };
            else
                result.Add(range);
        }

        return result;
    }

    private static void AddBlocks(BuiltinContext context, SetBuilder builder, IpRange range)
    {
        for (var first = range.First; first <= range.Last;)
        {
            var hostBits = range.Bits;
            while (!(first & ((BigInteger.One << hostBits) - 1)).IsZero || first + (BigInteger.One << hostBits) - 1 > range.Last)
                hostBits--;
            context.Charge(1);
            builder.Add(Value.FromString($"{range.Format(first)}/{(range.Bits - hostBits).ToString(CultureInfo.InvariantCulture)}"));
            first += BigInteger.One << hostBits;
        }
    }

    private static bool TryCidr(BuiltinContext context, Value cidr, int position, out IpRange range)
    {
        range = default;
        if (!context.TryString(cidr, position, out var text))
            return false;
        if (IpRange.ParseCidr(text) is { } block)
        {
            range = block;
            return true;
        }

        context.Fail($"invalid CIDR address: {text}");
        return false;
    }

    private static bool TryAddressOrCidr(BuiltinContext context, Value value, int position, out IpRange range)
    {
        if (value.TryGetString(out var text) && IpRange.ParseAddress(text) is { } address)
        {
            range = address;
            return true;
        }

        return TryCidr(context, value, position, out range);
    }

    /// <summary>The texts of an operand, each with what stands for it in the result: its key, or itself.</summary>
    private static bool TryAll(BuiltinContext context, Value operand, int position, out List<(Value Key, Value Text)> all)
    {
        all = [];
        if (operand.Kind == ValueKind.String)
        {
            all.Add((operand, operand));
            return true;
        }

        if (operand.Kind is not (ValueKind.Array or ValueKind.Set or ValueKind.Object))
        {
            context.Wrong(operand, position, "string", "array", "set", "object");
            return false;
        }

        foreach (var (key, item) in Members.Ordered(operand))
        {
            var text = item.Kind == ValueKind.Array ? Ops.Index(item, Value.FromInt64(0)) : item;
            if (text.Kind != ValueKind.String)
            {
                context.Fail($"operand {position}: element must be string or non-empty array");
                return false;
            }

            all.Add((key, text));
        }

        return true;
    }
}
