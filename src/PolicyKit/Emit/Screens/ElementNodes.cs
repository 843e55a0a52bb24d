using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyKit.Runtime;

namespace PolicyKit.Emit.Screens;

/// <summary>
/// What a screen reads of a <see cref="JsonElement"/>: each object is gone over once, and what its mask names is kept under the ordinals of the mask. Whoever reads a text would refuse some objects that a
/// <see cref="JsonDocument"/> takes; where that may be, this tells nothing, and the text is read. Parts are numbers of nodes, -1 is undefined.
/// </summary>
internal sealed partial class ElementNodes
{
    private const int Undefined = -1;

    /// <summary>Objects of more members are left to whoever reads texts.</summary>
    private const int MaxMembers = 256;

    /// <summary>What a screen costs that ends early, or that marks, in evaluations that it saves something; and how much is saved up for such screens.</summary>
    private const int CostOfEnd = 50;
    private const int CostOfMark = 4;
    private const int MaxCredit = 1_000;

    private const ulong Backslashes = 0x5C5C_5C5C_5C5C_5C5C;
    private const ulong Ones = 0x0101_0101_0101_0101;
    private const ulong Highs = 0x8080_8080_8080_8080;

    private readonly ulong[] _names = new ulong[MaxMembers];
    private readonly Tape _texts = new();
    private Node[] _nodes = new Node[128];
    private Container[] _open = new Container[32];
    private int _count;
    private int _openCount;
    private int _credit;

    /// <summary>The texts by which an object states its kind; false when they are not plainly there.</summary>
    public static bool TryFindKind(JsonElement root, out ReadOnlySpan<byte> apiVersion, out ReadOnlySpan<byte> kind)
    {
        apiVersion = default;
        kind = default;
        if (root.ValueKind != JsonValueKind.Object) return false;
        foreach (JsonProperty member in root.EnumerateObject())
        {
            ReadOnlySpan<byte> name = JsonMarshal.GetRawUtf8PropertyName(member);
            if (name.SequenceEqual("apiVersion"u8)) apiVersion = PlainText(member.Value);
            else if (name.SequenceEqual("kind"u8)) kind = PlainText(member.Value);
            else continue;
            if (!apiVersion.IsEmpty && !kind.IsEmpty) return true;
        }
        return false;
    }

    /// <summary>Whether it is worth while to read elements: not for a while after screens that did not allow what is read, which cost more than they save.</summary>
    public bool IsWorthwhile()
    {
        if (_credit < MaxCredit) _credit++;
        return _credit > 0;
    }

    /// <summary>A screen did not allow what was read.</summary>
    /// <param name="ended">Whether by an exception.</param>
    public void Disappoint(bool ended) => _credit -= ended ? CostOfEnd : CostOfMark;

    /// <summary>Reads what a mask demands; false when the text is to be read instead.</summary>
    public bool TryRead(JsonElement root, ElementMask mask)
    {
        Clear();
        _count = 1;
        Set(ref _nodes[0], root, JsonValueKind.Object);
        ReadOnlySpan<byte> text = JsonMarshal.GetRawUtf8Value(root);
        Push(root, 0, mask.Root);
        while (_openCount > 0)
        {
            ref Container open = ref _open[--_openCount];
            JsonElement element = open.Element;
            if (!(element.ValueKind == JsonValueKind.Array ? TryReadArray(element, open.Node, mask[open.Mask], open.Mask) : TryReadObject(element, open.Node, mask, open.Mask, text))) return false;
        }
        return true;
    }

    /// <summary>Lets go of what was read.</summary>
    public void Clear()
    {
        if (_count == 0) return;
        Array.Clear(_nodes, 0, _count);
        Array.Clear(_open);
        (_count, _openCount) = (0, 0);
        if (_texts.Count > 0) _texts.Reset();
    }

    /// <summary>Whether the object has one of some members, by their ordinals; those that are not known count as there.</summary>
    public bool HasAny(int[] ordinals)
    {
        foreach (int ordinal in ordinals)
        {
            if (ordinal < 0 || Member(0, ordinal) != Undefined) return true;
        }
        return false;
    }

    private bool TryReadArray(JsonElement array, int node, in ElementMask.Part mask, int number)
    {
        int inner = mask.IsWhole ? number : mask.IsPartial ? ElementMask.None : mask.Elements;
        bool keeps = !mask.IsWhole && !mask.IsPartial;
        int at = 0;
        if (keeps)
        {
            int length = array.GetArrayLength();
            at = Open(node, length);
            _nodes[node].Count = length;
        }
        foreach (JsonElement element in array.EnumerateArray())
        {
            JsonValueKind kind = element.ValueKind;
            if (kind == JsonValueKind.Number && IsLongNumber(element)) return false;
            if (keeps) Set(ref _nodes[at], element, kind);
            if (inner != ElementMask.None && IsContainer(kind)) Push(element, at, inner);
            if (keeps) at++;
        }
        return true;
    }

    private bool TryReadObject(JsonElement element, int node, ElementMask masks, int number, ReadOnlySpan<byte> text)
    {
        ref readonly ElementMask.Part mask = ref masks[number];
        bool keepsAll = !mask.IsPartial && !mask.IsWhole;
        int block = mask.IsWhole ? 0 : Open(node, keepsAll ? mask.Named + element.GetPropertyCount() : mask.Named);
        int at = block + mask.Named;
        Node[] nodes = _nodes;
        var seen = new SeenNames(_names);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            ReadOnlySpan<byte> name = JsonMarshal.GetRawUtf8PropertyName(member);
            ulong signature = ElementMask.Sign(name, out ulong last);
            ulong spread = ReadMask.Spread(signature);
            if (HasEscapes(name, signature, last) || !seen.TryAdd(signature, spread)) return false;
            bool isNamed = masks.TryFind(mask, signature, spread, last, name, out int ordinal, out int inner);
            JsonElement value = member.Value;
            JsonValueKind kind = value.ValueKind;
            if (kind == JsonValueKind.Number && IsLongNumber(value)) return false;
            if (!isNamed && mask.IsPartial) continue;
            if (kind == JsonValueKind.Null) continue;
            if (isNamed)
            {
                Set(ref nodes[block + ordinal], value, kind);
                if (inner != ElementMask.None && IsContainer(kind)) Push(value, block + ordinal, inner);
            }
            if (keepsAll)
            {
                if (!text.Overlaps(name, out int offset) || name.Length > ushort.MaxValue) return false;
                ref Node kept = ref nodes[at];
                (kept.Key, kept.KeyLength) = (offset, (ushort)name.Length);
                Set(ref kept, value, kind);
            }
            if (!mask.IsPartial && mask.Elements != ElementMask.None && IsContainer(kind)) Push(value, at, mask.Elements);
            at++;
        }
        if (!mask.IsWhole) nodes[node].Count = at - block - mask.Named;
        return true;
    }

    private void Push(JsonElement element, int node, int mask)
    {
        if (_openCount == _open.Length) Array.Resize(ref _open, _open.Length * 2);
        ref Container open = ref _open[_openCount++];
        (open.Element, open.Node, open.Mask) = (element, node, mask);
    }

    private static bool IsContainer(JsonValueKind kind) => kind is JsonValueKind.Object or JsonValueKind.Array;

    /// <summary>Whether a reader of the text may refuse a number for its digits, or those of its exponent.</summary>
    private static bool IsLongNumber(JsonElement number)
    {
        ReadOnlySpan<byte> text = JsonMarshal.GetRawUtf8Value(number);
        return text.Length > JsonTapeReader.MaxExponentLength && (text.Length > JsonTapeReader.MaxNumberLength || text.ContainsAny((byte)'e', (byte)'E'));
    }

    /// <summary>Whether there is a backslash in a name, whose words are in its signature up to sixteen bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasEscapes(ReadOnlySpan<byte> name, ulong signature, ulong last)
    {
        if (name.Length < sizeof(ulong)) return HasBackslash(signature & ~0xFF00_0000_0000_0000);
        if (name.Length > 2 * sizeof(ulong)) return name.Contains((byte)'\\');
        return HasBackslash(last) || HasBackslash(signature ^ BitOperations.RotateLeft(last, 29) ^ ((ulong)name.Length << 56));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasBackslash(ulong text)
    {
        ulong difference = text ^ Backslashes;
        return ((difference - Ones) & ~difference & Highs) != 0;
    }

    /// <summary>The text of a string without escapes; else empty.</summary>
    private static ReadOnlySpan<byte> PlainText(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return default;
        ReadOnlySpan<byte> text = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        return text.Contains((byte)'\\') ? default : text;
    }

    private static void Set(ref Node node, JsonElement value, JsonValueKind kind)
    {
        node.Element = value;
        node.Kind = kind;
    }

    /// <summary>Room for what is in a node.</summary>
    private int Open(int node, int count)
    {
        int block = _count;
        _count += count;
        if (_count > _nodes.Length) Array.Resize(ref _nodes, Math.Max(_count, _nodes.Length * 2));
        _nodes[node].Block = block;
        return block;
    }

    private int Keep(ReadOnlySpan<byte> text) => _texts.Add(TapeKind.String, 0, _texts.Append(text), text.Length);

    /// <summary>A value: where what is in it starts (members that the mask names, then elements or all members), how many elements or members there are, and the text of its key where all members are kept.</summary>
    private struct Node
    {
        public JsonElement Element;
        public int Block;
        public int Count;
        public int Key;
        public ushort KeyLength;
        public JsonValueKind Kind;
    }

    /// <summary>A container to be read, and its mask.</summary>
    private struct Container
    {
        public JsonElement Element;
        public int Node;
        public int Mask;
    }
    /// <summary>The names in one object so far, by their signatures. Two of 64 groups each tell almost always that a name is new.</summary>
    private ref struct SeenNames(ulong[] names)
    {
        private readonly ulong[] _names = names;
        private ulong _groups;
        private ulong _others;
        private int _count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool TryAdd(ulong signature, ulong spread)
        {
            ulong group = 1UL << (int)(spread >> 58);
            ulong other = 1UL << (int)((spread >> 52) & 63);
            if ((_groups & group) != 0 && (_others & other) != 0 && Has(signature)) return false;
            if (signature == 0 || (uint)_count >= (uint)_names.Length) return false;
            _groups |= group;
            _others |= other;
            _names[_count++] = signature;
            return true;
        }

        private readonly bool Has(ulong signature) => _names.AsSpan(0, _count).Contains(signature);
    }
}
