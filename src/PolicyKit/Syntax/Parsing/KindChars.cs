namespace PolicyKit.Syntax.Parsing;

/// <summary>One character a token: its kind, and in the bit above whether it is the first on its line.</summary>
internal static class KindChars
{
    private const char LineBit = (char)0x100;

    /// <summary>The text between a <c>}</c> and the next <c>{</c> of a template, told apart from the text that starts one.</summary>
    public const SyntaxKind TemplateMiddle = (SyntaxKind)0xFD;

    /// <summary>The text between the last <c>}</c> of a template and its closing quote, told apart from a template without interpolations.</summary>
    public const SyntaxKind TemplateClose = (SyntaxKind)0xFE;

    public static SyntaxKind ToKind(char c) => (SyntaxKind)(c & 0xFF);

    public static bool IsFirstOnLine(char c) => (c & LineBit) != 0;

    public static string Encode(TokenList list) => string.Create(list.Tokens.Length, list, static (kinds, list) =>
    {
        for (int i = 0; i < kinds.Length; i++) kinds[i] = (char)((char)KindOf(list.Tokens[i]) | (list.FirstOnLine[i] ? LineBit : 0));
    });

    private static SyntaxKind KindOf(SyntaxToken token) => token.Kind switch
    {
        SyntaxKind.TemplateTextToken when token.Source[token.Start] == '}' => TemplateMiddle,
        SyntaxKind.TemplateEndToken when token.Source[token.Start] == '}' => TemplateClose,
        _ => token.Kind,
    };
}
