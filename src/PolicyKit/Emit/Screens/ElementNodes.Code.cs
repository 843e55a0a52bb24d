using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyKit.Runtime;

namespace PolicyKit.Emit.Screens;

/// <summary>What emitted code does with nodes. Each agrees with the operation of <see cref="Ops"/> on the value of the node, or ends the screen.</summary>
internal sealed partial class ElementNodes
{
    /// <summary>The member that has an ordinal in the mask of an object; undefined for anything else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Member(int source, int ordinal)
    {
        Node[] nodes = _nodes;
        if ((uint)source >= (uint)nodes.Length || nodes[source].Kind != JsonValueKind.Object) return Undefined;
        int member = nodes[source].Block + ordinal;
        return nodes[member].Kind == JsonValueKind.Undefined ? Undefined : member;
    }

    /// <summary>The first element of an array, or the first of an object's members, of which so many are named.</summary>
    public int First(int source, int named) => source < 0 ? 0 : _nodes[source].Kind == JsonValueKind.Object ? _nodes[source].Block + named : _nodes[source].Block;

    /// <summary>The number of elements or members.</summary>
    public int Count(int source) => source < 0 ? 0 : _nodes[source].Count;

    public bool IsTrue(int node) => node >= 0 && _nodes[node].Kind != JsonValueKind.False;

    /// <summary>A null that is kept is an element, and so the empty object.</summary>
    public bool IsObject(int node) => node >= 0 && _nodes[node].Kind is JsonValueKind.Object or JsonValueKind.Null;

    public bool IsCollection(int node) => node >= 0 && _nodes[node].Kind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null;

    /// <summary>Whether a node is <c>true</c> or <c>false</c>.</summary>
    public bool IsBoolean(int node, JsonValueKind boolean) => node >= 0 && _nodes[node].Kind == boolean;

    public bool IsInteger(int node, long number)
    {
        if (node < 0 || _nodes[node].Kind != JsonValueKind.Number) return false;
        // Else it may still be an integer, written otherwise.
        if (!_nodes[node].Element.TryGetInt64(out long value)) Ops.EvaluateInstead();
        return value == number;
    }

    public bool IsText(int node, byte[] text) => IsString(node) && Utf8(node).SequenceEqual(text);

    public bool IsAmong(int node, TextSet texts) => IsString(node) && texts.Contains(Utf8(node));

    public bool Shows(int node, TextLook look)
    {
        if (!IsString(node)) Ops.EvaluateInstead();
        return look.IsSeen(Utf8(node));
    }

    public bool IsKey(int source, int node, byte[] text) => _nodes[source].Kind == JsonValueKind.Object && KeyUtf8(node).SequenceEqual(text);

    public bool IsKeyAmong(int source, int node, TextSet texts) => _nodes[source].Kind == JsonValueKind.Object && texts.Contains(KeyUtf8(node));

    public bool KeyShows(int source, int node, TextLook look)
    {
        if (_nodes[source].Kind != JsonValueKind.Object) Ops.EvaluateInstead();
        return look.IsSeen(KeyUtf8(node));
    }

    /// <summary>The key of a member, or the index of an element.</summary>
    public Value Key(int source, int node) => _nodes[source].Kind == JsonValueKind.Object ? new Value(_texts.View, Keep(KeyUtf8(node))) : Value.FromInt64(node - _nodes[source].Block);

    /// <summary>A scalar as a value.</summary>
    public Value ToValue(int node)
    {
        if (node < 0) return default;
        switch (_nodes[node].Kind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return Value.FromBoolean(_nodes[node].Kind == JsonValueKind.True);
            case JsonValueKind.String:
                return new Value(_texts.View, Keep(Utf8(node)));
            case JsonValueKind.Number when _nodes[node].Element.TryGetInt64(out long number):
                return Value.FromInt64(number);
            default:
                Ops.EvaluateInstead();
                return default;
        }
    }

    private bool IsString(int node) => node >= 0 && _nodes[node].Kind == JsonValueKind.String;

    private ReadOnlySpan<byte> KeyUtf8(int node) => JsonMarshal.GetRawUtf8Value(_nodes[0].Element).Slice(_nodes[node].Key, _nodes[node].KeyLength);

    /// <summary>The text of a string, which must have no escapes.</summary>
    private ReadOnlySpan<byte> Utf8(int node)
    {
        ReadOnlySpan<byte> text = JsonMarshal.GetRawUtf8Value(_nodes[node].Element)[1..^1];
        if (text.Contains((byte)'\\')) Ops.EvaluateInstead();
        return text;
    }
}
