using PolicyKit.Runtime;

namespace PolicyKit.Tests.Runtime;

public class OpsTests
{
    private static readonly Dictionary<string, Func<Value[], string>> Verbs = new()
    {
        ["member"] = v => Ops.Member(v[0], KeyOf(v[1])).ToString(),
        ["index"] = v => Ops.Index(v[0], v[1]).ToString(),
        ["members"] = v => Members(Ops.Canonical(v[0])),
        ["canonical"] = v => Ops.Canonical(v[0]).ToString(),
        ["equal"] = v => Lower(Ops.Equal(v[0], v[1])),
        ["compare"] = v => "<=>"[Math.Sign(Ops.Compare(v[0], v[1])) + 1].ToString(),
        ["equal_key"] = v => Lower(Ops.EqualKey(v[0], KeyOf(v[1]))),
        ["is_true"] = v => Lower(Ops.IsTrue(v[0])),
        ["contains"] = v => Ops.Contains(v[0], v[1]).ToString(),
        ["count"] = v => Ops.Count(v[0]).ToString(),
        ["text"] = v => Ops.Text(v[0], new Builtins.RecordingContext()),
        ["print"] = v => v[0].ToString(),
        ["json"] = v => v[0].ToJson(),
    };

    public static TheoryData<int, string> Cases() => CaseLines.Read("ops.txt");

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_verb_answers_the_same_for_every_representation(int line, string text)
    {
        (string verb, string[] operands, string expected) = CaseLines.Split(line, text);
        int tried = 0;
        foreach (Value[] values in Combinations(operands))
        {
            Assert.Equal(expected, Verbs[verb](values));
            tried++;
        }
        Assert.True(tried > 0);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equality_order_and_hash_agree(int line, string text)
    {
        string[] operands = CaseLines.Split(line, text).Operands;
        foreach (Value[] values in Combinations([operands[0], operands[^1]]))
        {
            bool equal = values[0] == values[1];
            Assert.Equal(equal, Ops.Compare(values[0], values[1]) == 0);
            Assert.Equal(Math.Sign(Ops.Compare(values[0], values[1])), -Math.Sign(Ops.Compare(values[1], values[0])));
            if (equal) Assert.Equal(values[0].GetHashCode(), values[1].GetHashCode());
        }
    }

    [Fact]
    public void A_key_made_after_reading_is_found_by_its_bytes()
    {
        const string Json = """{"late": {"\u006cater": 1, "x": 2}, "latest": 3}""";
        Value value = Representations.Read(Json).RawRoot;
        Key[] keys = [SymbolTable.Intern("late"), SymbolTable.Intern("later"), SymbolTable.Intern("latest")];
        foreach (Value root in new[] { value, Representations.Read(Json).RawRoot })
        {
            Assert.Equal(Value.FromInt64(1), Ops.Member(Ops.Member(root, keys[0]), keys[1]));
            Assert.Equal(Value.FromInt64(3), Ops.Member(root, keys[2]));
            Assert.True(Ops.Member(root, keys[1]).IsUndefined);
        }
    }

    private static IEnumerable<Value[]> Combinations(string[] operands) =>
        operands.Length == 1
            ? Representations.Of(operands[0]).Select(v => new[] { v })
            : from a in Representations.Of(operands[0]) from b in Representations.Of(operands[1]) select new[] { a, b };

    private static string Members(Value value)
    {
        var members = new List<string>();
        for (long cursor = Ops.First(value); cursor >= 0; cursor = Ops.Next(value, cursor))
        {
            members.Add($"{Ops.KeyAt(value, cursor)}={Ops.ValueAt(value, cursor)}");
        }
        return string.Join(' ', members);
    }

    private static Key KeyOf(Value value) => SymbolTable.Intern(value.TryGetString(out string? name) ? name : throw new FormatException($"{value} is no key"));

    private static string Lower(bool value) => value ? "true" : "false";
}
