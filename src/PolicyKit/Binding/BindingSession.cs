using PolicyKit.Binding.Types;
using PolicyKit.Builtins;
using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Binding;

/// <summary>What the binder of one compilation builds: the tree of packages and the tables of rules, policies, params and tests.</summary>
internal sealed class BindingSession(PolicyDomain domain, bool strictBuiltinErrors = false)
{
    private readonly Lazy<Dictionary<string, Builtin>> _domainBuiltins = new(() => domain.Builtins.ToDictionary(
        b => b.Name,
        b => new Builtin(b.Name, b.Parameters, b.Result, b.Implementation.Method, b.Summary),
        StringComparer.Ordinal));
    private readonly Dictionary<string, PackageSymbol> _roots = new(StringComparer.Ordinal);

    public PolicyDomain Domain => domain;

    /// <summary>Takes what is learned about the texts; null when nobody will ask.</summary>
    public BindingRecorder? Recorder { get; init; }

    /// <summary>Whether a failing builtin is an error in core modules too.</summary>
    public bool StrictBuiltinErrors => strictBuiltinErrors;

    public DocumentTable Documents { get; } = new(domain);

    /// <summary>The packages of modules that name no root.</summary>
    public PackageSymbol Root => RootNamed("");

    public List<RuleSymbol> Rules { get; } = [];

    public RuleBodies Bodies { get; } = new();

    public List<PolicySymbol> Policies { get; } = [];

    public List<ParamSymbol> Params { get; } = [];

    public BoundTests Tests { get; } = new();

    /// <summary>What comments of core modules say of types.</summary>
    public Annotations Annotations { get; set; } = new();

    /// <summary>How many rules are those of compiled packs; they come first.</summary>
    public int LoadedRules { get; private set; }

    private int LoadedPolicies { get; set; }

    private int LoadedParams { get; set; }

    /// <summary>The policies of compiled packs.</summary>
    public IEnumerable<PolicySymbol> OtherPolicies => Policies.Take(LoadedPolicies);

    /// <summary>The rules that are bound here.</summary>
    public List<RuleSymbol> OwnRules => Rules[LoadedRules..];

    /// <summary>The policies that are bound here.</summary>
    public List<PolicySymbol> OwnPolicies => Policies[LoadedPolicies..];

    /// <summary>The params that are bound here.</summary>
    public List<ParamSymbol> OwnParams => Params[LoadedParams..];

    public DiagnosticBag Diagnostics { get; } = new();

    /// <summary>Names whose declarations are broken: a diagnostic already says so, and uses of them are not reported.</summary>
    public HashSet<string> BrokenNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Which names that nothing declares are to be reported.</summary>
    public UndeclaredNames Undeclared { get; } = new();

    /// <summary>Builtins that some <c>with</c> replaces.</summary>
    public HashSet<Builtin> MockedBuiltins { get; } = [];

    public Builtin? FindBuiltin(string name) =>
        EvaluationBuiltins.Rows.TryGetValue(name, out Builtin? evaluation) ? evaluation
        : _domainBuiltins.Value.TryGetValue(name, out Builtin? own) ? own
        : BuiltinTable.TryGet(name, out Builtin? builtin) ? builtin : null;

    public IEnumerable<string> BuiltinNames => _domainBuiltins.Value.Keys.Concat(EvaluationBuiltins.Rows.Keys).Concat(BuiltinTable.All.Select(b => b.Name));

    /// <summary>Says that what is there now comes from compiled packs.</summary>
    public void EndLoading() => (LoadedRules, LoadedPolicies, LoadedParams) = (Rules.Count, Policies.Count, Params.Count);

    /// <summary>The tree of packages of a name; see <see cref="ParseOptions.Root"/>.</summary>
    public PackageSymbol RootNamed(string name)
    {
        if (!_roots.TryGetValue(name, out PackageSymbol? root)) _roots.Add(name, root = new PackageSymbol(null, name));
        return root;
    }

    /// <summary>A rule that no path leads to: its slot is read by the program itself.</summary>
    public RuleSymbol AddHiddenRule(PackageSymbol package, string name, bool isStrict, Location location)
    {
        var rule = new RuleSymbol(package, name, RuleKind.Complete, 0, Rules.Count, location) { IsStrict = isStrict, IsHidden = true };
        Rules.Add(rule);
        return rule;
    }

    public RuleSymbol AddRule(PackageSymbol package, string name, RuleKind kind, int arity, bool isStrict, PolicySymbol? findingsOf, Location location, int keyCount = 0)
    {
        var rule = new RuleSymbol(package, name, kind, arity, Rules.Count, location) { IsStrict = isStrict, FindingsOf = findingsOf, KeyCount = keyCount };
        Rules.Add(rule);
        package.Add(rule);
        return rule;
    }
}

/// <summary>The names that one module (or one policy in it) can see.</summary>
/// <param name="Tree">The module's text and tree.</param>
/// <param name="Package">Where its rules go: the package, or a policy's own.</param>
/// <param name="Policy">The policy around; null for a module's own rules.</param>
/// <param name="Imports">Imported paths by alias: the first step is <c>input</c> or <c>data</c>.</param>
internal sealed record ModuleScope(SyntaxTree Tree, PackageSymbol Package, PolicySymbol? Policy, IReadOnlyDictionary<string, ImportedPath> Imports)
{
    /// <summary>Packages whose rules are read by bare name, innermost first.</summary>
    public IEnumerable<PackageSymbol> Packages => Policy is null ? [Package] : [Package, Package.Parent!];

    /// <summary>Whether this is a module of the Kubernetes layer: it sees the documents, and its builtin errors are errors.</summary>
    public bool IsPolicyLayer => Tree.Options.AllowPolicies;

    /// <summary>Whether this is Rego v1, stated or imported.</summary>
    public bool IsVersion1 { get; } = Tree.Options.Version == LanguageVersion.RegoV1 || Tree.Root.Imports.Any(import => RefSyntax.ConstantPath(import.Path) is ["rego", "v1"]);
}

/// <summary>An imported path.</summary>
internal sealed record ImportedPath(IReadOnlyList<string> Steps, Location Location);
