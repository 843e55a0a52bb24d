using System.Text;
using PolicyKit.Syntax;
using PolicyKit.Tests.Engine;
using PolicyKit.Text;

namespace PolicyKit.Tests.Semantics;

/// <summary>
/// What the model says of marked names. A digit after <c>$</c> marks the place after it, in any text of a case. A line of the answers is <c>digit kind id: type @ references</c>, where a star marks a declaration and the name of a
/// file stands before a place in another than the first; or <c>digit says documentation</c>, <c>digit is called signature</c>, or <c>digit sees names</c>, without documents and builtins.
/// </summary>
public sealed class SemanticCaseTests
{
    private const string Answers = "answers";

    public static TheoryData<SectionCase> Cases => [.. SectionCase.ReadFolder("Semantics", Answers)];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void The_model_answers(SectionCase semantics)
    {
        var marks = new Dictionary<char, (int Tree, int Position)>();
        SyntaxTree[] trees = [.. semantics.Sections.Where(s => s.Label != Answers).Select((s, i) => SyntaxTree.Parse(TakeMarks(s.Text, i, marks), s.Label))];
        Compilation compilation = Compilation.Create(trees, TestDomain.Instance);
        string[] lines = semantics[Answers].Split('\n');
        Assert.Equal(marks.Keys.Order(), lines.Select(l => l[0]).Distinct().Order());
        Assert.Equal(semantics[Answers], string.Join('\n', lines.Select(l => Answer(l, compilation, marks[l[0]]))));
    }

    private static string Answer(string line, Compilation compilation, (int Tree, int Position) mark)
    {
        SemanticModel model = compilation.GetSemanticModel(compilation.SyntaxTrees[mark.Tree]);
        Symbol? symbol = model.GetSymbolInfo(mark.Position);
        string verb = line[1..].TrimStart().Split(' ')[0];
        return $"{line[0]} " + verb switch
        {
            "says" => $"says {symbol?.Documentation.ReplaceLineEndings(" / ")}",
            "called" => $"called {symbol?.Signature}",
            "sees" => $"sees {string.Join(", ", model.LookupSymbols(mark.Position).Where(s => s.Kind is not (SymbolKind.Document or SymbolKind.Builtin)).Select(s => s.Name))}",
            _ => $"{(symbol is null ? "nothing" : $"{symbol.Kind} {symbol}")}: {model.GetTypeInfo(mark.Position)?.ToString() ?? "-"}{References(model, symbol)}",
        };
    }

    private static string References(SemanticModel model, Symbol? symbol) =>
        symbol is null ? "" : " @" + string.Concat(model.FindReferences(symbol).Select(r => $" {Place(model, r.Location)}{(r.IsDeclaration ? "*" : "")}"));

    private static string Place(SemanticModel model, Location location) => location.Source == model.Compilation.SyntaxTrees[0].Text ? location.Start.ToString() : location.ToString();

    private static string TakeMarks(string text, int tree, Dictionary<char, (int Tree, int Position)> marks)
    {
        var left = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '$' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])) marks.Add(text[++i], (tree, left.Length));
            else left.Append(text[i]);
        }
        return left.ToString();
    }
}
