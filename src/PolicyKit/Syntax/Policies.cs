namespace PolicyKit.Syntax;

/// <summary><c>policy name { members }</c></summary>
public sealed class PolicyDeclarationSyntax(SyntaxToken policyKeyword, SyntaxToken name, SyntaxToken open, IReadOnlyList<MemberSyntax> members, SyntaxToken close) : MemberSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.PolicyDeclaration;

    /// <summary>The policy's name within its package.</summary>
    public SyntaxToken Name => name;

    /// <summary>Properties, params, findings, helper rules, tests and unparsed tokens in text order.</summary>
    public IReadOnlyList<MemberSyntax> Members => members;

    /// <summary>Whether its brace is closed; where it is not, nobody knows what else was to be in it.</summary>
    internal bool IsClosed => !close.IsNone;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() =>
        [policyKeyword, name, open, .. members.Select(m => (SyntaxNodeOrToken)m), close];
}

/// <summary><c>name: value</c>, such as <c>title: "…"</c> or <c>match: workloads</c>.</summary>
public sealed class PolicyPropertySyntax(SyntaxToken name, SyntaxToken colon, ExpressionSyntax value) : MemberSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.PolicyProperty;

    /// <summary>The property's name.</summary>
    public SyntaxToken Name => name;

    /// <summary>The property's value, a constant.</summary>
    public ExpressionSyntax Value => value;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [name, colon, value];
}

/// <summary><c>param name: type [= default]</c></summary>
public sealed class ParamDeclarationSyntax(SyntaxToken paramKeyword, SyntaxToken name, SyntaxToken colon, TypeSyntax type, SyntaxToken unifyToken, ExpressionSyntax? defaultValue) : MemberSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ParamDeclaration;

    /// <summary>The param's name.</summary>
    public SyntaxToken Name => name;

    /// <summary>The declared type.</summary>
    public TypeSyntax Type => type;

    /// <summary>The default; a param without one is required.</summary>
    public ExpressionSyntax? DefaultValue => defaultValue;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [paramKeyword, name, colon, type, unifyToken, defaultValue];
}

/// <summary>A type in a <c>param</c>.</summary>
public abstract class TypeSyntax : SyntaxNode
{
    private protected TypeSyntax()
    {
    }
}

/// <summary><c>string</c>, <c>int</c>, <c>number</c>, <c>bool</c> or <c>any</c></summary>
public sealed class NamedTypeSyntax(SyntaxToken name) : TypeSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.NamedType;

    /// <summary>The type's name.</summary>
    public SyntaxToken Name => name;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [name];
}

/// <summary><c>[T]</c> or <c>set[T]</c>, told apart by <see cref="Kind"/>.</summary>
public sealed class CollectionTypeSyntax(SyntaxToken setKeyword, SyntaxToken open, TypeSyntax element, SyntaxToken close) : TypeSyntax
{
    /// <summary><see cref="SyntaxKind.ArrayType"/> or <see cref="SyntaxKind.SetType"/>.</summary>
    public override SyntaxKind Kind => setKeyword.IsNone ? SyntaxKind.ArrayType : SyntaxKind.SetType;

    /// <summary>The element type.</summary>
    public TypeSyntax Element => element;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [setKeyword, open, element, close];
}

/// <summary><c>{string: T}</c></summary>
public sealed class ObjectTypeSyntax(SyntaxToken open, TypeSyntax key, SyntaxToken colon, TypeSyntax value, SyntaxToken close) : TypeSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ObjectType;

    /// <summary>The key type; only <c>string</c> is allowed.</summary>
    public TypeSyntax Key => key;

    /// <summary>The value type.</summary>
    public TypeSyntax Value => value;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [open, key, colon, value, close];
}

/// <summary><c>deny|warn [at place] [because message] [fix …] [if body]</c></summary>
public sealed class FindingRuleSyntax(
    SyntaxToken keyword, SyntaxToken atKeyword, ExpressionSyntax? place, SyntaxToken becauseKeyword, ExpressionSyntax? message,
    FixClauseSyntax? fix, SyntaxToken ifKeyword, QuerySyntax? body) : MemberSyntax
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.FindingRule;

    /// <summary><c>deny</c> or <c>warn</c>.</summary>
    public SyntaxToken Keyword => keyword;

    /// <summary>The ref (or array comprehension of refs) whose path the finding carries.</summary>
    public ExpressionSyntax? Place => place;

    /// <summary>The message; the policy's title when left out.</summary>
    public ExpressionSyntax? Message => message;

    /// <summary>The repair.</summary>
    public FixClauseSyntax? Fix => fix;

    /// <summary>The conditions.</summary>
    public QuerySyntax? Body => body;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() =>
        [keyword, atKeyword, place, becauseKeyword, message, fix, ifKeyword, body];
}

/// <summary><c>fix [unsafe] remove | set value | add value | create object [at target]</c></summary>
public sealed class FixClauseSyntax(SyntaxToken fixKeyword, SyntaxToken unsafeKeyword, SyntaxToken action, ExpressionSyntax? value, SyntaxToken atKeyword, ExpressionSyntax? target) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.FixClause;

    /// <summary>Whether the repair can stop a working program.</summary>
    public bool IsUnsafe => !unsafeKeyword.IsNone;

    /// <summary><c>remove</c>, <c>set</c>, <c>add</c> or <c>create</c>.</summary>
    public SyntaxToken Action => action;

    /// <summary>The value set, added or created.</summary>
    public ExpressionSyntax? Value => value;

    /// <summary>The repair's own place, when it is not the finding's.</summary>
    public ExpressionSyntax? Target => target;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [fixKeyword, unsafeKeyword, action, value, atKeyword, target];
}
