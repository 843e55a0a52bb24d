using System.Text;
using System.Text.Json;
using PolicyKit.Kubernetes.Yaml;
using YamlDotNet.Core;

namespace PolicyKit.Kubernetes.Editing;

/// <summary>Reads where the nodes of the JSON value at the start of a text are written.</summary>
internal static class JsonSpans
{
    /// <summary>The first value; null when the text is not JSON.</summary>
    public static SpanNode? Read(string text) => ReadAll(text) is [var first, ..] ? first : null;

    /// <summary>The values of a text, one after the other; null when the text is not JSON.</summary>
    public static List<SpanNode>? ReadAll(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = DocumentReader.MaxDepth, AllowMultipleValues = true });
        var open = new Stack<SpanNode>();
        var roots = new List<SpanNode>();
        int seen = 0, characters = 0;
        try
        {
            while (reader.Read())
            {
                int start = At((int)reader.TokenStartIndex);
                SpanNode complete;
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        open.Push(new SpanNode(YamlNodeKind.Mapping, start) { IsFlow = true });
                        continue;
                    case JsonTokenType.StartArray:
                        open.Push(new SpanNode(YamlNodeKind.Sequence, start) { IsFlow = true });
                        continue;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        complete = open.Pop();
                        break;
                    default:
                        bool isText = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
                        complete = new SpanNode(YamlNodeKind.Scalar, start) { Style = isText ? ScalarStyle.DoubleQuoted : ScalarStyle.Plain, Text = isText ? TextOf(ref reader) : "" };
                        break;
                }
                // A name ends before its colon, which the reader has taken.
                complete.End = reader.TokenType == JsonTokenType.PropertyName ? At((int)reader.TokenStartIndex + reader.ValueSpan.Length + 2) : At((int)reader.BytesConsumed);
                if (open.Count == 0) roots.Add(complete);
                else open.Peek().Add(complete);
            }
            return roots;
        }
        catch (JsonException)
        {
            return null;
        }

        // Offsets only grow.
        int At(int offset)
        {
            characters += Encoding.UTF8.GetCharCount(bytes, seen, offset - seen);
            seen = offset;
            return characters;
        }
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Half of a pair of surrogates; no fix is for such a name.
            return "\uFFFD";
        }
    }
}
