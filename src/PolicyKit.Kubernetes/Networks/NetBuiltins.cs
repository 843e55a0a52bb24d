using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Networks;

/// <summary><c>net.*</c> over sets of addresses. An operand is an address, a CIDR, an ipBlock (<c>{cidr, except}</c>), or an array or set of these: the addresses of all of them.</summary>
internal static class NetBuiltins
{
    private const string Addresses = "any<string, object[any: any], array[any], set[any]>";

    /// <summary>Steps for a block that is read.</summary>
    private const int ReadCost = 4;

    /// <summary>Steps for a block that is written: it is as long as some words, and its set is sorted in the end.</summary>
    private const int WriteCost = 40;

    public static ImmutableArray<DomainBuiltin> Rows { get; } =
    [
        new("net.blocks", [Addresses], "set[string]", Blocks, "the fewest CIDRs that hold the same addresses"),
        new("net.covers", [Addresses, Addresses], "boolean", Covers, "whether the first has every address of the second"),
        new("net.intersect", [Addresses, Addresses], "set[string]", Intersect, "the addresses that both have, as the fewest CIDRs"),
        new("net.is_block", ["any"], "boolean", IsBlock, "whether the API server would accept a CIDR or an ipBlock"),
        new("net.overlaps", [Addresses, Addresses], "boolean", Overlaps, "whether both have an address in common"),
        new("net.size", [Addresses], "number", Size, "how many addresses there are"),
        new("net.subtract", [Addresses, Addresses], "set[string]", Subtract, "the addresses of the first that the second does not have, as the fewest CIDRs"),
    ];

    public static Value IsBlock(BuiltinContext context, Value block)
    {
        context.Charge(ReadCost);
        if (block.TryGetString(out string? text)) return Value.FromBoolean(AddressRange.ParseCidr(text) is not null);
        if (block.Kind != ValueKind.Object || AddressRange.ParseCidr(block.Member("cidr").TextOrEmpty()) is not var (range, length)) return Value.False;
        foreach (Value except in block.Member("except").Elements())
        {
            context.Charge(ReadCost);
            if (AddressRange.ParseCidr(except.TextOrEmpty()) is not var (taken, takenLength) || takenLength <= length || !range.Contains(taken)) return Value.False;
        }
        return Value.True;
    }

    public static Value Blocks(BuiltinContext context, Value addresses) =>
        TryRead(context, addresses, 1, out AddressSet set) ? Write(context, set) : Value.Undefined;

    public static Value Size(BuiltinContext context, Value addresses) =>
        TryRead(context, addresses, 1, out AddressSet set) ? Value.FromBigInteger(set.Size) : Value.Undefined;

    public static Value Covers(BuiltinContext context, Value addresses, Value others) =>
        TryRead(context, addresses, others, out AddressSet a, out AddressSet b) ? Value.FromBoolean(a.Contains(b)) : Value.Undefined;

    public static Value Overlaps(BuiltinContext context, Value addresses, Value others) =>
        TryRead(context, addresses, others, out AddressSet a, out AddressSet b) ? Value.FromBoolean(!a.Intersect(b).IsEmpty) : Value.Undefined;

    public static Value Intersect(BuiltinContext context, Value addresses, Value others) =>
        TryRead(context, addresses, others, out AddressSet a, out AddressSet b) ? Write(context, a.Intersect(b)) : Value.Undefined;

    public static Value Subtract(BuiltinContext context, Value addresses, Value others) =>
        TryRead(context, addresses, others, out AddressSet a, out AddressSet b) ? Write(context, a.Except(b)) : Value.Undefined;

    private static Value Write(BuiltinContext context, AddressSet set)
    {
        var blocks = new List<Value>();
        foreach (string cidr in set.Ranges.SelectMany(range => range.ToCidrs()))
        {
            context.Charge(WriteCost);
            blocks.Add(Value.FromString(cidr));
        }
        return Value.FromSet(blocks);
    }

    private static bool TryRead(BuiltinContext context, Value addresses, Value others, out AddressSet a, out AddressSet b)
    {
        b = default;
        return TryRead(context, addresses, 1, out a) && TryRead(context, others, 2, out b);
    }

    private static bool TryRead(BuiltinContext context, Value operand, int position, out AddressSet set)
    {
        var ranges = new List<AddressRange>();
        set = default;
        foreach (Value item in operand.Kind is ValueKind.Array or ValueKind.Set ? operand.Elements() : [operand])
        {
            if (!TryReadItem(context, item, position, ranges)) return false;
        }
        set = AddressSet.Of(ranges);
        return true;
    }

    private static bool TryReadItem(BuiltinContext context, Value item, int position, List<AddressRange> ranges)
    {
        if (item.Kind != ValueKind.Object)
        {
            if (!TryReadRange(context, item, position, out AddressRange? single)) return false;
            ranges.Add(single.Value);
            return true;
        }
        if (!TryReadRange(context, item.Member("cidr"), position, out AddressRange? block)) return false;
        var taken = new List<AddressRange>();
        foreach (Value except in item.Member("except").Elements())
        {
            if (!TryReadRange(context, except, position, out AddressRange? range)) return false;
            taken.Add(range.Value);
        }
        ranges.AddRange(AddressSet.Of([block.Value]).Except(AddressSet.Of(taken)).Ranges);
        return true;
    }

    private static bool TryReadRange(BuiltinContext context, Value text, int position, [NotNullWhen(true)] out AddressRange? range)
    {
        context.Charge(ReadCost);
        range = text.TryGetString(out string? cidr) ? AddressRange.Parse(cidr) : null;
        if (range is not null) return true;
        context.Fail(cidr is null ? $"operand {position} must be an address, a CIDR, an ipBlock, or an array or set of these" : $"`{cidr}` is neither an address nor a CIDR");
        return false;
    }
}
