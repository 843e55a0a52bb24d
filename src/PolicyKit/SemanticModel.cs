using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Symbols.Types;
using PolicyKit.Syntax;

namespace PolicyKit;

/// <summary>
/// What the names and terms of one tree mean, in a tree with errors as far as it could be bound: for editors and for lint rules. Immutable and thread-safe; see <see cref="Compilation.GetSemanticModel"/>.
/// </summary>
public sealed partial class SemanticModel
{
    private readonly Lazy<SemanticIndex> _index;

    internal SemanticModel(Compilation compilation, SyntaxTree tree, Lazy<SemanticIndex> index)
    {
        Compilation = compilation;
        SyntaxTree = tree;
        _index = index;
    }

    /// <summary>The compilation.</summary>
    public Compilation Compilation { get; }

    /// <summary>The tree.</summary>
    public SyntaxTree SyntaxTree { get; }

    internal SemanticIndex Index => _index.Value;

    /// <summary>What a node's name stands for: that of a name, of the last step of a ref, of a call's function, of a declaration. Null where it stands for nothing that is known, such as a member of untyped data.</summary>
    /// <param name="node">A node of <see cref="SyntaxTree"/>.</param>
    public Symbol? GetSymbolInfo(SyntaxNode node) => Index.SymbolAt(SyntaxPosition.NameOf(node)) ?? FieldAt(node);

    /// <summary>As above, of the name at a position.</summary>
    /// <param name="position">A zero-based position in the text.</param>
    public Symbol? GetSymbolInfo(int position)
    {
        (SyntaxToken token, IReadOnlyList<SyntaxNode> path) = SyntaxPosition.Find(SyntaxTree.Root, position);
        if (token.IsNone) return null;
        return Index.SymbolAt(token) ?? path.Reverse().Take(2).Where(n => SyntaxPosition.NameOf(n) == token).Select(FieldAt).FirstOrDefault(f => f is not null);
    }

    /// <summary>What a node declares; null when it declares nothing.</summary>
    /// <param name="node">A declaration of a package, import, rule, policy, param, test or finding, or the name of a variable where it is declared.</param>
    public Symbol? GetDeclaredSymbol(SyntaxNode node) =>
        SyntaxPosition.NameOf(node) is { IsNone: false } token && Index.Recorder.NameAt(token) is { Role: NameRole.Declaration } name ? Index.SymbolOf(name.Symbol) : null;

    /// <summary>What the values of a node are where it is defined, as the compiler's own checks see them; null when that is not known, which is less than <see cref="TypeSymbol.Any"/>: nothing was bound there.</summary>
    /// <param name="node">A node of <see cref="SyntaxTree"/>.</param>
    public TypeSymbol? GetTypeInfo(SyntaxNode node)
    {
        if (node is ParenthesizedExpressionSyntax parenthesized) return GetTypeInfo(parenthesized.Expression);
        if (node is ExpressionSyntax && Index.Recorder.TermOf(node) is { } term && TypeOf(term) is { } known) return known;
        return node switch
        {
            MemberAccessSyntax member when GetTypeInfo(member.Target) is { } target => Found(target.Member(member.Name.Text)),
            ElementAccessSyntax { Index: LiteralExpressionSyntax { Token.Kind: SyntaxKind.StringToken or SyntaxKind.RawStringToken } index } element when GetTypeInfo(element.Target) is { } target =>
                Found(target.Member(SyntaxFacts.GetStringValue(index.Token))),
            ElementAccessSyntax element when GetTypeInfo(element.Target) is { } target => Found(GetTypeInfo(element.Index) is { } key ? target.Lookup(key) : target.Elements),
            _ => Index.SymbolAt(SyntaxPosition.NameOf(node))?.Type,
        };
    }

    /// <summary>As above, of the smallest term at a position: of <c>a.b.c</c> at <c>b</c>, the type of <c>a.b</c>.</summary>
    /// <param name="position">A zero-based position in the text.</param>
    public TypeSymbol? GetTypeInfo(int position)
    {
        (SyntaxToken token, IReadOnlyList<SyntaxNode> path) = SyntaxPosition.Find(SyntaxTree.Root, position);
        if (token.IsNone) return null;
        SyntaxNode inner = path[^1];
        // The name of a call's function stands for what the call gives; a key that is written as a string, for what it leads to.
        for (int i = path.Count - 2; i >= 0 && SyntaxPosition.NameOf(path[i]) == token; i--) inner = path[i];
        return GetTypeInfo(inner);
    }

    /// <summary>Every name of a symbol in the compilation's trees, declarations among them, in the order of trees and positions.</summary>
    /// <param name="symbol">A symbol of this compilation.</param>
    public ImmutableArray<SymbolReference> FindReferences(Symbol symbol)
    {
        IEnumerable<SymbolReference> references = symbol.Kind == SymbolKind.Field
            ? Compilation.SyntaxTrees.SelectMany(tree => new SemanticModel(Compilation, tree, _index).FieldsNamed(symbol))
            : Index.ReferencesOf(symbol);
        Dictionary<Text.SourceText, int> order = Compilation.SyntaxTrees.Select((tree, index) => (tree.Text, index)).DistinctBy(t => t.Text).ToDictionary(t => t.Text, t => t.index);
        return [.. references.OrderBy(r => order.GetValueOrDefault(r.Location.Source!, int.MaxValue)).ThenBy(r => r.Location.Span.Start)];
    }

    private IEnumerable<SymbolReference> FieldsNamed(Symbol field) =>
        SyntaxTree.Root.DescendantNodes().Where(n => n is MemberAccessSyntax or ElementAccessSyntax && FieldAt(n) == field).Select(n => new SymbolReference(SyntaxPosition.NameOf(n).Location, field, IsDeclaration: false));

    private Symbol? FieldAt(SyntaxNode node) => node switch
    {
        MemberAccessSyntax member when Index.SymbolAt(member.Name) is null && GetTypeInfo(member.Target) is { } target => Index.FieldOf(target, member.Name.Text),
        ElementAccessSyntax { Index: LiteralExpressionSyntax { Token.Kind: SyntaxKind.StringToken or SyntaxKind.RawStringToken } index } element when Index.SymbolAt(index.Token) is null && GetTypeInfo(element.Target) is { } target =>
            Index.FieldOf(target, SyntaxFacts.GetStringValue(index.Token)),
        _ => null,
    };

    private TypeSymbol? TypeOf(BoundTerm term) => term switch
    {
        BoundConstant constant => ValueTypes.Of(constant.Value),
        BoundVariable { Symbol: { IsGenerated: false } local } => Index.Recorder.TypeOf(term) ?? Index.Recorder.TypeOf(local),
        BoundPackage or BoundErrorTerm => null,
        _ => Index.Recorder.TypeOf(term),
    };

    private static TypeSymbol? Found(TypeSymbol type) => type == TypeSymbol.Never ? null : type;
}
