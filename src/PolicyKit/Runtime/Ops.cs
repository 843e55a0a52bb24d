using System.Text;
using PolicyKit.Runtime.Clr;

namespace PolicyKit.Runtime;

/// <summary>
/// What compiled policies do with values. Undefined and operands of other kinds give undefined, false or the end of an iteration, never an exception. Reading nodes of
/// documents allocates nothing.
/// </summary>
internal static partial class Ops
{
    /// <summary>Ends a screen that met what only evaluation can tell.</summary>
    public static void EvaluateInstead() => throw new EvaluationException(EvaluationErrorKind.Builtin, "the policies are to be evaluated");

    /// <summary>The member of an object under a constant key, or of a set equal to it.</summary>
    public static Value Member(Value v, Key key) => v.Reference switch
    {
        DocumentView view => view.Member(v.Payload, key),
        RegoObject members => members.Member(key),
        RegoSet set => set.Find(Value.FromString(key.Text)),
        _ => ClrValue.Member(v, key),
    };

    /// <summary>A node or CLR object as core modules see it: null members of objects are there.</summary>
    public static Value Raw(Value v) => v.Reference is DocumentView view ? new Value(view.Tape.RawView, v.Payload) : ClrValue.Raw(v);

    /// <summary><c>v[key]</c>: an element by number, a member by key, a set's member by itself. As in OPA, a number that is written with a fraction or an exponent is no place in an array.</summary>
    public static Value Index(Value v, Value key) => v.Reference switch
    {
        DocumentView view => Index(view, v.Payload, key),
        RegoObject members => key.IsUndefined ? default : members.Member(key),
        RegoArray array => key.TryGetInlineInt64(out long ordinal) ? array[ordinal] : default,
        RegoSet set => key.IsUndefined ? default : set.Find(key),
        _ => ClrValue.Index(v, key),
    };

    /// <summary>Whether a value is defined and not false.</summary>
    public static bool IsTrue(Value v)
    {
        object? reference = v.Reference;
        if (ReferenceEquals(reference, Tag.Boolean)) return v.Payload != 0;
        return reference is DocumentView view ? view[v.Payload].Kind != TapeKind.False : reference is not null;
    }

    /// <summary><c>item in collection</c>: an element, a member of a set, or a value of an object. False for what is no collection.</summary>
    public static Value Contains(Value collection, Value item)
    {
        if (collection.IsUndefined || item.IsUndefined) return default;
        if (collection.Reference is RegoSet set) return Value.FromBoolean(!set.Find(item).IsUndefined);
        int members = 0;
        for (long cursor = First(collection); cursor >= 0; cursor = Next(collection, cursor))
        {
            if (++members % MembersPerStep == 0) Payer.Charge(1);
            if (Equal(ValueAt(collection, cursor), item)) return Value.True;
        }
        return Value.False;
    }

    /// <summary>Number of elements or members of a collection, of code points of a string; else undefined.</summary>
    public static Value Count(Value v) => CountOf(v) is >= 0 and long count ? Value.FromInt64(count) : default;

    /// <summary>As <see cref="Count"/>, or -1.</summary>
    public static long CountOf(Value v)
    {
        switch (v.Reference)
        {
            case DocumentView view:
                if (view.IsContainer(v.Payload)) return view.Count(v.Payload);
                return v.TryGetUtf8(out ReadOnlySpan<byte> utf8) ? CountRunes(utf8) : -1;
            case RegoArray array:
                return array.Count;
            case RegoObject members:
                return members.Count;
            case RegoSet set:
                return set.Count;
            case string text:
                return CountRunes(text);
            default:
                return ClrValue.Count(v);
        }
    }

    /// <summary>The text of a value within a template string: strings bare, all else as OPA prints it.</summary>
    public static string Text(Value v, BuiltinContext payer) =>
        v.TryGetString(out string? text) ? text : v.IsUndefined ? "<undefined>" : ValuePrinter.Print(v, json: false, payer);

    private static Value Index(DocumentView view, long index, Value key)
    {
        if (!view.IsContainer(index)) return default;
        if (view[index].Kind == TapeKind.Array) return key.TryGetInlineInt64(out long ordinal) ? view.Element(index, ordinal) : default;
        if (key.TryGetUtf8(out ReadOnlySpan<byte> name)) return view.Member(index, name);
        return key.Reference is string text ? view.Member(index, text) : default;
    }

    private static long CountRunes(ReadOnlySpan<byte> utf8)
    {
        Payer.ChargeText(utf8.Length);
        long count = 0;
        foreach (byte unit in utf8)
        {
            // Continuation bytes are 10xxxxxx.
            if ((unit & 0xC0) != 0x80) count++;
        }
        return count;
    }

    private static long CountRunes(string text)
    {
        Payer.ChargeText(text.Length);
        long count = 0;
        foreach (Rune _ in text.EnumerateRunes()) count++;
        return count;
    }
}
