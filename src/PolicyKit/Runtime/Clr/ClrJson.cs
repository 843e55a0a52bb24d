using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PolicyKit.Runtime.Clr;

/// <summary>Writes CLR values as JSON with System.Text.Json, and reads what it wrote.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The writer writes into memory; it lives as long as its thread.")]
internal sealed class ClrJson
{
    /// <summary>The only member of an object: its value is the node after the object and the key.</summary>
    private const int HeldNode = 2;

    [ThreadStatic]
    private static ClrJson? t_spare;

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _writer;
    private Tape _tape = new();

    private ClrJson() => _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

    /// <summary>The value that the JSON of a CLR value has.</summary>
    /// <exception cref="DocumentException">It cannot be written as JSON.</exception>
    public static Value Read<T>(JsonTypeInfo<T> info, T value, long place) => Read(info, value, place, node: 0);

    /// <summary>The value of the only member of an object.</summary>
    /// <exception cref="DocumentException">It cannot be written as JSON.</exception>
    public static Value ReadHeld<T>(JsonTypeInfo<T> info, T holder, long place) => Read(info, holder, place, HeldNode);

    /// <summary>The whole JSON of a CLR object.</summary>
    /// <exception cref="DocumentException">It cannot be written as JSON.</exception>
    public static byte[] Write(JsonTypeInfo info, object? value)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(value, info);
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw Fault(exception);
        }
    }

    private static Value Read<T>(JsonTypeInfo<T> info, T value, long place, int node)
    {
        // Taken while it is in use: a converter may read other values meanwhile.
        ClrJson json = t_spare ?? new ClrJson();
        t_spare = null;
        try
        {
            json._buffer.ResetWrittenCount();
            json._writer.Reset(json._buffer);
            JsonSerializer.Serialize(json._writer, value, info);
            json._writer.Flush();
            JsonTapeReader.Read(json._buffer.WrittenSpan, json._tape, ClrModel.Of(info.Options).MaxLevel - ClrPlace.Level(place) + (node == HeldNode ? 2 : 1));
            return json.Take(node, ClrPlace.IsRaw(place));
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw Fault(exception);
        }
        finally
        {
            t_spare = json;
        }
    }

    /// <summary>A node apart from the tape if it is a scalar; else the tape belongs to the value from now on.</summary>
    private Value Take(int index, bool isRaw)
    {
        Tape tape = _tape;
        ref readonly TapeNode node = ref tape.Nodes[index];
        switch (node.Kind)
        {
            case TapeKind.Null:
                return Value.Null;
            case TapeKind.False or TapeKind.True:
                return Value.FromBoolean(node.Kind == TapeKind.True);
            case TapeKind.Int64:
                return Value.FromInt64(node.Int64);
            case TapeKind.Number:
                return new Value(BigNumber.Parse(tape.Utf8(index)), 0);
            case TapeKind.String:
                return Value.FromString(Encoding.UTF8.GetString(tape.Utf8(index)));
            default:
                _tape = new Tape();
                return new Value(isRaw ? tape.RawView : tape.View, index);
        }
    }

    internal static bool IsFault(Exception exception) => exception is JsonException or NotSupportedException or InvalidOperationException or ArgumentException;

    internal static DocumentException Fault(Exception exception) => new($"the object cannot be written as JSON: {exception.Message.TrimEnd('.')}", exception);
}
