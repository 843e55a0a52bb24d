using System.Collections.Immutable;

namespace PolicyKit.Symbols;

/// <summary>A node of the tree of packages below <c>data</c>: child packages (and prefixes of ref heads) and rules by name.</summary>
internal sealed class PackageSymbol(PackageSymbol? parent, string name)
{
    private readonly NameMap<PackageSymbol> _children = new();
    private readonly NameMap<RuleSymbol> _rules = new();
    private ImmutableArray<string> _path;

    public PackageSymbol? Parent => parent;

    public string Name => name;

    /// <summary>The package without parent above: packages of other roots are not seen from here.</summary>
    public PackageSymbol Root
    {
        get
        {
            PackageSymbol node = this;
            while (node.Parent is { } outer) node = outer;
            return node;
        }
    }

    /// <summary>The names from <c>data</c> to here. Made when asked for: the paths of all nodes of a deep tree together are long.</summary>
    public ImmutableArray<string> Path
    {
        get
        {
            if (_path.IsDefault) _path = MakePath();
            return _path;
        }
    }

    public IReadOnlyDictionary<string, PackageSymbol> Children => _children;

    public IReadOnlyDictionary<string, RuleSymbol> Rules => _rules;

    /// <summary>First names of the ref heads that modules of this package declare: the names by which its rules are read here.</summary>
    public HashSet<string> HeadNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Number of steps to the deepest key of a rule.</summary>
    public int Height { get; private set; }

    public void Add(RuleSymbol rule)
    {
        _rules.Add(rule.Name, rule);
        int height = 1 + rule.KeyCount;
        for (PackageSymbol? node = this; node is not null && node.Height < height; node = node.Parent) node.Height = height++;
    }

    public PackageSymbol GetOrAdd(IEnumerable<string> path)
    {
        PackageSymbol node = this;
        foreach (string step in path)
        {
            if (!node._children.TryGetValue(step, out PackageSymbol? child))
            {
                child = new PackageSymbol(node, step);
                node._children.Add(step, child);
            }
            node = child;
        }
        return node;
    }

    /// <summary>The package or rule at a path below this one; null when there is none.</summary>
    public object? Find(IEnumerable<string> path)
    {
        object? node = this;
        foreach (string step in path)
        {
            if (node is not PackageSymbol package) return null;
            node = package._rules.TryGetValue(step, out RuleSymbol? rule) ? rule : package._children.GetValueOrDefault(step);
        }
        return node;
    }

    /// <summary>Every rule at or below this node.</summary>
    public IEnumerable<RuleSymbol> DescendantRules()
    {
        var packages = new Stack<PackageSymbol>([this]);
        while (packages.TryPop(out PackageSymbol? package))
        {
            foreach (RuleSymbol rule in package._rules.Values) yield return rule;
            foreach (PackageSymbol child in package._children.Values.Reverse()) packages.Push(child);
        }
    }

    /// <summary>A rule of a slot below <paramref name="before"/> that a rule of a name would be, would stand in or would hold; null when there is none.</summary>
    public RuleSymbol? FindOverlap(string name, int before)
    {
        if (_children.TryGetValue(name, out PackageSymbol? child) && child.DescendantRules().FirstOrDefault(r => r.Slot < before) is { } inside) return inside;
        for (PackageSymbol? node = this; node is not null; (name, node) = (node.Name, node.Parent))
        {
            if (node._rules.TryGetValue(name, out RuleSymbol? rule) && rule.Slot < before) return rule;
        }
        return null;
    }

    private ImmutableArray<string> MakePath()
    {
        var names = new Stack<string>();
        for (PackageSymbol node = this; node.Parent is { } outer; node = outer) names.Push(node.Name);
        return [.. names];
    }

    public override string ToString() => string.Join('.', Path.Insert(0, "data"));
}
