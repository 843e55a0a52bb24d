using System.Text.Json;

namespace PolicyKit.Benchmarks.Rivals;

/// <summary>What reading costs everybody else.</summary>
internal static class JsonDocumentParse
{
    public static int Once(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return (int)document.RootElement.ValueKind;
    }
}
