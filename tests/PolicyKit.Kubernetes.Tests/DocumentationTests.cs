using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Tests;

/// <summary>Every block of policies or Rego in the documentation compiles by itself. The pages of diagnostics show mistakes and have a test of their own.</summary>
public sealed class DocumentationTests
{
    private const string Fence = "```";

    public static IEnumerable<object[]> Blocks => Pages().SelectMany(page => BlocksOf(page).Select((_, index) => new object[] { Relative(page), index }));

    [Fact]
    public void Documentation_has_blocks() => Assert.NotEmpty(Blocks);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Block_compiles(string page, int index)
    {
        (string language, string text) = BlocksOf(Path.Combine(Repository.Root, page)).ElementAt(index);
        var source = SourceText.From(text, $"{page}#{index}.{language}");
        ParseOptions options = language == "rego" ? ParseOptions.Rego : ParseOptions.Policy;
        EmitResult result = Compilation.Create([SyntaxTree.Parse(source, options)], KubernetesDomain.Instance).Emit();
        Assert.True(result.Diagnostics.IsEmpty, string.Join('\n', result.Diagnostics));
    }

    private static IEnumerable<(string Language, string Text)> BlocksOf(string page)
    {
        string? language = null;
        var block = new List<string>();
        foreach (string line in File.ReadLines(page))
        {
            if (language is null && line.StartsWith(Fence, StringComparison.Ordinal))
            {
                language = line[Fence.Length..].Trim();
                block.Clear();
            }
            else if (language is not null && line == Fence)
            {
                if (language is "policy" or "rego") yield return (language, string.Join('\n', block) + "\n");
                language = null;
            }
            else
            {
                block.Add(line);
            }
        }
    }

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Where(page => !Relative(page).Contains("diagnostics", StringComparison.Ordinal))
            .Append(Path.Combine(Repository.Root, "README.md")).Where(File.Exists)
            .Order(StringComparer.Ordinal);

    private static string Relative(string page) => Path.GetRelativePath(Repository.Root, page);
}
