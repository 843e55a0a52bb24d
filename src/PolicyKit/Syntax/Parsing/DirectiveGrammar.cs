using Sprache;
using static PolicyKit.Syntax.Parsing.Combinators;

namespace PolicyKit.Syntax.Parsing;

/// <summary><c>package</c> and <c>import</c>.</summary>
internal static class DirectiveGrammar
{
    public static readonly Parser<MemberSyntax> Package =
        from keyword in Token(SyntaxKind.PackageKeyword)
        from path in TermGrammar.Reference
        select (MemberSyntax)new PackageDirectiveSyntax(keyword, path);

    private static readonly Parser<(SyntaxToken As, SyntaxToken Name)> s_alias =
        from keyword in Token(SyntaxKind.AsKeyword)
        from name in Token(SyntaxFacts.IsName, "a name")
        select (keyword, name);

    public static readonly Parser<MemberSyntax> Import =
        from keyword in Token(SyntaxKind.ImportKeyword)
        from path in TermGrammar.Reference
        from alias in s_alias.IfStarts(SyntaxKind.AsKeyword)
        select (MemberSyntax)new ImportDirectiveSyntax(keyword, path, alias.As, alias.Name);
}
