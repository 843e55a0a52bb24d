using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>One document of a stream: read, or broken.</summary>
/// <param name="Index">Which document of the stream, from zero; empty ones are not counted.</param>
/// <param name="Position">Where its first node starts, or where it breaks.</param>
/// <param name="Document">What was read; null when broken.</param>
/// <param name="Error">What is wrong; null when read.</param>
public sealed record DocumentReading(int Index, LinePosition Position, PolicyDocument? Document, DocumentError? Error);

/// <summary>
/// Reads the documents of a YAML or JSON text with the types that Kubernetes gives to scalars. A document that is not certainly the object Kubernetes would store is
/// an error, which is a value: the documents after it are still read.
/// </summary>
public static class DocumentReader
{
    /// <summary>Levels of nesting that a document may have.</summary>
    public const int MaxDepth = 1000;

    /// <summary>The documents of a text in order. Text that starts with <c>{</c> is a stream of JSON values, or YAML if that fails.</summary>
    public static IEnumerable<DocumentReading> Read(string text, string name = "")
    {
        if (text.StartsWith('\uFEFF')) text = text[1..];
        return LooksLikeJson(text) ? ReadJsonOrYaml(text, name) : ReadYaml(text, name);
    }

    /// <summary>Whether a text is meant to be JSON: an object whose first key has no quotes is YAML.</summary>
    private static bool LooksLikeJson(string text) => text.AsSpan().TrimStart() is ['{', .. var rest] && rest.TrimStart() is not [(>= 'a' and <= 'z') or (>= 'A' and <= 'Z'), ..];

    private static IEnumerable<DocumentReading> ReadYaml(string text, string name)
    {
        int index = 0;
        foreach (var piece in DocumentSplitter.Split(text))
        {
            if (ReadPiece(piece, index, name) is not { } reading) continue;
            yield return reading;
            index++;
        }
    }

    private static DocumentReading? ReadPiece(DocumentPiece piece, int index, string name)
    {
        if (piece.Error is { } separator) return new DocumentReading(index, separator.Position, null, separator);
        try
        {
            var root = YamlComposer.Compose(piece.Text, piece.StartLine, MaxDepth);
            if (root is null || IsNull(root)) return null;
            var builder = new DocumentBuilder();
            new YamlDocumentWriter(builder, MaxDepth).Write(root);
            return new DocumentReading(index, root.Position, builder.ToDocument(name), null);
        }
        catch (DocumentErrorException e)
        {
            return new DocumentReading(index, e.Error.Position, null, e.Error);
        }
    }

    private static bool IsNull(YamlNode root) => root.Kind == YamlNodeKind.Scalar && ScalarResolver.Resolve(root, out _) is { Type: ScalarType.Null };

    private static List<DocumentReading> ReadJsonOrYaml(string text, string name)
    {
        var json = JsonStreamReader.Read(text, name).ToList();
        if (!json.Exists(reading => reading.Error is { IsSyntax: true })) return json;
        var yaml = ReadYaml(text, name).ToList();
        bool isYaml = yaml.Exists(reading => reading.Document is not null) || (json.Count > 1 && json.TrueForAll(reading => reading.Error is not null));
        return isYaml ? yaml : json;
    }
}
