using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyKit.Runtime.Clr;

namespace PolicyKit.Runtime;

/// <summary>The UTF-8 text of what System.Text.Json has parsed or built.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The writer writes into memory; it lives as long as its thread.")]
internal sealed class JsonSource
{
    [ThreadStatic]
    private static JsonSource? t_spare;

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _writer;

    private JsonSource() => _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

    /// <summary>A source for as long as what it wrote is read: a value may have something written itself.</summary>
    public static JsonSource Rent()
    {
        JsonSource source = t_spare ?? new JsonSource();
        t_spare = null;
        return source;
    }

    public void Return() => t_spare = this;

    /// <summary>The text of a node.</summary>
    /// <exception cref="DocumentException">It cannot be written.</exception>
    public ReadOnlySpan<byte> Write(JsonNode node)
    {
        try
        {
            _buffer.ResetWrittenCount();
            _writer.Reset(_buffer);
            node.WriteTo(_writer);
            _writer.Flush();
            return _buffer.WrittenSpan;
        }
        catch (Exception exception) when (ClrJson.IsFault(exception))
        {
            throw ClrJson.Fault(exception);
        }
    }

    /// <summary>The text that an element was parsed from; empty when it is none.</summary>
    public static ReadOnlySpan<byte> TextOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Undefined ? default : JsonMarshal.GetRawUtf8Value(element);
}
