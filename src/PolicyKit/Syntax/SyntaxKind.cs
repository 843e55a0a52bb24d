namespace PolicyKit.Syntax;

/// <summary>The kinds of tokens and nodes. Token kinds carry the layout that the grammar needs: a glued bracket or dot continues a ref, a spaced one does not.</summary>
public enum SyntaxKind
{
    /// <summary>No kind.</summary>
    None,

    // Tokens: layout-bearing punctuation.
    /// <summary><c>(</c> directly after a token.</summary>
    GluedOpenParenToken,
    /// <summary><c>(</c> after white space.</summary>
    OpenParenToken,
    /// <summary><c>[</c> directly after a token.</summary>
    GluedOpenBracketToken,
    /// <summary><c>[</c> after white space.</summary>
    OpenBracketToken,
    /// <summary><c>.</c> directly after a token and directly before a name.</summary>
    GluedDotToken,
    /// <summary>Any other <c>.</c>.</summary>
    DotToken,

    // Tokens: other punctuation and operators.
    /// <summary><c>)</c></summary>
    CloseParenToken,
    /// <summary><c>]</c></summary>
    CloseBracketToken,
    /// <summary><c>{</c></summary>
    OpenBraceToken,
    /// <summary><c>}</c></summary>
    CloseBraceToken,
    /// <summary><c>,</c></summary>
    CommaToken,
    /// <summary><c>;</c></summary>
    SemicolonToken,
    /// <summary><c>:</c></summary>
    ColonToken,
    /// <summary><c>:=</c></summary>
    AssignToken,
    /// <summary><c>=</c></summary>
    UnifyToken,
    /// <summary><c>==</c></summary>
    EqualToken,
    /// <summary><c>!=</c></summary>
    NotEqualToken,
    /// <summary><c>&lt;</c></summary>
    LessToken,
    /// <summary><c>&lt;=</c></summary>
    LessOrEqualToken,
    /// <summary><c>&gt;</c></summary>
    GreaterToken,
    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqualToken,
    /// <summary><c>+</c></summary>
    PlusToken,
    /// <summary><c>-</c></summary>
    MinusToken,
    /// <summary><c>*</c></summary>
    StarToken,
    /// <summary><c>/</c></summary>
    SlashToken,
    /// <summary><c>%</c></summary>
    PercentToken,
    /// <summary><c>&amp;</c></summary>
    AmpersandToken,
    /// <summary><c>|</c></summary>
    BarToken,

    // Tokens: literals and names.
    /// <summary>A name that is not a keyword here.</summary>
    IdentifierToken,
    /// <summary>A number as JSON writes it.</summary>
    NumberToken,
    /// <summary>A string in double quotes.</summary>
    StringToken,
    /// <summary>A string in back quotes.</summary>
    RawStringToken,
    /// <summary>From <c>$"</c> or <c>$`</c> to the first <c>{</c>, or between a <c>}</c> and the next <c>{</c>.</summary>
    TemplateTextToken,
    /// <summary>The quote that ends a template string, with the text before it.</summary>
    TemplateEndToken,
    /// <summary><c>/…/</c> after <c>because</c> in an expectation.</summary>
    RegexToken,
    /// <summary>A character that starts no token.</summary>
    BadToken,
    /// <summary>The end of the text.</summary>
    EndOfFileToken,

    // Tokens: keywords of the core.
    /// <summary><c>package</c></summary>
    PackageKeyword,
    /// <summary><c>import</c></summary>
    ImportKeyword,
    /// <summary><c>as</c></summary>
    AsKeyword,
    /// <summary><c>default</c></summary>
    DefaultKeyword,
    /// <summary><c>else</c></summary>
    ElseKeyword,
    /// <summary><c>not</c></summary>
    NotKeyword,
    /// <summary><c>some</c></summary>
    SomeKeyword,
    /// <summary><c>every</c></summary>
    EveryKeyword,
    /// <summary><c>in</c></summary>
    InKeyword,
    /// <summary><c>if</c></summary>
    IfKeyword,
    /// <summary><c>contains</c></summary>
    ContainsKeyword,
    /// <summary><c>with</c></summary>
    WithKeyword,
    /// <summary><c>true</c></summary>
    TrueKeyword,
    /// <summary><c>false</c></summary>
    FalseKeyword,
    /// <summary><c>null</c></summary>
    NullKeyword,

    // Tokens: contextual keywords of the Kubernetes layer.
    /// <summary><c>policy</c></summary>
    PolicyKeyword,
    /// <summary><c>param</c></summary>
    ParamKeyword,
    /// <summary><c>deny</c></summary>
    DenyKeyword,
    /// <summary><c>warn</c></summary>
    WarnKeyword,
    /// <summary><c>at</c></summary>
    AtKeyword,
    /// <summary><c>because</c></summary>
    BecauseKeyword,
    /// <summary><c>fix</c></summary>
    FixKeyword,
    /// <summary><c>unsafe</c></summary>
    UnsafeKeyword,
    /// <summary><c>remove</c></summary>
    RemoveKeyword,
    /// <summary><c>set</c></summary>
    SetKeyword,
    /// <summary><c>add</c></summary>
    AddKeyword,
    /// <summary><c>create</c></summary>
    CreateKeyword,
    /// <summary><c>test</c></summary>
    TestKeyword,
    /// <summary><c>given</c></summary>
    GivenKeyword,
    /// <summary><c>file</c></summary>
    FileKeyword,
    /// <summary><c>expect</c></summary>
    ExpectKeyword,
    /// <summary><c>allow</c></summary>
    AllowKeyword,
    /// <summary><c>error</c></summary>
    ErrorKeyword,
    /// <summary><c>judged</c></summary>
    JudgedKeyword,
    /// <summary><c>fixed</c></summary>
    FixedKeyword,

    // Nodes.
    /// <summary>A whole file.</summary>
    CompilationUnit,
    /// <summary><c>package a.b</c></summary>
    PackageDirective,
    /// <summary><c>import a.b as c</c></summary>
    ImportDirective,
    /// <summary>A rule or function.</summary>
    Rule,
    /// <summary>The head of a rule.</summary>
    RuleHead,
    /// <summary>An <c>else</c> branch.</summary>
    ElseClause,
    /// <summary>A body: literals that must all hold.</summary>
    Query,
    /// <summary>A <c>policy</c> declaration.</summary>
    PolicyDeclaration,
    /// <summary><c>title: …</c> and its like.</summary>
    PolicyProperty,
    /// <summary><c>param name: type = default</c></summary>
    ParamDeclaration,
    /// <summary><c>deny … if</c> or <c>warn … if</c>.</summary>
    FindingRule,
    /// <summary><c>fix …</c></summary>
    FixClause,
    /// <summary>A name used as a type.</summary>
    NamedType,
    /// <summary><c>[T]</c></summary>
    ArrayType,
    /// <summary><c>set[T]</c></summary>
    SetType,
    /// <summary><c>{string: T}</c></summary>
    ObjectType,
    /// <summary><c>test "…" { … }</c></summary>
    TestDeclaration,
    /// <summary><c>given …</c></summary>
    GivenClause,
    /// <summary><c>with … as …</c> in a test.</summary>
    TestWithClause,
    /// <summary><c>expect …</c></summary>
    ExpectClause,
    /// <summary>Tokens that could not be parsed.</summary>
    SkippedTokens,
    /// <summary>An expression used as a statement, possibly negated.</summary>
    ExpressionLiteral,
    /// <summary><c>some x, y</c></summary>
    SomeDeclaration,
    /// <summary><c>some x in xs</c></summary>
    SomeInLiteral,
    /// <summary><c>every x in xs { … }</c></summary>
    EveryLiteral,
    /// <summary><c>with target as value</c></summary>
    WithModifier,
    /// <summary>A number, string, boolean or null.</summary>
    LiteralExpression,
    /// <summary>A template string.</summary>
    TemplateString,
    /// <summary>A name.</summary>
    NameExpression,
    /// <summary><c>a.b</c></summary>
    MemberAccess,
    /// <summary><c>a[b]</c></summary>
    ElementAccess,
    /// <summary><c>f(x)</c></summary>
    CallExpression,
    /// <summary><c>[a, b]</c></summary>
    ArrayExpression,
    /// <summary><c>{a: b}</c></summary>
    ObjectExpression,
    /// <summary><c>a: b</c> in an object.</summary>
    ObjectItem,
    /// <summary><c>{a, b}</c> or <c>set()</c></summary>
    SetExpression,
    /// <summary><c>[x | …]</c></summary>
    ArrayComprehension,
    /// <summary><c>{x | …}</c></summary>
    SetComprehension,
    /// <summary><c>{k: v | …}</c></summary>
    ObjectComprehension,
    /// <summary><c>a + b</c>, <c>a == b</c>, <c>a := b</c>, <c>a = b</c> …</summary>
    BinaryExpression,
    /// <summary><c>-a</c></summary>
    UnaryExpression,
    /// <summary><c>x in xs</c> or <c>k, v in xs</c></summary>
    MembershipExpression,
    /// <summary><c>(a)</c></summary>
    ParenthesizedExpression,
    /// <summary><c>a with b as c</c> in a template string.</summary>
    WithExpression,
}
