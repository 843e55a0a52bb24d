using System.Collections.Immutable;
using System.Numerics;

namespace PolicyKit.Kubernetes.Networks;

/// <summary>A set of IP addresses of both families: ranges in order, none of which touches the next. Every operation takes one walk over the ranges.</summary>
internal readonly record struct AddressSet
{
    private AddressSet(ImmutableArray<AddressRange> ranges) => Ranges = ranges;

    public ImmutableArray<AddressRange> Ranges { get; }

    public bool IsEmpty => Ranges.IsEmpty;

    /// <summary>How many addresses there are.</summary>
    public BigInteger Size => Ranges.Aggregate(BigInteger.Zero, (sum, range) => sum + (BigInteger)(range.Last - range.First) + 1);

    /// <summary>The addresses of any ranges.</summary>
    public static AddressSet Of(IEnumerable<AddressRange> ranges)
    {
        var joined = ImmutableArray.CreateBuilder<AddressRange>();
        foreach (AddressRange range in ranges.Order())
        {
            if (joined.Count > 0 && Touches(joined[^1], range)) joined[^1] = joined[^1] with { Last = UInt128.Max(joined[^1].Last, range.Last) };
            else joined.Add(range);
        }
        return new AddressSet(joined.ToImmutable());
    }

    public AddressSet Intersect(AddressSet other)
    {
        var common = ImmutableArray.CreateBuilder<AddressRange>();
        int i = 0, j = 0;
        while (i < Ranges.Length && j < other.Ranges.Length)
        {
            (AddressRange a, AddressRange b) = (Ranges[i], other.Ranges[j]);
            (UInt128 first, UInt128 last) = (UInt128.Max(a.First, b.First), UInt128.Min(a.Last, b.Last));
            if (a.Bits == b.Bits && first <= last) common.Add(new AddressRange(a.Bits, first, last));
            if (a.Bits < b.Bits || (a.Bits == b.Bits && a.Last < b.Last)) i++;
            else j++;
        }
        return new AddressSet(common.ToImmutable());
    }

    public AddressSet Except(AddressSet other)
    {
        var rest = ImmutableArray.CreateBuilder<AddressRange>();
        int j = 0;
        foreach (AddressRange range in Ranges)
        {
            UInt128 first = range.First;
            bool isUsedUp = false;
            while (j < other.Ranges.Length && IsBefore(other.Ranges[j], range)) j++;
            for (int k = j; !isUsedUp && k < other.Ranges.Length && other.Ranges[k] is var taken && taken.Bits == range.Bits && taken.First <= range.Last; k++)
            {
                if (taken.First > first) rest.Add(range with { First = first, Last = taken.First - 1 });
                isUsedUp = taken.Last >= range.Last;
                first = taken.Last + 1;
            }
            if (!isUsedUp) rest.Add(range with { First = first });
        }
        return new AddressSet(rest.ToImmutable());
    }

    public bool Contains(AddressSet other) => other.Except(this).IsEmpty;

    private static bool IsBefore(AddressRange a, AddressRange b) => a.Bits < b.Bits || (a.Bits == b.Bits && a.Last < b.First);

    private static bool Touches(AddressRange a, AddressRange b) => a.Bits == b.Bits && (b.First <= a.Last || b.First == a.Last + 1);
}
