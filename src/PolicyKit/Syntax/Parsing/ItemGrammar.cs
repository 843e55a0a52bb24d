using Sprache;

namespace PolicyKit.Syntax.Parsing;

/// <summary>What may stand in a piece: at the top level, in a <c>policy</c> block, in a <c>test</c> block. The first tokens decide.</summary>
internal static class ItemGrammar
{
    /// <summary>What the grammar expects at the top level.</summary>
    public const string AnyItem = "a rule, `package` or `import`";

    public static readonly Parser<MemberSyntax> TopLevel = input =>
    {
        var at = (TokenInput)input;
        if (TermGrammar.IsName(at)) return RuleGrammar.Rule(at);
        return at.Kind switch
        {
            SyntaxKind.PackageKeyword => DirectiveGrammar.Package(at),
            SyntaxKind.ImportKeyword => DirectiveGrammar.Import(at),
            SyntaxKind.DefaultKeyword => RuleGrammar.Rule(at),
            _ => Outcome.Failure<MemberSyntax>(at, AnyItem),
        };
    };

    public static readonly Parser<MemberSyntax> PolicyMember = input =>
    {
        var at = (TokenInput)input;
        if (PolicyGrammar.StartsFinding(at)) return PolicyGrammar.Finding(at);
        if (PolicyGrammar.StartsMisspeltFinding(at)) return Outcome.Failure<MemberSyntax>(at, "`deny` or `warn`");
        if (PolicyGrammar.StartsSetOfFindings(at)) return Outcome.Failure<MemberSyntax>(at.State.Inputs[at.Position + 1], "`at`, `because` or `if` after the word of a finding");
        if (SyntaxFacts.IsName(at.Kind) && (at.PeekKind(1) == SyntaxKind.ColonToken || SyntaxFacts.IsNumberOrString(at.PeekKind(1)))) return PolicyGrammar.Property(at);
        if (at.Kind == SyntaxKind.ParamKeyword && SyntaxFacts.IsWord(at.PeekKind(1))) return PolicyGrammar.Param(at);
        if (TermGrammar.IsName(at) || at.Kind == SyntaxKind.DefaultKeyword) return RuleGrammar.Rule(at);
        return Outcome.Failure<MemberSyntax>(at, "a property, `param`, `deny`, `warn`, a rule or `test`");
    };

    public static readonly Parser<MemberSyntax> TestMember = input =>
    {
        var at = (TokenInput)input;
        return at.Kind switch
        {
            SyntaxKind.GivenKeyword => TestGrammar.Given(at),
            SyntaxKind.WithKeyword => TestGrammar.With(at),
            SyntaxKind.ExpectKeyword => TestGrammar.Expect(at),
            _ => Outcome.Failure<MemberSyntax>(at, "`given`, `with` or `expect`"),
        };
    };
}
