using System.Text;
using System.Text.Json;
using PolicyKit.Runtime;

namespace PolicyKit.Tests.Runtime;

/// <summary>One JSON text as a value in every way that a value can be held.</summary>
internal static class Representations
{
    public static IEnumerable<Value> Of(string json)
    {
        if (json == "undefined") return [Value.Undefined];
        return [Materialised(json), Read(json).RawRoot, Built(json).RawRoot];
    }

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
