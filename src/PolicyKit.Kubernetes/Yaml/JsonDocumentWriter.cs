using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>Writes one JSON value as a document: strict syntax, a repeated key is an error, numbers as Kubernetes stores them.</summary>
internal sealed class JsonDocumentWriter(byte[] bytes, int offset, Utf8Positions positions, DocumentBuilder builder)
{
    private readonly Stack<HashSet<string>?> _open = new();

    /// <summary>Writes the value at the offset and gives the offset after it.</summary>
    public int Write()
    {
        var reader = new Utf8JsonReader(bytes.AsSpan(offset), new JsonReaderOptions { MaxDepth = DocumentReader.MaxDepth, AllowMultipleValues = true });
        do
        {
            if (!reader.Read()) throw new DocumentErrorException(positions.At(bytes.Length), "the JSON text ends before the value is complete");
            WriteToken(ref reader, positions.At(offset + (int)reader.TokenStartIndex));
        }
        while (_open.Count > 0);
        return offset + (int)reader.BytesConsumed;
    }

    private void WriteToken(ref Utf8JsonReader reader, LinePosition position)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                _open.Push(new HashSet<string>(StringComparer.Ordinal));
                builder.StartObject(position);
                break;
            case JsonTokenType.EndObject:
                _open.Pop();
                builder.EndObject();
                break;
            case JsonTokenType.StartArray:
                _open.Push(null);
                builder.StartArray(position);
                break;
            case JsonTokenType.EndArray:
                _open.Pop();
                builder.EndArray();
                break;
            case JsonTokenType.PropertyName:
                string name = Text(ref reader);
                if (!_open.Peek()!.Add(name)) throw new DocumentErrorException(position, $"the key `{name}` is written twice in one object", "remove one of them; Kubernetes would silently keep the last");
                builder.Key(name, position);
                break;
            case JsonTokenType.String:
                builder.String(Text(ref reader), position);
                break;
            case JsonTokenType.Number:
                builder.Number(Number(ref reader, position), position);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                builder.Boolean(reader.TokenType == JsonTokenType.True, position);
                break;
            default:
                builder.Null(position);
                break;
        }
    }

    private static string Number(ref Utf8JsonReader reader, LinePosition position)
    {
        if (reader.TryGetInt64(out long integer)) return integer.ToString(CultureInfo.InvariantCulture);
        string text = Encoding.UTF8.GetString(reader.ValueSpan);
        if (GoNumber.TryParseFloat(text, out double number)) return GoFloat.ToJson(number);
        throw new DocumentErrorException(position, $"the number `{text}` does not fit in 64 bits of floating point");
    }

    private static string Text(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? Unescape(Encoding.UTF8.GetString(reader.ValueSpan)) : Encoding.UTF8.GetString(reader.ValueSpan);

    /// <summary>Takes the escapes out of text that the reader has checked. A surrogate without its partner becomes U+FFFD, as in Kubernetes.</summary>
    private static string Unescape(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }
            i++;
            text.Append(raw[i] switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(raw.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                char other => other,
            });
            if (raw[i] == 'u') i += 4;
        }
        return ReplaceLoneSurrogates(text);
    }

    private static string ReplaceLoneSurrogates(StringBuilder text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) text[i] = '\uFFFD';
        }
        return text.ToString();
    }
}
