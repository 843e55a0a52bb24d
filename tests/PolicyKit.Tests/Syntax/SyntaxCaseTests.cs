using PolicyKit.Diagnostics;
using PolicyKit.Syntax;
using PolicyKit.Syntax.Parsing;
using PolicyKit.Tests.Engine;
using PolicyKit.Text;

namespace PolicyKit.Tests.Syntax;

public sealed class SyntaxCaseTests
{
    public static TheoryData<SyntaxCase> Trees => [.. SyntaxCase.ReadFolder("Trees")];

    public static TheoryData<SyntaxCase> Mistakes => [.. SyntaxCase.ReadFolder("Diagnostics")];

    [Theory]
    [MemberData(nameof(Trees), DisableDiscoveryEnumeration = true)]
    public void Trees_are_as_written(SyntaxCase syntaxCase)
    {
        Assert.Equal(syntaxCase.Expected, PrintTree(syntaxCase).TrimEnd('\n'));
    }

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void Mistakes_give_these_diagnostics(SyntaxCase syntaxCase)
    {
        SyntaxTree tree = SyntaxTree.Parse(SourceText.From(syntaxCase.Source), Options(syntaxCase.Mode));
        Assert.Equal(syntaxCase.Expected, string.Join('\n', tree.Diagnostics.Select(d => $"{d.Location.Start} {d.Id} {d.Message}")));
        Assert.Equal(syntaxCase.Source, tree.Root.ToFullString());
    }

    [Fact]
    public void Every_syntax_diagnostic_has_a_case_and_a_page()
    {
        string[] ids = [.. typeof(Descriptors).GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)
            .Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().Select(d => d.Id).Where(id => id.StartsWith("PK1", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string[] shown = [.. SyntaxCase.ReadFolder("Diagnostics").SelectMany(c => c.Expected.Split('\n')).Select(l => l.Split(' ')[1]).Append("PK1009").Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(ids, shown);
        Assert.All(ids, id => Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", "diagnostics", $"{id}.md")), $"{id} has no page"));
    }

    /// <summary>The tree of a query, or of the members after the package directive that is put before them.</summary>
    private static string PrintTree(SyntaxCase syntaxCase)
    {
        if (syntaxCase.Mode == "query")
        {
            var result = Parser.ParseQuery(SourceText.From(syntaxCase.Source), ParseOptions.Rego);
            Assert.Empty(result.Diagnostics);
            Assert.Equal(syntaxCase.Source, result.Query!.ToFullString());
            return SyntaxPrinter.Print(result.Query);
        }
        bool packaged = syntaxCase.Source.StartsWith("package", StringComparison.Ordinal);
        SyntaxTree tree = SyntaxTree.Parse(SourceText.From(packaged ? syntaxCase.Source : $"package p\n{syntaxCase.Source}"), Options(syntaxCase.Mode));
        Assert.Empty(tree.Diagnostics);
        Assert.Equal(tree.Text.ToString(), tree.Root.ToFullString());
        return string.Concat(tree.Root.Members.Skip(packaged ? 0 : 1).Select(SyntaxPrinter.Print));
    }

    private static ParseOptions Options(string mode) => mode switch
    {
        "v0" => ParseOptions.RegoV0,
        "rego" => ParseOptions.Rego,
        _ => ParseOptions.Policy,
    };
}
