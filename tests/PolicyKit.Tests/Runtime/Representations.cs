using System.Text;
using System.Text.Json;
using PolicyKit.Runtime;
using PolicyKit.Runtime.Clr;

namespace PolicyKit.Tests.Runtime;

/// <summary>One JSON text as a value in every way that a value can be held.</summary>
internal static class Representations
{
    public static IEnumerable<Value> Of(string json)
    {
        if (json == "undefined") return [Value.Undefined];
        return [Materialised(json), Read(json).RawRoot, Built(json).RawRoot, Ops.Raw(ClrValue.From(Plain(json), PlainOptions))];
    }

    /// <summary>How <see cref="Plain(string)"/> objects are written.</summary>
    public static JsonSerializerOptions PlainOptions { get; } = new() { MaxDepth = 1_000 };

    /// <summary>The document as dictionaries, lists and scalars of the platform; a number that is no 64-bit integer stays JSON.</summary>
    public static object? Plain(string json)
    {
        using JsonDocument document = Parse(json);
        return Plain(document.RootElement);
    }

    private static object? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
        JsonValueKind.Number when element.GetRawText() is not "-0" && element.TryGetInt64(out long integer) => integer,
        JsonValueKind.Number => element.Clone(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToList(),
        _ => element.EnumerateObject().ToDictionary(m => m.Name, m => Plain(m.Value)),
    };

    public static PolicyDocument Read(string json) => PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(json));

    public static PolicyDocument Built(string json)
    {
        var builder = new DocumentBuilder();
        using JsonDocument document = Parse(json);
        Write(builder, document.RootElement);
        return builder.ToDocument();
    }

    public static Value Materialised(string json)
    {
        using JsonDocument document = Parse(json);
        return Materialised(document.RootElement);
    }

    public static Value Materialised(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => Value.Null,
        JsonValueKind.True => Value.True,
        JsonValueKind.False => Value.False,
        JsonValueKind.Number => Value.FromNumberText(element.GetRawText()),
        JsonValueKind.String => Value.FromString(element.GetString()!),
        JsonValueKind.Array => Value.FromArray(element.EnumerateArray().Select(Materialised)),
        _ => Value.FromObject(element.EnumerateObject().Select(m => KeyValuePair.Create(Value.FromString(m.Name), Materialised(m.Value)))),
    };

    private static JsonDocument Parse(string json) => JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 100_000 });

    private static void Write(DocumentBuilder builder, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                builder.Null();
                break;
            case JsonValueKind.True or JsonValueKind.False:
                builder.Boolean(element.GetBoolean());
                break;
            case JsonValueKind.Number:
                builder.Number(element.GetRawText());
                break;
            case JsonValueKind.String:
                builder.String(element.GetString()!);
                break;
            case JsonValueKind.Array:
                builder.StartArray();
                foreach (JsonElement item in element.EnumerateArray()) Write(builder, item);
                builder.EndArray();
                break;
            default:
                builder.StartObject();
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    builder.Key(member.Name);
                    Write(builder, member.Value);
                }
                builder.EndObject();
                break;
        }
    }
}
