using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Tests.Syntax;

public sealed class LexerTests
{
    [Theory]
    [InlineData("f(x)", "IdentifierToken GluedOpenParenToken IdentifierToken CloseParenToken")]
    [InlineData("f (x)", "IdentifierToken OpenParenToken IdentifierToken CloseParenToken")]
    [InlineData("x[0] [1]", "IdentifierToken GluedOpenBracketToken NumberToken CloseBracketToken OpenBracketToken NumberToken CloseBracketToken")]
    [InlineData("a.b", "IdentifierToken GluedDotToken IdentifierToken")]
    [InlineData("a .b", "IdentifierToken DotToken IdentifierToken")]
    [InlineData("a. b", "IdentifierToken DotToken IdentifierToken")]
    [InlineData(":= : = == != < <= > >=", "AssignToken ColonToken UnifyToken EqualToken NotEqualToken LessToken LessOrEqualToken GreaterToken GreaterOrEqualToken")]
    [InlineData("$\"a {x} b\"", "TemplateTextToken IdentifierToken TemplateEndToken")]
    [InlineData("$\"a\"", "TemplateEndToken")]
    [InlineData("$\"{ {\"k\": \"}\"} }\"", "TemplateTextToken OpenBraceToken StringToken ColonToken StringToken CloseBraceToken TemplateEndToken")]
    [InlineData("because /a/ b", "BecauseKeyword SlashToken IdentifierToken SlashToken IdentifierToken")]
    [InlineData("expect deny because /a\\/b/", "ExpectKeyword DenyKeyword BecauseKeyword RegexToken")]
    [InlineData("1e3 0.5 -7", "NumberToken NumberToken MinusToken NumberToken")]
    [InlineData("# only a comment", "")]
    public void Kinds_carry_layout(string text, string expected)
    {
        TokenList list = Lexer.Lex(SourceText.From(text), ParseOptions.Policy);
        Assert.Equal(expected, string.Join(' ', list.Tokens[..^1].Select(t => t.Kind)));
        Assert.Empty(list.Diagnostics);
    }

    [Fact]
    public void The_first_token_of_each_line_is_known()
    {
        TokenList list = Lexer.Lex(SourceText.From("a b # c\n\n  d e\r\nf"), ParseOptions.Rego);
        Assert.Equal([true, false, true, false, true, true], list.FirstOnLine);
    }

    [Fact]
    public void Trivia_belongs_to_the_token_after_it()
    {
        TokenList list = Lexer.Lex(SourceText.From("\uFEFF# c\n a  b # d"), ParseOptions.Rego);
        Assert.Equal(["\uFEFF# c\n a", "  b", " # d"], list.Tokens.Select(t => t.FullText));
        Assert.Equal(["a", "b", ""], list.Tokens.Select(t => t.Text));
    }

    [Theory]
    [InlineData("policy", false, SyntaxKind.IdentifierToken)]
    [InlineData("policy", true, SyntaxKind.PolicyKeyword)]
    [InlineData("set", false, SyntaxKind.SetKeyword)]
    [InlineData("if", false, SyntaxKind.IfKeyword)]
    public void Words_of_the_layer_are_names_in_Rego(string word, bool policies, SyntaxKind kind)
    {
        Assert.Equal(kind, Lexer.Lex(SourceText.From(word), new ParseOptions(AllowPolicies: policies)).Tokens[0].Kind);
    }

    [Theory]
    [InlineData("if in every contains", "")]
    [InlineData("import future.keywords.in\nif in every contains", "in")]
    [InlineData("import future.keywords.every\nif in every contains", "in every")]
    [InlineData("import future.keywords\nif in every contains", "if in every contains")]
    [InlineData("import rego.v1\nif in every contains", "if in every contains")]
    public void Version_0_has_the_keywords_that_it_imports(string text, string keywords)
    {
        SyntaxToken[] tokens = Lexer.Lex(SourceText.From(text), ParseOptions.RegoV0).Tokens;
        Assert.Equal(keywords, string.Join(' ', tokens[^5..^1].Where(t => SyntaxFacts.IsReservedKeyword(t.Kind)).Select(t => t.Text)));
    }

    [Theory]
    [InlineData("\"a\\n\\t\\\"\\\\\\/\"", "a\n\t\"\\/")]
    [InlineData("\"\\u0041\\ud83d\\ude00\"", "A😀")]
    [InlineData("\"x\\ud800y\"", "x\uFFFDy")]
    [InlineData("\"\\ud800\\u0041\"", "\uFFFDA")]
    [InlineData("`a\\n`", "a\\n")]
    [InlineData("\"\"", "")]
    public void String_values(string literal, string value)
    {
        Assert.Equal(value, SyntaxFacts.GetStringValue(Lexer.Lex(SourceText.From(literal), ParseOptions.Rego).Tokens[0]));
    }

    [Theory]
    [InlineData("$\"a\\t\\{{x} \\\"b\"", "a\t{|  \"b")]
    [InlineData("$`a\\t\\{{x}b`", "a\\t{|b")]
    [InlineData("$\"\"", "")]
    public void Template_texts(string literal, string values)
    {
        SyntaxTree tree = SyntaxTree.Parse($"package p\nt := {literal}");
        var rule = Assert.IsType<RuleSyntax>(tree.Root.Members[1]);
        var template = Assert.IsType<TemplateStringSyntax>(rule.Head.Value);
        Assert.Equal(values.Replace("|  ", "| ", StringComparison.Ordinal), string.Join('|', SyntaxFacts.GetTextValues(template)));
    }

    [Fact]
    public void A_regex_loses_its_slashes()
    {
        SyntaxToken token = Lexer.Lex(SourceText.From("expect deny because /a\\/b\\d/"), ParseOptions.Policy).Tokens[3];
        Assert.Equal("a/b\\d", SyntaxFacts.GetRegexPattern(token));
    }
}
