using PolicyKit.Binding;
using PolicyKit.Builtins;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Packs;

/// <summary>The numbers of all that a pack names. Its own rules, policies and params come first, in their order; rules of other packs have numbers after them.</summary>
internal sealed class PackTables
{
    private readonly Numbering<PackageSymbol> _packages = new();
    private readonly Numbering<RuleSymbol> _rules = new();

    public PackTables(BindingSession session)
    {
        foreach (RuleSymbol rule in session.OwnRules) _rules.Of(rule);
        foreach (PolicySymbol policy in session.OwnPolicies) Policies.Of(policy);
        foreach (ParamSymbol param in session.OwnParams) Params.Of(param);
        OwnRules = _rules.Items.Count;
    }

    public int OwnRules { get; }

    public Numbering<string> Strings { get; } = new(StringComparer.Ordinal);

    public Numbering<SourceText> Sources { get; } = new();

    public Numbering<PolicySymbol> Policies { get; } = new();

    public Numbering<ParamSymbol> Params { get; } = new();

    public Numbering<DocumentSymbol> Documents { get; } = new();

    public Numbering<Builtin> Builtins { get; } = new();

    /// <summary>In an order in which a package follows its parent.</summary>
    public IReadOnlyList<PackageSymbol> Packages => _packages.Items;

    public IEnumerable<RuleSymbol> OtherRules => _rules.Items.Skip(OwnRules);

    public int Number(PackageSymbol package)
    {
        var path = new Stack<PackageSymbol>();
        for (PackageSymbol? node = package; node is not null && !_packages.TryFind(node, out _); node = node.Parent) path.Push(node);
        foreach (PackageSymbol node in path) _packages.Of(node);
        return _packages.Of(package);
    }

    public int Number(RuleSymbol rule)
    {
        Number(rule.Package);
        return _rules.Of(rule);
    }
}
