namespace PolicyKit.Syntax;

/// <summary>A whole file.</summary>
public sealed class CompilationUnitSyntax(IReadOnlyList<MemberSyntax> members, SyntaxToken endOfFile) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.CompilationUnit;

    /// <summary>The package directive, when there is one.</summary>
    public PackageDirectiveSyntax? Package => members.OfType<PackageDirectiveSyntax>().FirstOrDefault();

    /// <summary>The imports in order.</summary>
    public IEnumerable<ImportDirectiveSyntax> Imports => members.OfType<ImportDirectiveSyntax>();

    /// <summary>All top-level items in text order, directives and unparsed tokens among them.</summary>
    public IReadOnlyList<MemberSyntax> Members => members;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [.. members.Select(m => (SyntaxNodeOrToken)m), endOfFile];
}

/// <summary>A top-level item, or a member of a <c>policy</c> or <c>test</c> block.</summary>
public abstract class MemberSyntax : SyntaxNode
{
    private protected MemberSyntax()
    {
    }
}

/// <summary>Tokens of an item that could not be parsed; a diagnostic says why.</summary>
public sealed class SkippedTokensSyntax(IReadOnlyList<SyntaxToken> tokens) : MemberSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.SkippedTokens;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => tokens.Select(t => (SyntaxNodeOrToken)t);
}

/// <summary><c>package a.b["c"]</c></summary>
public sealed class PackageDirectiveSyntax(SyntaxToken packageKeyword, ExpressionSyntax path) : MemberSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.PackageDirective;

    /// <summary>The package path: a name, member accesses and constant element accesses.</summary>
    public ExpressionSyntax Path => path;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [packageKeyword, path];
}

/// <summary><c>import path [as alias]</c></summary>
public sealed class ImportDirectiveSyntax(SyntaxToken importKeyword, ExpressionSyntax path, SyntaxToken asKeyword, SyntaxToken alias) : MemberSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ImportDirective;

    /// <summary>The imported ref.</summary>
    public ExpressionSyntax Path => path;

    /// <summary>The alias; none when left out.</summary>
    public SyntaxToken Alias => alias;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [importKeyword, path, asKeyword, alias];
}

/// <summary>A rule or function: head, bodies, <c>else</c> branches. A rule without a body has none.</summary>
public sealed class RuleSyntax(
    SyntaxToken defaultKeyword, RuleHeadSyntax head, SyntaxToken ifKeyword, IReadOnlyList<QuerySyntax> bodies, IReadOnlyList<ElseClauseSyntax> elseClauses) : MemberSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Rule;

    /// <summary>Whether this is a <c>default</c> rule.</summary>
    public bool IsDefault => !defaultKeyword.IsNone;

    /// <summary>The head.</summary>
    public RuleHeadSyntax Head => head;

    /// <summary>Whether <c>if</c> stands before the body.</summary>
    public bool HasIf => !ifKeyword.IsNone;

    /// <summary>The bodies: none, one, or (Rego v0) several that share the head.</summary>
    public IReadOnlyList<QuerySyntax> Bodies => bodies;

    /// <summary>The <c>else</c> branches in order.</summary>
    public IReadOnlyList<ElseClauseSyntax> ElseClauses => elseClauses;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() =>
        [defaultKeyword, head, ifKeyword, .. bodies.Select(b => (SyntaxNodeOrToken)b), .. elseClauses.Select(e => (SyntaxNodeOrToken)e)];
}

/// <summary>
/// <c>ref[(args)] [contains key] [:= value]</c>. The ref may end in element accesses (partial rules). <paramref name="open"/> and <paramref name="close"/> are the
/// parentheses of the parameters and are none unless the rule is a function.
/// </summary>
public sealed class RuleHeadSyntax(
    ExpressionSyntax reference, SyntaxToken open, SeparatedList<ExpressionSyntax> parameters, SyntaxToken close,
    SyntaxToken containsKeyword, ExpressionSyntax? containsKey, SyntaxToken assignToken, ExpressionSyntax? value) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.RuleHead;

    /// <summary>The rule's ref: a name, or a name with member and element accesses.</summary>
    public ExpressionSyntax Reference => reference;

    /// <summary>Whether the rule is a function.</summary>
    public bool IsFunction => !open.IsNone;

    /// <summary>The parameter patterns of a function.</summary>
    public SeparatedList<ExpressionSyntax> Parameters => parameters;

    /// <summary>The member that a partial set rule adds.</summary>
    public ExpressionSyntax? ContainsKey => containsKey;

    /// <summary><c>:=</c> or <c>=</c>; none when the value is left out.</summary>
    public SyntaxToken AssignToken => assignToken;

    /// <summary>The value; <c>true</c> when left out.</summary>
    public ExpressionSyntax? Value => value;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() =>
        [reference, open, .. parameters.Children(), close, containsKeyword, containsKey, assignToken, value];
}

/// <summary><c>else [:= value] [if] body</c></summary>
public sealed class ElseClauseSyntax(SyntaxToken elseKeyword, SyntaxToken assignToken, ExpressionSyntax? value, SyntaxToken ifKeyword, QuerySyntax? body) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ElseClause;

    /// <summary>The value; <c>true</c> when left out.</summary>
    public ExpressionSyntax? Value => value;

    /// <summary>Whether <c>if</c> stands before the body.</summary>
    public bool HasIf => !ifKeyword.IsNone;

    /// <summary>The body; absent when the branch always holds.</summary>
    public QuerySyntax? Body => body;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [elseKeyword, assignToken, value, ifKeyword, body];
}
