using PolicyKit.Syntax;
using PolicyKit.Syntax.Formatting;
using PolicyKit.Text;

namespace PolicyKit.Tests.Syntax.Formatting;

public sealed class FormattingCaseTests
{
    private const string Package = "package p\n\n";

    public static TheoryData<SyntaxCase> Cases => [.. SyntaxCase.ReadCases("Formatting")];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Texts_are_formatted_so(SyntaxCase formattingCase)
    {
        ParseOptions options = formattingCase.Mode switch
        {
            "v0" => ParseOptions.RegoV0,
            "rego" => ParseOptions.Rego,
            _ => ParseOptions.Policy,
        };
        string before = formattingCase.Source.Contains("package ", StringComparison.Ordinal) ? "" : Package;

        string formatted = Format($"{before}{formattingCase.Source}", options);

        Assert.Equal($"{before}{formattingCase.Expected}\n", formatted);
        Assert.Equal(formatted, Format(formatted, options));
    }

    [Fact]
    public void Line_breaks_are_as_the_first_one_is()
    {
        Assert.Equal("package p\r\n\r\n# c\r\nx := `a\nb`\r\n", Format("package p\r\n# c\nx := `a\nb`", ParseOptions.Rego));
        Assert.Equal("package p\n\nx := `a\r\nb`\n", Format("package p\nx := `a\r\nb`\r\n", ParseOptions.Rego));
    }

    [Fact]
    public void A_file_with_errors_is_not_formatted() =>
        Assert.Throws<InvalidOperationException>(() => Format("package p\n\nx := ", ParseOptions.Rego));

    [Fact]
    public void Long_chains_are_formatted()
    {
        string sum = string.Join(" + ", Enumerable.Repeat("a", 19_000));
        Assert.Equal($"package p\n\nx := {sum}\n", Format($"package p\nx := {sum}", ParseOptions.Rego));
    }

    [Theory]
    [InlineData("f(", "1", ")")]
    [InlineData("[x | ", "1", "]")]
    [InlineData("[x | every y in z { ", "1", " }]")]
    public void The_deepest_nesting_is_formatted(string open, string core, string close)
    {
        int levels = PolicyKit.Syntax.Parsing.BracketMap.MaxNesting / open.Count(c => c is '(' or '[' or '{');
        string text = $"package p\n\np := {string.Concat(Enumerable.Repeat(open, levels))}{core}{string.Concat(Enumerable.Repeat(close, levels))}\n";
        Assert.Equal(text, Format(text, ParseOptions.Rego));
    }

    private static string Format(string text, ParseOptions options) => Formatter.Format(SyntaxTree.Parse(SourceText.From(text), options));
}
