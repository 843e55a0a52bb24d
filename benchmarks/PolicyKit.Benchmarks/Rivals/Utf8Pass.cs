using System.Text.Json;

namespace PolicyKit.Benchmarks.Rivals;

/// <summary>The least that .NET's own reader can do with a text.</summary>
internal static class Utf8Pass
{
    public static int Count(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        int tokens = 0;
        while (reader.Read()) tokens++;
        return tokens;
    }
}
