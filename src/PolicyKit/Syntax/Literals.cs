namespace PolicyKit.Syntax;

/// <summary>A body: literals separated by line breaks or semicolons; all must hold. Braces are absent in a one-literal body after <c>if</c> and inside comprehensions.</summary>
public sealed class QuerySyntax(SyntaxToken open, SeparatedList<LiteralSyntax> literals, SyntaxToken close) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Query;

    /// <summary>The literals.</summary>
    public SeparatedList<LiteralSyntax> Literals => literals;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [open, .. literals.Children(), close];
}

/// <summary>One statement of a body.</summary>
public abstract class LiteralSyntax : SyntaxNode
{
    private protected LiteralSyntax()
    {
    }

    /// <summary>The <c>with</c> modifiers after the statement.</summary>
    public abstract IReadOnlyList<WithModifierSyntax> WithModifiers { get; }
}

/// <summary><c>[not] expression with …</c></summary>
public sealed class ExpressionLiteralSyntax(SyntaxToken notKeyword, ExpressionSyntax expression, IReadOnlyList<WithModifierSyntax> withModifiers) : LiteralSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ExpressionLiteral;

    /// <summary>Whether the statement is negated.</summary>
    public bool IsNegated => !notKeyword.IsNone;

    /// <summary>The expression.</summary>
    public ExpressionSyntax Expression => expression;

    /// <inheritdoc/>
    public override IReadOnlyList<WithModifierSyntax> WithModifiers => withModifiers;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [notKeyword, expression, .. withModifiers.Select(w => (SyntaxNodeOrToken)w)];
}

/// <summary><c>some x, y</c></summary>
public sealed class SomeDeclarationSyntax(SyntaxToken someKeyword, SeparatedList<NameExpressionSyntax> names) : LiteralSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.SomeDeclaration;

    /// <summary>The declared names.</summary>
    public SeparatedList<NameExpressionSyntax> Names => names;

    /// <inheritdoc/>
    public override IReadOnlyList<WithModifierSyntax> WithModifiers => [];

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [someKeyword, .. names.Children()];
}

/// <summary><c>some [key,] value in collection with …</c></summary>
public sealed class SomeInLiteralSyntax(
    SyntaxToken someKeyword, ExpressionSyntax? key, SyntaxToken comma, ExpressionSyntax value, SyntaxToken inKeyword, ExpressionSyntax collection,
    IReadOnlyList<WithModifierSyntax> withModifiers) : LiteralSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.SomeInLiteral;

    /// <summary>The key pattern, when there is one.</summary>
    public ExpressionSyntax? Key => key;

    /// <summary>The value pattern.</summary>
    public ExpressionSyntax Value => value;

    /// <summary>What is iterated.</summary>
    public ExpressionSyntax Collection => collection;

    /// <inheritdoc/>
    public override IReadOnlyList<WithModifierSyntax> WithModifiers => withModifiers;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() =>
        [someKeyword, key, comma, value, inKeyword, collection, .. withModifiers.Select(w => (SyntaxNodeOrToken)w)];
}

/// <summary><c>every [key,] value in domain { query } with …</c></summary>
public sealed class EveryLiteralSyntax(
    SyntaxToken everyKeyword, NameExpressionSyntax? key, SyntaxToken comma, NameExpressionSyntax value, SyntaxToken inKeyword, ExpressionSyntax domain,
    QuerySyntax query, IReadOnlyList<WithModifierSyntax> withModifiers) : LiteralSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.EveryLiteral;

    /// <summary>The key variable, when there is one.</summary>
    public NameExpressionSyntax? Key => key;

    /// <summary>The value variable.</summary>
    public NameExpressionSyntax Value => value;

    /// <summary>What is iterated.</summary>
    public ExpressionSyntax Domain => domain;

    /// <summary>What must hold for each element.</summary>
    public QuerySyntax Query => query;

    /// <inheritdoc/>
    public override IReadOnlyList<WithModifierSyntax> WithModifiers => withModifiers;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() =>
        [everyKeyword, key, comma, value, inKeyword, domain, query, .. withModifiers.Select(w => (SyntaxNodeOrToken)w)];
}

/// <summary><c>with target as value</c></summary>
public sealed class WithModifierSyntax(SyntaxToken withKeyword, ExpressionSyntax target, SyntaxToken asKeyword, ExpressionSyntax value) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.WithModifier;

    /// <summary>The ref replaced.</summary>
    public ExpressionSyntax Target => target;

    /// <summary>What replaces it.</summary>
    public ExpressionSyntax Value => value;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [withKeyword, target, asKeyword, value];
}
