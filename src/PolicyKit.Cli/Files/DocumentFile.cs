using System.Text;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Text;

namespace PolicyKit.Cli.Files;

/// <summary>One JSON or YAML file: what it holds, and its text for messages.</summary>
/// <param name="Document">The document; null when the text says <c>null</c>.</param>
/// <param name="Text">The text.</param>
internal sealed record DocumentFile(PolicyDocument? Document, SourceText Text)
{
    /// <summary>The path that stands for standard input.</summary>
    public const string StandardInput = "-";

    public static bool IsDocument(string path) => Path.GetExtension(path) is ".json" or ".yaml" or ".yml";

    /// <exception cref="FileException">The text is no JSON or YAML, or holds not exactly one document.</exception>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static DocumentFile Read(string path, Stream standardInput)
    {
        if (path != StandardInput) return Parse(TextFile.Read(path));
        using var reader = new StreamReader(standardInput, Encoding.UTF8);
        return Parse(SourceText.From(reader.ReadToEnd(), "stdin"));
    }

    private static DocumentFile Parse(SourceText text) => text.Path.EndsWith(".json", StringComparison.Ordinal) ? ParseJson(text) : ParseYaml(text);

    private static DocumentFile ParseJson(SourceText text)
    {
        try
        {
            return new DocumentFile(PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(text.ToString()), text.Path), text);
        }
        catch (DocumentException exception)
        {
            throw new FileException(exception.Reason, text, exception.Position);
        }
    }

    private static DocumentFile ParseYaml(SourceText text)
    {
        DocumentReading[] readings = [.. DocumentReader.Read(text.ToString(), text.Path)];
        if (readings.FirstOrDefault(r => r.Error is not null)?.Error is { } error) throw new FileException(error.Message, text, error.Position, error.Help);
        if (readings is [_, { } second, ..]) throw new FileException("there is a second document; one is expected", text, second.Position);
        if (string.IsNullOrWhiteSpace(text.ToString())) throw new FileException("there is nothing to read", text, default);
        return new DocumentFile(readings.FirstOrDefault()?.Document, text);
    }
}
