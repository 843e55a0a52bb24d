using PolicyKit.Binding;
using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Linting;

/// <summary>One tree as lint rules see it.</summary>
internal sealed class LintContext(SemanticModel model)
{
    private readonly Lazy<SyntaxNode[]> _nodes = new(() => [.. model.SyntaxTree.Root.DescendantNodes()]);
    private readonly Lazy<Dictionary<SyntaxNode, SyntaxNode>> _parents = new(() => MakeParents(model.SyntaxTree.Root));

    public SemanticModel Model => model;

    public SyntaxTree Tree => model.SyntaxTree;

    public SemanticIndex Index => model.Index;

    /// <summary>Whether the tree is of the Kubernetes layer.</summary>
    public bool IsPolicyLayer => Tree.Options.AllowPolicies;

    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>The rule that is looking.</summary>
    public LintRule? Rule { get; set; }

    /// <summary>Every node of the tree.</summary>
    public IEnumerable<T> Nodes<T>()
        where T : SyntaxNode => _nodes.Value.OfType<T>();

    /// <summary>The members of the file and those of its policies, each with the policy around.</summary>
    public IEnumerable<(MemberSyntax Member, PolicyDeclarationSyntax? Policy)> Members => Tree.Root.Members
        .SelectMany(member => member is PolicyDeclarationSyntax policy ? policy.Members.Select(m => (m, (PolicyDeclarationSyntax?)policy)).Prepend((policy, null)) : [(member, null)]);

    public SyntaxNode? ParentOf(SyntaxNode node) => _parents.Value.GetValueOrDefault(node);

    /// <summary>The nodes around a node, innermost first.</summary>
    public IEnumerable<SyntaxNode> Around(SyntaxNode node)
    {
        for (SyntaxNode? outer = ParentOf(node); outer is not null; outer = ParentOf(outer)) yield return outer;
    }

    /// <summary>What the binder knows by a token's name.</summary>
    public object? Named(SyntaxToken token) => Index.Recorder.NameAt(token)?.Symbol;

    /// <summary>The names that this tree declares.</summary>
    public IEnumerable<(SyntaxToken Token, T Symbol)> Declared<T>() => Index.NamesIn(Tree.Text)
        .Where(n => n.Role == NameRole.Declaration && n.Symbol is T).Select(n => (n.Token, (T)n.Symbol));

    /// <summary>Where something is used, in any tree.</summary>
    public IEnumerable<Location> UsesOf(object symbol) => Index.ReferencesOf(Index.SymbolOf(symbol)).Where(r => !r.IsDeclaration).Select(r => r.Location);

    /// <summary>The policy that a declaration declares.</summary>
    public PolicySymbol? PolicyOf(PolicyDeclarationSyntax? syntax) => syntax is null ? null : Named(syntax.Name) as PolicySymbol;

    public void Report(Location location, params object?[] arguments) => Diagnostics.Add(new Diagnostic(Rule!.Descriptor, location, arguments));

    private static Dictionary<SyntaxNode, SyntaxNode> MakeParents(SyntaxNode root)
    {
        var parents = new Dictionary<SyntaxNode, SyntaxNode>();
        var open = new Stack<SyntaxNode>([root]);
        while (open.TryPop(out SyntaxNode? node))
        {
            foreach (SyntaxNodeOrToken child in node.ChildNodesAndTokens())
            {
                if (child.Node is not { } inner) continue;
                parents.Add(inner, node);
                open.Push(inner);
            }
        }
        return parents;
    }
}
