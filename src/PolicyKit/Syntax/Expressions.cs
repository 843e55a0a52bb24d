namespace PolicyKit.Syntax;

/// <summary>A term or operator expression.</summary>
public abstract class ExpressionSyntax : SyntaxNode
{
    private protected ExpressionSyntax()
    {
    }
}

/// <summary>A number, string, raw string, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
public sealed class LiteralExpressionSyntax(SyntaxToken token) : ExpressionSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.LiteralExpression;

    /// <summary>The only token.</summary>
    public SyntaxToken Token => token;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [token];
}

/// <summary>
/// <c>$"text {expression} text"</c>: text tokens and expressions in turn. <see cref="Texts"/> has one token more than <see cref="Interpolations"/>;
/// each text token keeps its delimiters (<c>$"</c>, <c>{</c>, <c>}</c>, <c>"</c>).
/// </summary>
public sealed class TemplateStringSyntax(IReadOnlyList<SyntaxToken> texts, IReadOnlyList<ExpressionSyntax> interpolations) : ExpressionSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.TemplateString;

    /// <summary>The text parts.</summary>
    public IReadOnlyList<SyntaxToken> Texts => texts;

    /// <summary>The expressions between the text parts.</summary>
    public IReadOnlyList<ExpressionSyntax> Interpolations => interpolations;

    private protected override IEnumerable<SyntaxNodeOrToken> Children()
    {
        for (int i = 0; i < texts.Count; i++)
        {
            yield return texts[i];
            if (i < interpolations.Count) yield return interpolations[i];
        }
    }
}

/// <summary>A name: a variable, document, rule, import, or the wildcard <c>_</c>.</summary>
public sealed class NameExpressionSyntax(SyntaxToken identifier) : ExpressionSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.NameExpression;

    /// <summary>The name's token; its kind may be a contextual keyword.</summary>
    public SyntaxToken Identifier => identifier;

    /// <summary>The name.</summary>
    public string Name => identifier.Text;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [identifier];
}

/// <summary><c>target.name</c>; the name may be any keyword.</summary>
public sealed class MemberAccessSyntax(ExpressionSyntax target, SyntaxToken dot, SyntaxToken name) : ExpressionSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.MemberAccess;

    /// <summary>What is read from.</summary>
    public ExpressionSyntax Target => target;

    /// <summary>The dot.</summary>
    public SyntaxToken Dot => dot;

    /// <summary>The member's name.</summary>
    public SyntaxToken Name => name;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [target, dot, name];
}

/// <summary><c>target[index]</c></summary>
public sealed class ElementAccessSyntax(ExpressionSyntax target, SyntaxToken open, ExpressionSyntax index, SyntaxToken close) : ExpressionSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ElementAccess;

    /// <summary>What is read from.</summary>
    public ExpressionSyntax Target => target;

    /// <summary>The key, index or member.</summary>
    public ExpressionSyntax Index => index;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [target, open, index, close];
}

/// <summary><c>callee(arguments)</c>; the callee is a name or a member access.</summary>
public sealed class CallExpressionSyntax(ExpressionSyntax callee, SyntaxToken open, SeparatedList<ExpressionSyntax> arguments, SyntaxToken close) : ExpressionSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.CallExpression;

    /// <summary>The function's ref.</summary>
    public ExpressionSyntax Callee => callee;

    /// <summary>The arguments.</summary>
    public SeparatedList<ExpressionSyntax> Arguments => arguments;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [callee, open, .. arguments.Children(), close];
}

/// <summary><c>[a, b]</c></summary>
public sealed class ArrayExpressionSyntax(SyntaxToken open, SeparatedList<ExpressionSyntax> items, SyntaxToken close) : ExpressionSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ArrayExpression;

    /// <summary>The elements.</summary>
    public SeparatedList<ExpressionSyntax> Items => items;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [open, .. items.Children(), close];
}

/// <summary><c>{a, b}</c>, or the empty set <c>set()</c> (then <paramref name="setKeyword"/> is present and the brackets are parentheses).</summary>
public sealed class SetExpressionSyntax(SyntaxToken setKeyword, SyntaxToken open, SeparatedList<ExpressionSyntax> items, SyntaxToken close) : ExpressionSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.SetExpression;

    /// <summary>The members.</summary>
    public SeparatedList<ExpressionSyntax> Items => items;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [setKeyword, open, .. items.Children(), close];
}

/// <summary><c>key: value</c></summary>
public sealed class ObjectItemSyntax(ExpressionSyntax key, SyntaxToken colon, ExpressionSyntax value) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ObjectItem;

    /// <summary>The key.</summary>
    public ExpressionSyntax Key => key;

    /// <summary>The value.</summary>
    public ExpressionSyntax Value => value;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [key, colon, value];
}

/// <summary><c>{key: value, …}</c></summary>
public sealed class ObjectExpressionSyntax(SyntaxToken open, SeparatedList<ObjectItemSyntax> items, SyntaxToken close) : ExpressionSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ObjectExpression;

    /// <summary>The members.</summary>
    public SeparatedList<ObjectItemSyntax> Items => items;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [open, .. items.Children(), close];
}

/// <summary><c>[term | query]</c>, <c>{term | query}</c> or <c>{key: term | query}</c>, told apart by <see cref="Kind"/>.</summary>
public sealed class ComprehensionSyntax(
    SyntaxKind kind, SyntaxToken open, ExpressionSyntax? key, SyntaxToken colon, ExpressionSyntax term, SyntaxToken bar, QuerySyntax query, SyntaxToken close) : ExpressionSyntax
{
    /// <summary><see cref="SyntaxKind.ArrayComprehension"/>, <see cref="SyntaxKind.SetComprehension"/> or <see cref="SyntaxKind.ObjectComprehension"/>.</summary>
    public override SyntaxKind Kind => kind;

    /// <summary>The key of an object comprehension.</summary>
    public ExpressionSyntax? Key => key;

    /// <summary>The element, member or value.</summary>
    public ExpressionSyntax Term => term;

    /// <summary>The body.</summary>
    public QuerySyntax Query => query;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [open, key, colon, term, bar, query, close];
}

/// <summary><c>left op right</c>: arithmetic, comparison, <c>&amp;</c>, <c>|</c>, <c>:=</c> and <c>=</c>.</summary>
public sealed class BinaryExpressionSyntax(ExpressionSyntax left, SyntaxToken operatorToken, ExpressionSyntax right) : ExpressionSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.BinaryExpression;

    /// <summary>The left operand.</summary>
    public ExpressionSyntax Left => left;

    /// <summary>The operator.</summary>
    public SyntaxToken OperatorToken => operatorToken;

    /// <summary>The right operand.</summary>
    public ExpressionSyntax Right => right;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [left, operatorToken, right];
}

/// <summary><c>-operand</c></summary>
public sealed class UnaryExpressionSyntax(SyntaxToken operatorToken, ExpressionSyntax operand) : ExpressionSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.UnaryExpression;

    /// <summary>The operand.</summary>
    public ExpressionSyntax Operand => operand;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [operatorToken, operand];
}

/// <summary><c>value in collection</c> or <c>key, value in collection</c>.</summary>
public sealed class MembershipExpressionSyntax(ExpressionSyntax? key, SyntaxToken comma, ExpressionSyntax value, SyntaxToken inKeyword, ExpressionSyntax collection) : ExpressionSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.MembershipExpression;

    /// <summary>The key, when there is one.</summary>
    public ExpressionSyntax? Key => key;

    /// <summary>The member looked for.</summary>
    public ExpressionSyntax Value => value;

    /// <summary>Where it is looked for.</summary>
    public ExpressionSyntax Collection => collection;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [key, comma, value, inKeyword, collection];
}

/// <summary><c>(expression)</c></summary>
public sealed class ParenthesizedExpressionSyntax(SyntaxToken open, ExpressionSyntax expression, SyntaxToken close) : ExpressionSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ParenthesizedExpression;

    /// <summary>The expression inside.</summary>
    public ExpressionSyntax Expression => expression;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [open, expression, close];
}

/// <summary><c>expression with target as value</c>, only as an interpolation of a template string.</summary>
public sealed class WithExpressionSyntax(ExpressionSyntax expression, IReadOnlyList<WithModifierSyntax> withModifiers) : ExpressionSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.WithExpression;

    /// <summary>The expression.</summary>
    public ExpressionSyntax Expression => expression;

    /// <summary>Its <c>with</c> modifiers, at least one.</summary>
    public IReadOnlyList<WithModifierSyntax> WithModifiers => withModifiers;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [expression, .. withModifiers.Select(w => (SyntaxNodeOrToken)w)];
}
