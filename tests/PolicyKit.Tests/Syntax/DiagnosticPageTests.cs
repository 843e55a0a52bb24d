using PolicyKit.Syntax;
using PolicyKit.Tests.Engine;

namespace PolicyKit.Tests.Syntax;

/// <summary>The examples of the pages PK1xxx: the wrong one gives that diagnostic, the right one none.</summary>
public sealed class DiagnosticPageTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "diagnostics");

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Folder, "PK1*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Examples_are_true(string id)
    {
        string[] parts = File.ReadAllText(Path.Combine(Folder, $"{id}.md")).Split("```");
        Assert.Equal(5, parts.Length);
        string wrong = Body(parts[1]);
        string right = Body(parts[3]);
        Assert.Empty(SyntaxTree.Parse(right).Diagnostics);
        // The page on nesting shows the shape of the mistake, not 201 brackets.
        if (id == "PK1009") wrong = wrong.Replace("[1]", $"{new string('[', 200)}1{new string(']', 200)}", StringComparison.Ordinal);
        Assert.Equal([id], SyntaxTree.Parse(wrong).Diagnostics.Select(d => d.Id));
    }

    private static string Body(string block) => block[(block.IndexOf('\n', StringComparison.Ordinal) + 1)..];
}
