using System.Text.Json;
using PolicyKit.Text;

namespace PolicyKit.Cli.Reports;

/// <summary>The texts of the files that were read and the documents in them; gives excerpts without secrets.</summary>
/// <param name="documents">Every document, by the name of its file.</param>
/// <param name="texts">The text of a file; null when it is no longer at hand.</param>
internal sealed class SourceFiles(ILookup<string, PolicyDocument> documents, Func<string, SourceText?> texts)
{
    private readonly Dictionary<string, (SourceText? Text, SecretLines Secrets)> _files = new(StringComparer.Ordinal);

    /// <summary>The line of a field of a document that was read; null when the text is not at hand.</summary>
    public Excerpt? ExcerptOf(string file, LinePosition position)
    {
        (SourceText? text, SecretLines secrets) = Open(file);
        return text is null || position.Line >= text.LineCount ? null : Excerpt.At(text.GetLine(position.Line), position, secrets);
    }

    /// <summary>
    /// The line where a document breaks, up to that place: what such a document says is not known, so nothing is shown of a file that may hold a Secret, and no value of an entry.
    /// </summary>
    public Excerpt? ExcerptOfBroken(string file, LinePosition position)
    {
        (SourceText? text, SecretLines secrets) = Open(file);
        if (text is null || position.Line >= text.LineCount || BrokenText.MayHoldSecret(text)) return null;
        string line = text.GetLine(position.Line);
        return BrokenText.IsLiteral(line) ? null : Excerpt.At(line, position, secrets);
    }

    private (SourceText? Text, SecretLines Secrets) Open(string file)
    {
        if (_files.TryGetValue(file, out (SourceText? Text, SecretLines Secrets) opened)) return opened;
        var secrets = new SecretLines();
        SourceText? text = texts(file);
        if (text is not null)
        {
            // The items of a list have one document.
            foreach (PolicyDocument document in documents[file].Distinct()) Hide(document, text, secrets);
        }
        return _files[file] = (text, secrets);
    }

    private static void Hide(PolicyDocument document, SourceText text, SecretLines secrets)
    {
        using JsonDocument json = JsonDocument.Parse(document.Root.ToJson(), new JsonDocumentOptions { MaxDepth = 2000 });
        foreach ((PathStep[] path, _) in SecretPaths.Find(json.RootElement))
        {
            if (document.TryGetPosition(FieldPath.Format(path), out LinePosition position)) secrets.Hide(text, position);
        }
    }
}
