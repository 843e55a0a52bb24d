using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>Reads JSON values that follow each other, with or without line breaks between them, as documents with positions.</summary>
internal static class JsonStreamReader
{
    /// <summary>The values of the text. After a broken value the rest is lost, but for one value a line, where reading goes on at the next line.</summary>
    public static IEnumerable<DocumentReading> Read(string text, string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var positions = new Utf8Positions(bytes);
        int offset = SkipWhiteSpace(bytes, 0);
        for (int index = 0; offset < bytes.Length; index++)
        {
            var start = positions.At(offset);
            var (document, error, end) = ReadOne(bytes, offset, start, positions, name);
            yield return new DocumentReading(index, error?.Position ?? start, document, error);
            if (error is not null)
            {
                end = Array.IndexOf(bytes, (byte)'\n', offset);
                if (end < 0 || start.Character != 0 || (error.Position.Line != start.Line && !StartsObject(bytes, end + 1))) yield break;
            }
            offset = SkipWhiteSpace(bytes, end);
        }
    }

    /// <summary>What is not indented does not belong to an object that is cut off.</summary>
    private static bool StartsObject(byte[] bytes, int offset) => offset < bytes.Length && bytes[offset] == '{';

    private static (PolicyDocument? Document, DocumentError? Error, int End) ReadOne(byte[] bytes, int offset, LinePosition start, Utf8Positions positions, string name)
    {
        var builder = new DocumentBuilder();
        var writer = new JsonDocumentWriter(bytes, offset, positions, builder);
        try
        {
            int end = writer.Write();
            return (builder.ToDocument(name), null, end);
        }
        catch (DocumentErrorException e)
        {
            return (null, e.Error, bytes.Length);
        }
        catch (JsonException e)
        {
            return (null, Describe(e, bytes, offset, start), bytes.Length);
        }
    }

    private static DocumentError Describe(JsonException e, byte[] bytes, int offset, LinePosition start)
    {
        int line = (int)(e.LineNumber ?? 0);
        int lineStart = offset;
        for (int i = 0; i < line; i++) lineStart = Array.IndexOf(bytes, (byte)'\n', lineStart) + 1;
        int length = Math.Min(bytes.Length - lineStart, (int)(e.BytePositionInLine ?? 0));
        int character = Encoding.UTF8.GetCharCount(bytes, lineStart, length) + (line == 0 ? start.Character : 0);
        string message = e.Message;
        int cut = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        if (cut >= 0) message = message[..cut];
        message = message.TrimEnd('.', ' ').Replace('\'', '`');
        return new DocumentError(new LinePosition(start.Line + line, character), "this is not JSON: " + char.ToLowerInvariant(message[0]).ToString(CultureInfo.InvariantCulture) + message[1..]) { IsSyntax = true };
    }

    private static int SkipWhiteSpace(byte[] bytes, int offset)
    {
        while (offset < bytes.Length && bytes[offset] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') offset++;
        return offset;
    }
}
