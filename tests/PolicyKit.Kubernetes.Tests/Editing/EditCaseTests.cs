using System.Globalization;
using PolicyKit.Kubernetes.Editing;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Tests.Editing;

public class EditCaseTests
{
    public static TheoryData<string, string, string> Cases => CaseFile.Blocks("editing/edits.cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Texts_are_edited(string title, string source, string expected)
    {
        (DocumentPatch[] patches, string text) = Read(source);
        string printed = Print(ManifestEditor.Apply(text, patches));
        Assert.True(expected == printed, $"{title}:\n{printed}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Line_breaks_of_windows_and_marks_stay(string title, string source, string expected)
    {
        (DocumentPatch[] patches, string text) = Read(source);
        EditedText edited = ManifestEditor.Apply('\uFEFF' + text.ReplaceLineEndings("\r\n"), patches);
        Assert.Equal('\uFEFF', edited.Text[0]);
        if (text.Contains('\n', StringComparison.Ordinal)) Assert.DoesNotContain('\n', edited.Text.Replace("\r\n", "", StringComparison.Ordinal));
        string printed = Print(edited with { Text = edited.Text[1..] }).ReplaceLineEndings("\n");
        Assert.True(expected == printed, $"{title}:\n{printed}");
    }

    private static string Print(EditedText edited) =>
        edited.Text.TrimEnd('\n', '\r') + string.Concat(edited.Refused.Select(r => $"\nrefused {r.Operation.Action.ToString().ToLowerInvariant()} {r.Operation.Path}: {r.Reason}"));

    /// <summary>Lines <c>[document path] action pointer [value]</c>, a line <c>text:</c>, and the text.</summary>
    private static (DocumentPatch[] Patches, string Text) Read(string source)
    {
        string[] parts = source.Split("text:\n", 2);
        IEnumerable<(int Document, string Path, JsonPatchOperation Operation)> operations = parts[0].TrimEnd('\n').Split('\n').Select(ReadLine);
        return ([.. operations.GroupBy(o => (o.Document, o.Path)).Select(g => new DocumentPatch(g.Key.Document, g.Key.Path, [.. g.Select(o => o.Operation)]))], parts[1].TrimEnd('\n'));
    }

    private static (int Document, string Path, JsonPatchOperation Operation) ReadLine(string line)
    {
        string[] words = line.Split(' ', 3);
        (int document, string path) = (0, "");
        if (char.IsAsciiDigit(words[0][0]))
        {
            (document, path) = (int.Parse(words[0], CultureInfo.InvariantCulture), words[1] == "." ? "" : words[1]);
            words = words[2].Split(' ', 3);
        }
        Value value = words.Length > 2 ? Value.ParseJson(words[2]) : default;
        return (document, path, new JsonPatchOperation(Enum.Parse<JsonPatchAction>(words[0], ignoreCase: true), words[1], value));
    }
}
