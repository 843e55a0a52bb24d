using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyKit.Runtime;

namespace PolicyKit.Cli.Reports;

/// <summary>Replaces the secrets of an object in a message that a policy wrote about it.</summary>
/// <param name="document">The document; read when the first message is to be masked.</param>
internal sealed class SecretWords(PolicyDocument document)
{
    /// <summary>Shorter values are ordinary words and numbers; to hide them would say less and protect nothing.</summary>
    private const int Shortest = 6;

    private readonly Lazy<(ImmutableArray<string> Secrets, ImmutableArray<string> Open)> _words = new(() => Read(document));

    public PolicyDocument Document => document;

    /// <summary>The message without the secrets of the document; a value that the object also states openly elsewhere is no secret.</summary>
    public string Mask(string message)
    {
        foreach (string word in _words.Value.Secrets)
        {
            if (!message.Contains(word, StringComparison.Ordinal)) continue;
            if (!_words.Value.Open.Any(text => text.Contains(word, StringComparison.Ordinal))) message = message.Replace(word, SecretLines.Mark, StringComparison.Ordinal);
        }
        return message;
    }

    /// <summary>A value whose texts are masked. What is nested so deeply that the stack does not suffice becomes its JSON text.</summary>
    public Value Mask(Value value) => value.Kind switch
    {
        ValueKind.String => Value.FromString(Mask(value.TextOrEmpty())),
        ValueKind.Object or ValueKind.Array or ValueKind.Set when !RuntimeHelpers.TryEnsureSufficientExecutionStack() => Value.FromString(Mask(value.ToJson())),
        ValueKind.Object => Value.FromObject(value.Members().DistinctBy(m => Mask(m.Key)).Select(m => KeyValuePair.Create(Mask(m.Key), Mask(m.Value)))),
        ValueKind.Array => Value.FromArray(value.Elements().Select(Mask)),
        ValueKind.Set => Value.FromSet(value.Elements().Select(Mask)),
        _ => value,
    };

    /// <summary>The secrets, the longest first, and what is open.</summary>
    private static (ImmutableArray<string> Secrets, ImmutableArray<string> Open) Read(PolicyDocument document)
    {
        using JsonDocument json = JsonDocument.Parse(document.Root.ToJson(), new JsonDocumentOptions { MaxDepth = 2000 });
        (PathStep[] Path, string Value)[] secrets = [.. SecretPaths.Find(json.RootElement)];
        if (secrets.Length == 0) return ([], []);
        var hidden = secrets.Select(s => FieldPath.Format(s.Path)).ToHashSet(StringComparer.Ordinal);
        var words = secrets.SelectMany(s => Forms(s.Value)).Where(word => word.Length >= Shortest).Distinct(StringComparer.Ordinal).OrderByDescending(word => word.Length);
        return ([.. words], [.. OpenTexts(json.RootElement, [], hidden)]);
    }

    /// <summary>A value as it is written, what it means when it is base64, and how either looks in JSON, in base64 and line by line.</summary>
    private static IEnumerable<string> Forms(string value)
    {
        string[] plain = Decode(value) is { } decoded ? [value, decoded] : [value];
        foreach (string text in plain)
        {
            yield return text;
            yield return JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
            yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
            foreach (string line in text.Split('\n', StringSplitOptions.TrimEntries)) yield return line;
        }
    }

    private static string? Decode(string value)
    {
        byte[] bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out int length) && length > 0 ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    private static IEnumerable<string> OpenTexts(JsonElement node, PathStep[] path, HashSet<string> hidden) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => OpenTexts(member.Value, [.. path, new PathStep(member.Name)], hidden)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany((element, index) => OpenTexts(element, [.. path, new PathStep(index)], hidden)),
        _ when hidden.Contains(FieldPath.Format(path)) => [],
        _ => [node.ToString()],
    };
}
