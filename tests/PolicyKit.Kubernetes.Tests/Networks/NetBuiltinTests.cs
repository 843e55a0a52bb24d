using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PolicyKit.Kubernetes.Networks;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Tests.Networks;

public sealed class NetBuiltinTests
{
    private const int HostileLength = 10_000;

    public static TheoryData<string, string> Cases => CaseFile.Lines("net.cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_function_gives(string source, string expected)
    {
        string[] words = source.Split(" | ");
        var context = new RecordingContext();
        Value result = Call(context, words[0], [.. words[1..].Select(Parse)]);
        Assert.Equal(expected, context.Failure ?? result.ToString());
        Assert.Equal(context.Failure is not null, result.IsUndefined);
    }

    [Fact]
    public void Every_function_has_cases() =>
        Assert.Equal(NetBuiltins.Rows.Select(row => row.Name), Cases.Select(c => "net." + ((string)c[0]).Split(" | ")[0]).Distinct().Order(StringComparer.Ordinal));

    /// <summary>Both families, of each the addresses that differ in the last byte alone, one by one.</summary>
    [Fact]
    public void Sets_are_what_a_list_of_all_addresses_says() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            Operands().ToArbitrary(),
            Operands().ToArbitrary(),
            (a, b) =>
            {
                (HashSet<string> listA, HashSet<string> listB) = (List(a), List(b));
                AssertSet(listA, Call("net.blocks", a));
                AssertSet([.. listA.Intersect(listB)], Call("net.intersect", a, b));
                AssertSet([.. listA.Except(listB)], Call("net.subtract", a, b));
                Assert.Equal(Value.FromBoolean(listB.IsSubsetOf(listA)), Call("net.covers", a, b));
                Assert.Equal(Value.FromBoolean(listA.Overlaps(listB)), Call("net.overlaps", a, b));
                Assert.Equal(Value.FromInt64(listA.Count), Call("net.size", a));
            }));

    [Fact]
    public void Blocks_are_the_fewest() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Operands().ToArbitrary(), operand =>
        {
            string[] blocks = [.. Call("net.blocks", operand).Elements().Select(b => b.TextOrEmpty())];
            foreach (string block in blocks)
            {
                int slash = block.IndexOf('/', StringComparison.Ordinal);
                int length = int.Parse(block.AsSpan(slash + 1), CultureInfo.InvariantCulture);
                string whole = Assert.Single(Call("net.blocks", Value.FromString($"{block[..slash]}/{length - 1}")).Elements()).TextOrEmpty();
                Assert.DoesNotContain(blocks, other => other != block && other.EndsWith($"/{length}", StringComparison.Ordinal) && Call("net.covers", Value.FromString(whole), Value.FromString(other)) == Value.True);
            }
        }));

    [Fact]
    public void Hostile_lists_are_charged_and_take_no_square()
    {
        Value every = Value.FromArray(Enumerable.Range(0, HostileLength).Select(i => Value.FromString($"10.{i / 128}.{i % 128 * 2}.1/32")));
        Value six = Value.FromArray(Enumerable.Range(0, HostileLength).Select(i => Value.FromMembers(
            ("cidr", Value.FromString($"2001:{i:x}::/32")), ("except", Value.FromArray([Value.FromString($"2001:{i:x}::1/128")])))));
        var context = new RecordingContext();
        Assert.Equal(HostileLength, Call(context, "subtract", every, six).Count);
        Assert.InRange(context.Steps, 3 * HostileLength, 100 * HostileLength);
        context = new RecordingContext();
        Assert.Equal(96 * HostileLength, Call(context, "blocks", six).Count);
        Assert.InRange(context.Steps, 96 * HostileLength, 100 * 96 * HostileLength);
    }

    /// <summary>An operand: blocks of the last byte, with exceptions or without.</summary>
    private static Gen<Value> Operands()
    {
        Gen<string> cidrs =
            from isSix in Gen.Elements(true, false)
            from address in Gen.Choose(0, 255)
            from length in Gen.Choose(0, 8)
            select isSix ? $"fd00::{address:x}/{120 + length}" : $"10.0.0.{address}/{24 + length}";
        Gen<Value> items =
            from cidr in cidrs
            from except in cidrs.ListOf()
            from isPlain in Gen.Elements(true, false)
            select isPlain
                ? Value.FromString(cidr)
                : Value.FromMembers(("cidr", Value.FromString(cidr)), ("except", Value.FromArray(except.Take(3).Select(Value.FromString))));
        return items.ListOf().Select(list => Value.FromArray(list.Take(6)));
    }

    private static HashSet<string> List(Value operand) =>
        [.. operand.Elements().SelectMany(item => item.Kind == ValueKind.Object ? Addresses(item.Member("cidr")).Except(item.Member("except").Elements().SelectMany(Addresses)) : Addresses(item))];

    private static IEnumerable<string> Addresses(Value cidr)
    {
        string[] parts = cidr.TextOrEmpty().Split('/');
        bool isSix = parts[0].Contains(':', StringComparison.Ordinal);
        string last = parts[0][(parts[0].LastIndexOfAny([':', '.']) + 1)..];
        int address = last.Length == 0 ? 0 : int.Parse(last, isSix ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture);
        int hosts = 1 << ((isSix ? 128 : 32) - int.Parse(parts[1], CultureInfo.InvariantCulture));
        return Enumerable.Range(address / hosts * hosts, hosts).Select(number => $"{(isSix ? "six" : "four")} {number}");
    }

    private static void AssertSet(HashSet<string> expected, Value blocks)
    {
        string[] found = [.. blocks.Elements().SelectMany(Addresses)];
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    private static Value Call(string name, params Value[] operands)
    {
        var context = new RecordingContext();
        Value result = Call(context, name["net.".Length..], operands);
        Assert.Null(context.Failure);
        return result;
    }

    private static Value Call(RecordingContext context, string name, params Value[] operands) =>
        (Value)NetBuiltins.Rows.Single(row => row.Name == "net." + name).Implementation.DynamicInvoke([context, .. operands.Cast<object>()])!;

    private static Value Parse(string yaml) => Assert.Single(DocumentReader.Read($"value: {yaml}\n")).Document!.RawRoot.Member("value");
}
