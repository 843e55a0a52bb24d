using Sprache;
using static PolicyKit.Syntax.Parsing.Combinators;

namespace PolicyKit.Syntax.Parsing;

/// <summary>Members of a <c>policy</c> block: properties, params, findings. Helper rules are <see cref="RuleGrammar.Rule"/>.</summary>
internal static class PolicyGrammar
{
    private static readonly Parser<SyntaxToken> s_name = Token(SyntaxFacts.IsName, "a name");

    /// <summary><c>name: value</c></summary>
    public static readonly Parser<MemberSyntax> Property =
        from name in s_name
        from colon in Token(SyntaxKind.ColonToken)
        from value in OperatorGrammar.ListItem
        select (MemberSyntax)new PolicyPropertySyntax(name, colon, value);

    private static readonly Parser<TypeSyntax> s_namedType = s_name.Map<SyntaxToken, TypeSyntax>(name => new NamedTypeSyntax(name));

    private static readonly Parser<TypeSyntax> s_arrayType =
        from open in Token(TermGrammar.IsOpenBracket, "`[`")
        from element in Defer(() => Type!)
        from close in Token(SyntaxKind.CloseBracketToken)
        select (TypeSyntax)new CollectionTypeSyntax(default, open, element, close);

    private static readonly Parser<TypeSyntax> s_setType =
        from keyword in Token(SyntaxKind.SetKeyword)
        from open in Token(TermGrammar.IsOpenBracket, "`[`")
        from element in Defer(() => Type!)
        from close in Token(SyntaxKind.CloseBracketToken)
        select (TypeSyntax)new CollectionTypeSyntax(keyword, open, element, close);

    private static readonly Parser<TypeSyntax> s_objectType =
        from open in Token(SyntaxKind.OpenBraceToken)
        from key in Defer(() => Type!)
        from colon in Token(SyntaxKind.ColonToken)
        from value in Defer(() => Type!)
        from close in Token(SyntaxKind.CloseBraceToken)
        select (TypeSyntax)new ObjectTypeSyntax(open, key, colon, value, close);

    /// <summary><c>name | [T] | set[T] | {T: T}</c></summary>
    private static readonly Parser<TypeSyntax> Type = Choose(
        "a type",
        (k => k == SyntaxKind.SetKeyword, s_setType),
        (SyntaxFacts.IsName, s_namedType),
        (TermGrammar.IsOpenBracket, s_arrayType),
        (k => k == SyntaxKind.OpenBraceToken, s_objectType));

    /// <summary><c>param name: type [= default]</c></summary>
    public static readonly Parser<MemberSyntax> Param =
        from keyword in Token(SyntaxKind.ParamKeyword)
        from name in s_name
        from colon in Token(SyntaxKind.ColonToken)
        from type in Type
        from unify in OptionalToken(SyntaxKind.UnifyToken)
        from value in unify.IsNone ? Constant<ExpressionSyntax?>(null) : OperatorGrammar.ListItem
        select (MemberSyntax)new ParamDeclarationSyntax(keyword, name, colon, type, unify, value);

    private static readonly Parser<(SyntaxToken Keyword, ExpressionSyntax? Value)> s_fixAction =
        from keyword in Token(k => k is SyntaxKind.RemoveKeyword or SyntaxKind.SetKeyword or SyntaxKind.AddKeyword or SyntaxKind.CreateKeyword, "`remove`, `set`, `add` or `create`")
        from value in keyword.Kind == SyntaxKind.RemoveKeyword ? Constant<ExpressionSyntax?>(null) : OperatorGrammar.ListItem
        select (keyword, value);

    private static readonly Parser<FixClauseSyntax> s_fix =
        from keyword in Token(SyntaxKind.FixKeyword)
        from isUnsafe in OptionalToken(SyntaxKind.UnsafeKeyword)
        from action in s_fixAction
        from at in Clause(SyntaxKind.AtKeyword)
        select new FixClauseSyntax(keyword, isUnsafe, action.Keyword, action.Value, at.Keyword, at.Value);

    /// <summary><c>deny|warn [at place] [because message] [fix …] [if body]</c></summary>
    public static readonly Parser<MemberSyntax> Finding =
        from keyword in Token(k => k is SyntaxKind.DenyKeyword or SyntaxKind.WarnKeyword, "`deny` or `warn`")
        from at in Clause(SyntaxKind.AtKeyword)
        from because in Clause(SyntaxKind.BecauseKeyword)
        from fix in When(SyntaxKind.FixKeyword, s_fix)
        from guard in RuleGrammar.If
        select (MemberSyntax)new FindingRuleSyntax(keyword, at.Keyword, at.Value, because.Keyword, because.Value, fix, guard?.If ?? default, guard?.Body);

    /// <summary>Whether a finding starts here, and not a rule that is named <c>deny</c> or <c>warn</c>.</summary>
    public static bool StartsFinding(TokenInput at) => at.Kind is SyntaxKind.DenyKeyword or SyntaxKind.WarnKeyword
        && at.PeekKind(1) is SyntaxKind.AtKeyword or SyntaxKind.BecauseKeyword or SyntaxKind.FixKeyword or SyntaxKind.IfKeyword or SyntaxKind.EndOfFileToken or SyntaxKind.CloseBraceToken;

    /// <summary>Whether a finding is meant, by a misspelt keyword and a clause on its line: <c>dney at x</c>.</summary>
    public static bool StartsMisspeltFinding(TokenInput at) =>
        at.Kind == SyntaxKind.IdentifierToken && SyntaxFacts.IsFindingClause(at.PeekKind(1)) && !at.Next.IsFirstOnLine
        && (SyntaxFacts.IsWord(at.PeekKind(2)) || at.PeekKind(2) is SyntaxKind.OpenBracketToken or SyntaxKind.StringToken or SyntaxKind.TemplateTextToken or SyntaxKind.TemplateEndToken);

    /// <summary>Whether a finding is written as Rego's partial set: <c>deny[msg]</c>, <c>deny contains msg</c>.</summary>
    public static bool StartsSetOfFindings(TokenInput at) =>
        at.Kind is SyntaxKind.DenyKeyword or SyntaxKind.WarnKeyword && at.PeekKind(1) is SyntaxKind.ContainsKeyword or SyntaxKind.GluedOpenBracketToken;

    private static Parser<(SyntaxToken Keyword, ExpressionSyntax? Value)> Clause(SyntaxKind keyword) =>
        Seq(Token(keyword), OperatorGrammar.Expression, (token, value) => (token, (ExpressionSyntax?)value)).IfStarts(keyword);
}
