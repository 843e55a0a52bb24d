using System.Text;
using System.Text.Json;

namespace PolicyKit.Cli.Reports;

/// <summary>Replaces the secrets of an object in a message that a policy wrote about it.</summary>
internal static class SecretWords
{
    /// <summary>Shorter values are ordinary words and numbers; to hide them would say less and protect nothing.</summary>
    private const int Shortest = 6;

    /// <summary>The message without the secrets of <paramref name="document"/>; a value that the object also states openly elsewhere is no secret.</summary>
    public static string Mask(string message, PolicyDocument document)
    {
        using JsonDocument json = JsonDocument.Parse(document.Root.ToJson(), new JsonDocumentOptions { MaxDepth = 2000 });
        (PathStep[] Path, string Value)[] secrets = [.. SecretPaths.Find(json.RootElement)];
        string[] found = [.. secrets.SelectMany(s => Forms(s.Value)).Where(v => v.Length >= Shortest && message.Contains(v, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];
        if (found.Length == 0) return message;
        var hidden = secrets.Select(s => FieldPath.Format(s.Path)).ToHashSet(StringComparer.Ordinal);
        string[] open = [.. OpenTexts(json.RootElement, [], hidden)];
        foreach (string word in found.Where(word => !open.Any(text => text.Contains(word, StringComparison.Ordinal))).OrderByDescending(word => word.Length))
        {
            message = message.Replace(word, SecretLines.Mark, StringComparison.Ordinal);
        }
        return message;
    }

    /// <summary>A value as it is written, and what it means when it is base64.</summary>
    private static IEnumerable<string> Forms(string value)
    {
        yield return value;
        byte[] bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, bytes, out int length) || length == 0) yield break;
        yield return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static IEnumerable<string> OpenTexts(JsonElement node, PathStep[] path, HashSet<string> hidden) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => OpenTexts(member.Value, [.. path, new PathStep(member.Name)], hidden)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany((element, index) => OpenTexts(element, [.. path, new PathStep(index)], hidden)),
        _ when hidden.Contains(FieldPath.Format(path)) => [],
        _ => [node.ToString()],
    };
}
