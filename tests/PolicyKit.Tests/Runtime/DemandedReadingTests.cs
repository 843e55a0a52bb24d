using System.Globalization;
using System.Text;
using PolicyKit.Runtime;

namespace PolicyKit.Tests.Runtime;

/// <summary>What is demanded of a text is read as in a reading of all of it, whatever was read with the same masks before.</summary>
public sealed class DemandedReadingTests
{
    private static readonly string[] Names = ["a", "list", "open", "x", "y", "z", "\\u0078", "a name that is longer than thirty-two bytes by far", "é", ""];

    [Fact]
    public void What_was_read_before_changes_nothing()
    {
        var learned = new Demand(Root());
        var tape = new Tape();
        var whole = new Tape();
        int refused = 0;
        for (int seed = 0; seed < 6_000; seed++)
        {
            byte[] text = Encoding.UTF8.GetBytes(new Writer(seed).Document());
            string expected = Describe(() => JsonTapeReader.Read(text, whole), whole);
            Assert.Equal(expected, Describe(() => JsonTapeReader.Read(text, tape, demand: learned), tape));
            Assert.Equal(expected, Describe(() => JsonTapeReader.Read(text, tape, demand: new Demand(Root())), tape));
            if (expected.StartsWith("duplicate", StringComparison.Ordinal)) refused++;
        }
        Assert.InRange(refused, 600, 5_000);
    }

    [Fact]
    public void Every_truncation_of_a_known_object_is_an_error()
    {
        byte[] text = Encoding.UTF8.GetBytes("""{"apiVersion":"v1","kind":"Pod","a":{"x":1,"z":[{}],"y":{"b":"c"}},"open":{"x":true,"b":null}}""");
        var demand = new Demand(Root());
        var tape = new Tape();
        for (int i = 0; i < 3; i++) JsonTapeReader.Read(text, tape, demand: demand);
        for (int length = 0; length < text.Length; length++) Assert.Throws<DocumentException>(() => JsonTapeReader.Read(text.AsSpan(0, length), tape, demand: demand));
    }

    [Fact]
    public void Objects_of_ever_new_keys_are_read_and_learned_up_to_a_bound()
    {
        var demand = new Demand(Root());
        var tape = new Tape();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] text = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""{"apiVersion":"v1","kind":"Pod","k{{{i % 5_000}}}":1,"l{{{i}}}":2,"a":{"x":{{{i}}}}}"""));
            JsonTapeReader.Read(text, tape, demand: demand);
            Assert.Equal(Value.FromInt64(i), tape.Root.Member("a", "x"));
        }
        Assert.InRange(Root().Shape!.Shapes, 0, 0);
        Assert.InRange(demand.MaskOf(default, default).Shape!.Shapes, 8, 1_000);
    }

    [Fact]
    public void A_key_that_policies_use_later_is_found_by_them()
    {
        string name = $"later-{Guid.NewGuid()}";
        var demand = new Demand(new ReadMask([], ReadMask.Whole, isPartial: false));
        var tape = new Tape();
        byte[] text = Encoding.UTF8.GetBytes($$"""{"apiVersion":"v1","kind":"Pod","{{name}}":1}""");
        for (int i = 0; i < 3; i++) JsonTapeReader.Read(text, tape, demand: demand);
        Key key = SymbolTable.Intern(name);
        JsonTapeReader.Read(text, tape, demand: demand);
        Assert.Equal(Value.FromInt64(1), Ops.Member(tape.Root, key));
    }

    private static ReadMask Root()
    {
        var inner = new ReadMask([Of("x", null), Of("y", ReadMask.Whole)], null, isPartial: true);
        return new ReadMask([Of("a", inner), Of("list", new ReadMask([], inner, isPartial: false)), Of("open", new ReadMask([Of("x", null)], ReadMask.Whole, isPartial: false))], null, isPartial: true);
    }

    private static KeyValuePair<Key, ReadMask?> Of(string name, ReadMask? mask) => new(SymbolTable.Intern(name), mask);

    private static string Describe(Action read, Tape tape)
    {
        try
        {
            read();
        }
        catch (DocumentException exception)
        {
            return $"{exception.Reason} at {exception.Offset}";
        }
        Value root = tape.Root;
        var text = new StringBuilder($"{Inner(root.Member("a"))} {root.Member("open")}");
        Value list = root.Member("list");
        if (list.Kind != ValueKind.Array) return text.Append(list.Kind).ToString();
        foreach (Value element in list.Elements()) text.Append(' ').Append(Inner(element));
        return text.ToString();
    }

    private static string Inner(Value value) => value.Kind == ValueKind.Object ? $"({value.Member("x")} {value.Member("y")})" : value.Kind.ToString();

    private sealed class Demand(ReadMask mask) : IReadDemand
    {
        public ReadMask MaskOf(ReadOnlySpan<byte> apiVersion, ReadOnlySpan<byte> kind) => mask;
    }

    /// <summary>Writes objects of few and of many keys, mostly in one order, with and without white space; some have one key twice where the masks look.</summary>
    private sealed class Writer(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly string _space = seed % 4 == 0 ? " \n\t" : "";
        private bool _mayRepeat = seed % 3 == 0;

        public string Document() => Object(Members(Names, depth: 0)
            .Prepend(("kind", "\"Pod\""))
            .Prepend(("apiVersion", "\"v1\""))
            .Append(("a", Inner()))
            .Append(("list", _random.Next(5) == 0 ? "7" : $"[{string.Join(',', Enumerable.Range(0, _random.Next(4)).Select(_ => Inner()))}]"))
            .Append(("open", Object(Members(["x", "b", "c", "é"], depth: 1)))));

        private string Inner() => _random.Next(8) == 0 ? Scalar() : Object(Members(["x", "y", "z", "w", "\\u0079", "another name that is longer than thirty-two bytes"], depth: 1));

        private IEnumerable<(string Name, string Value)> Members(string[] names, int depth)
        {
            foreach (string name in names)
            {
                if (name is not ("a" or "list" or "open") && _random.Next(3) > 0) yield return (name, name != "x" && _random.Next(3) == 0 ? Unread(depth) : Scalar());
            }
            if (_random.Next(40) == 0)
            {
                for (int i = _random.Next(120); i > 0; i--) yield return ($"k{i}", Scalar());
            }
        }

        private string Object(IEnumerable<(string Name, string Value)> members)
        {
            var distinct = members.DistinctBy(m => m.Name.Replace("\\u0078", "x", StringComparison.Ordinal).Replace("\\u0079", "y", StringComparison.Ordinal)).ToList();
            if (_random.Next(6) == 0) distinct = [.. distinct.OrderBy(_ => _random.Next())];
            if (_mayRepeat && distinct.Count > 0 && _random.Next(2) == 0)
            {
                _mayRepeat = false;
                distinct.Insert(_random.Next(distinct.Count + 1), (distinct[_random.Next(distinct.Count)].Name, Scalar()));
            }
            return $"{{{_space}{string.Join($"{_space},{_space}", distinct.Select(m => $"\"{m.Name}\"{_space}:{_space}{m.Value}"))}{_space}}}";
        }

        private string Unread(int depth) => depth == 0 ? """{"x":[1,{"y":"}"}],"z":"\""}""" : """[[],{},"]"]""";

        private string Scalar() => _random.Next(6) switch
        {
            0 => "true",
            1 => "null",
            2 => "\"a text with \\\"quotes\\\" in it, and more than 32 bytes\"",
            3 => "-1.5e3",
            4 => "\"\"",
            _ => _random.Next(1_000).ToString(CultureInfo.InvariantCulture),
        };
    }
}
