namespace PolicyKit.Syntax;

/// <summary><c>test "name" { given … with … expect … }</c></summary>
public sealed class TestDeclarationSyntax(SyntaxToken testKeyword, SyntaxToken name, SyntaxToken open, IReadOnlyList<MemberSyntax> clauses, SyntaxToken close) : MemberSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.TestDeclaration;

    /// <summary>The name, a string token.</summary>
    public SyntaxToken Name => name;

    /// <summary><see cref="GivenClauseSyntax"/>, <see cref="TestWithClauseSyntax"/>, <see cref="ExpectClauseSyntax"/> and unparsed tokens in text order.</summary>
    public IReadOnlyList<MemberSyntax> Clauses => clauses;

    /// <summary>Whether its brace is closed; where it is not, nobody knows what else was to be in it.</summary>
    internal bool IsClosed => !close.IsNone;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() =>
        [testKeyword, name, open, .. clauses.Select(c => (SyntaxNodeOrToken)c), close];
}

/// <summary><c>given `yaml`</c> or <c>given file "path"</c></summary>
public sealed class GivenClauseSyntax(SyntaxToken givenKeyword, SyntaxToken fileKeyword, SyntaxToken text) : MemberSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.GivenClause;

    /// <summary>Whether <see cref="Text"/> names a file, relative to the policy file.</summary>
    public bool IsFile => !fileKeyword.IsNone;

    /// <summary>The YAML documents, or the file's path: a string or raw string token.</summary>
    public SyntaxToken Text => text;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [givenKeyword, fileKeyword, text];
}

/// <summary><c>with target as value</c></summary>
public sealed class TestWithClauseSyntax(WithModifierSyntax modifier) : MemberSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.TestWithClause;

    /// <summary>What is replaced for the test.</summary>
    public WithModifierSyntax Modifier => modifier;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [modifier];
}

/// <summary>
/// <c>expect allow</c>, <c>expect fixed</c>, <c>expect not judged</c>, or <c>expect deny|warn|error [policy] [at path] [because /regex/]</c>.
/// </summary>
public sealed class ExpectClauseSyntax(
    SyntaxToken expectKeyword, SyntaxToken notKeyword, SyntaxToken outcome, ExpressionSyntax? policy, SyntaxToken atKeyword, ExpressionSyntax? path,
    SyntaxToken becauseKeyword, SyntaxToken pattern) : MemberSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ExpectClause;

    /// <summary><c>allow</c>, <c>deny</c>, <c>warn</c>, <c>error</c>, <c>judged</c> (after <c>not</c>) or <c>fixed</c>.</summary>
    public SyntaxToken Outcome => outcome;

    /// <summary>The policy's name or id; null when any policy in scope will do.</summary>
    public ExpressionSyntax? Policy => policy;

    /// <summary>The path written as findings print it.</summary>
    public ExpressionSyntax? Path => path;

    /// <summary>The regular expression with its slashes, or a string, that the message must match; none when any message will do.</summary>
    public SyntaxToken Pattern => pattern;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() =>
        [expectKeyword, notKeyword, outcome, policy, atKeyword, path, becauseKeyword, pattern];
}
