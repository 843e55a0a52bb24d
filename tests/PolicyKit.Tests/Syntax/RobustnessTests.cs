using FsCheck;
using FsCheck.Fluent;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Tests.Syntax;

public sealed class RobustnessTests
{
    private static readonly string[] s_fragments =
    [
        "package p\n", "import data.x\n", "policy p {\n", "test \"t\" {\n", "deny", " at ", " because ", " fix set ", "param x: int = ", "given `", "expect deny ", "p", " := ", " if ",
        " contains ", "{", "}", "(", ")", "[", "]", " [", "\"", "`", "$\"", "$`", "\\{", "\\", "|", ",", ";", ":", "\n", "\n    ", " ", "not ", "some ", "every ", " in ", " with ", " as ",
        "else ", "default ", "1", "01", "-", "==", "=", ".", ".a", "# c\n", "é", "\0", "\uD800", "\r\n", "/", "set()",
    ];

    private static readonly ParseOptions[] s_options = [ParseOptions.Policy, ParseOptions.Rego, ParseOptions.RegoV0];

    [Fact]
    public void Any_text_round_trips() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text => RoundTrips(text ?? "")).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_soup_of_tokens_round_trips() =>
        Prop.ForAll(Gen.Elements(s_fragments).ListOf().Select(string.Concat).ToArbitrary(), RoundTrips).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Any_bytes_round_trip() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => RoundTrips(System.Text.Encoding.Latin1.GetString(bytes))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("f(")]
    [InlineData("x[")]
    [InlineData("[x | ")]
    [InlineData("{x: ")]
    [InlineData("$\"{")]
    [InlineData("not ")]
    [InlineData("-")]
    [InlineData("1 + ")]
    [InlineData("x.")]
    [InlineData("x in ")]
    [InlineData("else ")]
    [InlineData("policy p {\n")]
    [InlineData("p if {\n")]
    [InlineData(")")]
    [InlineData("}")]
    [InlineData("f(x] ")]
    [InlineData("because /")]
    [InlineData("a := $\"{\n")]
    public void A_hundred_thousand_levels_are_a_diagnostic(string level)
    {
        string text = "package p\n\np := " + string.Concat(Enumerable.Repeat(level, 100_000));
        SyntaxTree tree = SyntaxTree.Parse(text);
        Assert.NotEmpty(tree.Diagnostics);
        Assert.Equal(text, tree.Root.ToFullString());
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("[x | y := ", "1", "]")]
    [InlineData("{\"a\": f(x, ", "1", ")}")]
    [InlineData("$\"{", "1", "}\"")]
    public void The_deepest_nesting_allowed_fits_a_stack_of_one_megabyte(string open, string core, string close)
    {
        int levels = Parsing.BracketLimit / (open.Count(c => c is '(' or '[' or '{'));
        string text = "package p\np := " + string.Concat(Enumerable.Repeat(open, levels)) + core + string.Concat(Enumerable.Repeat(close, levels));
        SyntaxTree? tree = null;
        string printed = "";
        var thread = new Thread(
            () =>
            {
                tree = SyntaxTree.Parse(text);
                printed = tree.Root.ToFullString();
            },
            maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.Empty(tree!.Diagnostics);
        Assert.Equal(text, printed);
    }

    [Fact]
    public void A_level_more_is_too_deep()
    {
        int levels = Parsing.BracketLimit + 1;
        SyntaxTree tree = SyntaxTree.Parse($"package p\np := {new string('(', levels)}1{new string(')', levels)}\nq := 1");
        Assert.Equal("PK1009", Assert.Single(tree.Diagnostics).Id);
        Assert.IsType<RuleSyntax>(tree.Root.Members[2]);
    }

    [Fact]
    public void Nested_attempts_at_comprehensions_do_not_double()
    {
        string text = "package p\np := " + string.Concat(Enumerable.Repeat("{x | ", 150)) + "1" + string.Concat(Enumerable.Repeat(", y}", 150));
        Assert.Empty(SyntaxTree.Parse(text).Diagnostics);
    }

    private static bool RoundTrips(string text) =>
        Array.TrueForAll(s_options, options => SyntaxTree.Parse(SourceText.From(text), options).Root.ToFullString() == text);

    private static class Parsing
    {
        public const int BracketLimit = PolicyKit.Syntax.Parsing.BracketMap.MaxNesting;
    }
}
