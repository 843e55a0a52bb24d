using Sprache;
using static PolicyKit.Syntax.Parsing.Combinators;

namespace PolicyKit.Syntax.Parsing;

/// <summary>Clauses of a <c>test</c> block.</summary>
internal static class TestGrammar
{
    /// <summary><c>given `yaml`</c> or <c>given file "path"</c></summary>
    public static readonly Parser<MemberSyntax> Given =
        from keyword in Token(SyntaxKind.GivenKeyword)
        from file in OptionalToken(SyntaxKind.FileKeyword)
        from text in Token(k => k is SyntaxKind.StringToken or SyntaxKind.RawStringToken, file.IsNone ? "YAML in back quotes or `file`" : "a path in quotes")
        select (MemberSyntax)new GivenClauseSyntax(keyword, file, text);

    /// <summary><c>with target as value</c></summary>
    public static readonly Parser<MemberSyntax> With = LiteralGrammar.With.Map<WithModifierSyntax, MemberSyntax>(with => new TestWithClauseSyntax(with));

    private static readonly Parser<ExpressionSyntax?> s_policy = When(
        at => at is { AtEnd: false, IsFirstOnLine: false, Kind: not (SyntaxKind.AtKeyword or SyntaxKind.BecauseKeyword or SyntaxKind.ExpectKeyword) } && SyntaxFacts.IsName(at.Kind),
        TermGrammar.Reference);

    private static readonly Parser<(SyntaxToken Keyword, ExpressionSyntax Path)> s_at =
        Seq(Token(SyntaxKind.AtKeyword), TermGrammar.Reference, (keyword, path) => (keyword, path)).IfStarts(SyntaxKind.AtKeyword);

    private static readonly Parser<(SyntaxToken Keyword, SyntaxToken Pattern)> s_because = Seq(
        Token(SyntaxKind.BecauseKeyword),
        Token(k => k is SyntaxKind.RegexToken or SyntaxKind.StringToken or SyntaxKind.RawStringToken, "a regular expression between slashes, or a string"),
        (keyword, pattern) => (keyword, pattern)).IfStarts(SyntaxKind.BecauseKeyword);

    private static readonly Parser<(SyntaxToken Not, SyntaxToken Outcome)> s_outcome =
        from not in OptionalToken(SyntaxKind.NotKeyword)
        from outcome in not.IsNone
            ? Token(k => k is SyntaxKind.AllowKeyword or SyntaxKind.DenyKeyword or SyntaxKind.WarnKeyword or SyntaxKind.ErrorKeyword or SyntaxKind.FixedKeyword, "`allow`, `deny`, `warn`, `error`, `not judged` or `fixed`")
            : Token(SyntaxKind.JudgedKeyword)
        select (not, outcome);

    private static readonly Parser<MemberSyntax> s_expectFinding =
        from keyword in Token(SyntaxKind.ExpectKeyword)
        from outcome in s_outcome
        from policy in s_policy
        from at in s_at
        from because in s_because
        select (MemberSyntax)new ExpectClauseSyntax(keyword, outcome.Not, outcome.Outcome, policy, at.Keyword, at.Path, because.Keyword, because.Pattern);

    private static readonly Parser<MemberSyntax> s_expectOutcome =
        from keyword in Token(SyntaxKind.ExpectKeyword)
        from outcome in s_outcome
        select (MemberSyntax)new ExpectClauseSyntax(keyword, outcome.Not, outcome.Outcome, null, default, null, default, default);

    /// <summary><c>expect allow | fixed | not judged | (deny | warn | error) [policy] [at path] [because /regex/]</c></summary>
    public static readonly Parser<MemberSyntax> Expect = input =>
        ((TokenInput)input).PeekKind(1) is SyntaxKind.DenyKeyword or SyntaxKind.WarnKeyword or SyntaxKind.ErrorKeyword ? s_expectFinding(input) : s_expectOutcome(input);
}
