using System.Collections.Frozen;

namespace PolicyKit.Syntax;

/// <summary>Tables of the token kinds: their texts, and which of them are words.</summary>
public static partial class SyntaxFacts
{
    private static readonly (SyntaxKind Kind, string Text)[] s_punctuation =
    [
        (SyntaxKind.GluedOpenParenToken, "("), (SyntaxKind.OpenParenToken, "("), (SyntaxKind.GluedOpenBracketToken, "["), (SyntaxKind.OpenBracketToken, "["),
        (SyntaxKind.GluedDotToken, "."), (SyntaxKind.DotToken, "."), (SyntaxKind.CloseParenToken, ")"), (SyntaxKind.CloseBracketToken, "]"),
        (SyntaxKind.OpenBraceToken, "{"), (SyntaxKind.CloseBraceToken, "}"), (SyntaxKind.CommaToken, ","), (SyntaxKind.SemicolonToken, ";"),
        (SyntaxKind.ColonToken, ":"), (SyntaxKind.AssignToken, ":="), (SyntaxKind.UnifyToken, "="), (SyntaxKind.EqualToken, "=="),
        (SyntaxKind.NotEqualToken, "!="), (SyntaxKind.LessToken, "<"), (SyntaxKind.LessOrEqualToken, "<="), (SyntaxKind.GreaterToken, ">"),
        (SyntaxKind.GreaterOrEqualToken, ">="), (SyntaxKind.PlusToken, "+"), (SyntaxKind.MinusToken, "-"), (SyntaxKind.StarToken, "*"),
        (SyntaxKind.SlashToken, "/"), (SyntaxKind.PercentToken, "%"), (SyntaxKind.AmpersandToken, "&"), (SyntaxKind.BarToken, "|"),
    ];

    private static readonly FrozenDictionary<SyntaxKind, string> s_texts = s_punctuation
        .Concat(Words().Select(kind => (Kind: kind, Text: kind.ToString()[..^"Keyword".Length].ToLowerInvariant())))
        .ToFrozenDictionary(p => p.Kind, p => p.Text);

    private static readonly FrozenDictionary<string, SyntaxKind>.AlternateLookup<ReadOnlySpan<char>> s_words =
        Words().ToFrozenDictionary(kind => s_texts[kind], kind => kind, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text that all tokens of a kind have; null where it varies.</summary>
    public static string? GetText(SyntaxKind kind) => s_texts.GetValueOrDefault(kind);

    /// <summary>Whether a kind is a keyword of the core, never a variable's name.</summary>
    public static bool IsReservedKeyword(SyntaxKind kind) => kind is >= SyntaxKind.PackageKeyword and <= SyntaxKind.NullKeyword;

    /// <summary>Whether a kind is a word of the Kubernetes layer, a name everywhere else.</summary>
    public static bool IsContextualKeyword(SyntaxKind kind) => kind is >= SyntaxKind.PolicyKeyword and <= SyntaxKind.FixedKeyword;

    /// <summary>Whether a token of this kind can name a variable, rule or member of a ref's start.</summary>
    public static bool IsName(SyntaxKind kind) => kind is SyntaxKind.IdentifierToken or SyntaxKind.ContainsKeyword || IsContextualKeyword(kind);

    /// <summary>Characters of the longest number that is read.</summary>
    internal const int MaxNumberLength = 4_096;

    /// <summary>Digits of the longest exponent that is read.</summary>
    internal const int MaxExponentDigits = 9;

    /// <summary>Whether a word begins a clause of a finding: <c>at</c>, <c>because</c>, <c>fix</c>.</summary>
    internal static bool IsFindingClause(SyntaxKind kind) => kind is SyntaxKind.AtKeyword or SyntaxKind.BecauseKeyword or SyntaxKind.FixKeyword;

    /// <summary>Whether a token of this kind is a name or any keyword: what may follow a dot.</summary>
    public static bool IsWord(SyntaxKind kind) => kind == SyntaxKind.IdentifierToken || IsReservedKeyword(kind) || IsContextualKeyword(kind);

    internal static bool IsNumberOrString(SyntaxKind kind) => kind is >= SyntaxKind.NumberToken and <= SyntaxKind.TemplateEndToken;

    internal static bool IsOpening(SyntaxKind kind) => kind is
        SyntaxKind.GluedOpenParenToken or SyntaxKind.OpenParenToken or SyntaxKind.GluedOpenBracketToken or SyntaxKind.OpenBracketToken or SyntaxKind.OpenBraceToken;

    internal static bool IsClosing(SyntaxKind kind) => kind is SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken or SyntaxKind.CloseBraceToken;

    internal static SyntaxKind GetClosing(SyntaxKind opening) => opening switch
    {
        SyntaxKind.OpenBraceToken => SyntaxKind.CloseBraceToken,
        SyntaxKind.OpenBracketToken or SyntaxKind.GluedOpenBracketToken => SyntaxKind.CloseBracketToken,
        _ => SyntaxKind.CloseParenToken,
    };

    internal static SyntaxKind GetWordKind(ReadOnlySpan<char> text) => s_words.TryGetValue(text, out SyntaxKind kind) ? kind : SyntaxKind.IdentifierToken;

    private static IEnumerable<SyntaxKind> Words() =>
        Enum.GetValues<SyntaxKind>().Where(k => IsReservedKeyword(k) || IsContextualKeyword(k));
}
