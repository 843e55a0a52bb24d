using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Editing;

/// <summary>
/// Changes objects in their YAML or JSON text and nothing else of it: comments, quotes, indentation, anchors and line breaks stay. An operation is refused where the text cannot be given it so that it reads as the changed
/// object and all else reads as before.
/// </summary>
public static class ManifestEditor
{
    /// <summary>Applies operations to the documents of a text.</summary>
    public static EditedText Apply(string text, IEnumerable<DocumentPatch> patches)
    {
        bool hasMark = text.StartsWith('\uFEFF');
        string body = hasMark ? text[1..] : text;
        DocumentReading[] readings = [.. DocumentReader.Read(body)];
        (int Start, int End, bool IsJson)[] places = [.. DocumentPlaces.Find(body, readings)];
        var refused = ImmutableArray.CreateBuilder<RefusedOperation>();
        var edits = new List<TextEdit>();
        var expected = readings.Select(r => r.Document?.RawRoot ?? default).ToArray();
        foreach (var group in patches.GroupBy(p => p.DocumentIndex).OrderBy(g => g.Key))
        {
            if (group.Key >= readings.Length || group.Key >= places.Length || readings[group.Key].Document is null)
            {
                refused.AddRange(group.SelectMany(p => p.Refuse("the file has no such document")));
                continue;
            }
            (int start, int end, bool isJson) = places[group.Key];
            var editing = new DocumentEditing(body[start..end], isJson);
            editing.Apply(group.SelectMany(p => p.InDocument()));
            refused.AddRange(editing.Refused.Select(r => new RefusedOperation(group.Key, r.Operation, r.Reason)));
            expected[group.Key] = editing.Root;
            edits.Add(new TextEdit(start, end, editing.Text));
        }
        string edited = TextEdit.Apply(body, edits) ?? body;
        if (!Reads(edited, expected))
        {
            return new EditedText(text, [.. patches.SelectMany(p => p.Refuse("the file does not read as it should after the change"))]);
        }
        return new EditedText(hasMark ? '\uFEFF' + edited : edited, refused.ToImmutable());
    }

    /// <summary>An object as YAML in blocks.</summary>
    public static string Write(Value value) => new ValueText(isJson: false, "\n", 2, 0).Document(value);

    private static bool Reads(string text, Value[] expected)
    {
        DocumentReading[] readings = [.. DocumentReader.Read(text)];
        return readings.Length == expected.Length && readings.Zip(expected).All(pair => (pair.First.Document?.RawRoot ?? default) == pair.Second);
    }
}

/// <summary>Finds the text of each document as <see cref="DocumentReader"/> counts them.</summary>
internal static class DocumentPlaces
{
    public static IEnumerable<(int Start, int End, bool IsJson)> Find(string text, DocumentReading[] readings)
    {
        if (text.AsSpan().TrimStart() is ['{', ..] && IsJsonStream(text, readings, out List<(int, int, bool)> json)) return json;
        return DocumentSplitter.Split(text).Where(p => p.Error is null && DocumentReader.Read(p.Text.ToString()).Any()).Select(PlaceOf);
    }

    private static (int Start, int End, bool IsJson) PlaceOf(DocumentPiece piece)
    {
        MemoryMarshal.TryGetString(piece.Text, out _, out int start, out int length);
        return (start, start + length, false);
    }

    private static bool IsJsonStream(string text, DocumentReading[] readings, out List<(int Start, int End, bool IsJson)> places)
    {
        places = [.. JsonSpans.ReadAll(text)?.Select(root => (root.Start, root.End, true)) ?? []];
        return places.Count == readings.Length;
    }
}
