using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyKit.Runtime;

namespace PolicyKit.Cli.Reports;

/// <summary>Writes one JSON document to a text writer.</summary>
internal static class JsonOutput
{
    /// <summary>Values may nest as deeply as the documents that are read, in what is written around them.</summary>
    private const int MaxDepth = 2000;

    // The rest is for what is written around a value.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = MaxDepth - 100 };

    private static readonly JsonWriterOptions Options = new() { MaxDepth = MaxDepth, Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options)) write(writer);
        output.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        output.Write('\n');
    }

    /// <summary>Writes a value with its members on lines of their own; what policies nested more deeply than documents may be stands on one line.</summary>
    public static void WriteValue(this Utf8JsonWriter json, Value value)
    {
        string text = value.ToJson();
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Deep);
            document.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteRawValue(text, skipInputValidation: true);
        }
    }

    /// <summary>Writes an array member, one object for each item.</summary>
    public static void WriteObjects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Writes a string member unless it is null or empty.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) json.WriteString(name, value);
    }
}
