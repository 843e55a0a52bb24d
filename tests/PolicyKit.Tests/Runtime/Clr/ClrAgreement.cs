using PolicyKit.Runtime;

namespace PolicyKit.Tests.Runtime.Clr;

/// <summary>Compares a CLR value with the value of its JSON, in every way in which a value is read.</summary>
internal static class ClrAgreement
{
    /// <summary>Holds both views of a value to those of its JSON.</summary>
    public static void Check(Value value, byte[] json)
    {
        var tape = new Tape();
        JsonTapeReader.Read(json, tape);
        CheckView(tape.Root, value);
        CheckView(tape.RawRoot, Ops.Raw(value));
    }

    private static void CheckView(Value expected, Value actual)
    {
        Assert.Equal(expected.ToString(), actual.ToString());
        Assert.Equal(expected.ToJson(), actual.ToJson());
        CheckValue(expected, actual);
    }

    private static void CheckValue(Value expected, Value actual)
    {
        Assert.Equal(expected.Kind, actual.Kind);
        Assert.True(Ops.Equal(expected, actual) && Ops.Equal(actual, expected), $"{expected} is not equal to {actual}");
        Assert.Equal(0, Ops.Compare(expected, actual));
        Assert.Equal(0, Ops.Compare(actual, expected));
        Assert.Equal(Ops.Hash(expected), Ops.Hash(actual));
        Assert.Equal(Ops.CountOf(expected), Ops.CountOf(actual));
        Assert.Equal(Ops.IsTrue(expected), Ops.IsTrue(actual));
        long cursor = Ops.First(actual);
        for (long other = Ops.First(expected); other >= 0; other = Ops.Next(expected, other), cursor = Ops.Next(actual, cursor))
        {
            Value key = Ops.KeyAt(expected, other);
            Assert.Equal(key, Ops.KeyAt(actual, cursor));
            CheckValue(Ops.ValueAt(expected, other), Ops.ValueAt(actual, cursor));
            Assert.Equal(Ops.ValueAt(expected, other), Ops.Index(actual, key));
            if (!key.TryGetString(out string? name)) continue;
            Assert.Equal(Ops.ValueAt(expected, other), Ops.Index(actual, Value.FromString(name)));
            Assert.Equal(Ops.ValueAt(expected, other), Ops.Member(actual, SymbolTable.Intern(name)));
        }
        Assert.Equal(-1, cursor);
        foreach (Value none in Elsewhere) Assert.Equal(Ops.Index(expected, none), Ops.Index(actual, none));
    }

    private static IEnumerable<Value> Elsewhere =>
        [Value.FromString("none"), Value.FromString("TEXT"), Value.FromString("A"), Value.FromString("text"), Value.FromInt64(0), Value.FromInt64(-1), Value.FromInt64(1_000), Value.Null, default, Value.ParseJson("\"none\"")];
}
