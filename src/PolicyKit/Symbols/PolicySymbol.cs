using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Symbols;

/// <summary>A <c>param</c> of a policy. <see cref="Slot"/> is its place in the program's table of param values.</summary>
internal sealed record ParamSymbol(string Name, ParamType Type, Value Default, int Slot, Location Location)
{
    public ParamInfo Info => new(Name, Type.ToString(), Default.IsUndefined ? null : Default.ToString(), Location);

    /// <summary>The value that the param takes when it is given one; false when that is of another type.</summary>
    public bool TryBind(Value value, out Value bound)
    {
        bound = Type.Coerce(value);
        return Type.Accepts(bound);
    }

    /// <summary>What is said of a value of another type.</summary>
    public string Refusal(Value value) => $"the value of `{Name}` must be of type `{Type}`, but is {value}";
}

/// <summary>Which objects a policy is for, computed when it is bound.</summary>
/// <param name="All">Whether every kind matches.</param>
/// <param name="Kinds">The kinds otherwise.</param>
internal sealed record DispatchRow(bool All, ImmutableArray<ObjectKind> Kinds)
{
    public bool Matches(ObjectKind kind) => All || Kinds.Contains(kind);
}

/// <summary>A <c>policy</c> declaration, a package of its own with metadata, params and findings; or a package of core modules with sets of findings.</summary>
internal sealed class PolicySymbol(PackageSymbol package, string name, Location location)
{
    private PolicyInfo? _info;
    private ParamSymbol[]? _requiredParams;
    private ImmutableSortedDictionary<string, AccessTree>? _reads;
    private Func<ImmutableSortedDictionary<string, AccessTree>>? _readReads;

    public PackageSymbol Package => package;

    public string Name { get; } = name;

    public Location Location => location;

    /// <summary>The id: the package path with dots, such as <c>pod_security.baseline.host_ports</c>, or the name of the root that it is in.</summary>
    public string Id { get; } = package.Root.Name.Length == 0 ? string.Join('.', package.Path) : package.Root.Name;

    public string Title { get; set; } = name;

    public string Description { get; set; } = "";

    public Severity Severity { get; set; } = Severity.Medium;

    public ImmutableArray<string> References { get; set; } = [];

    public DispatchRow Dispatch { get; set; } = new(false, []);

    /// <summary>What the policy asks of an object beyond its kind.</summary>
    public PolicyMatch Match { get; set; } = new();

    public Dictionary<string, ParamSymbol> Params { get; } = new(StringComparer.Ordinal);

    /// <summary>Documents that its rules read and that not every matched kind has, those that were reported.</summary>
    public HashSet<DocumentSymbol> DocumentsNotAvailable { get; } = [];

    /// <summary>Params without a default.</summary>
    public IReadOnlyList<ParamSymbol> RequiredParams => _requiredParams ??= [.. Params.Values.Where(p => p.Default.IsUndefined)];

    /// <summary>The <c>deny</c> and <c>warn</c> rules, those that exist.</summary>
    public List<RuleSymbol> Findings { get; } = [];

    /// <summary>The sets whose members are findings, and their level, when a core module declares the policy.</summary>
    public List<(RuleSymbol Rule, FindingLevel Level)> Sets { get; } = [];

    /// <summary>What <c>input</c> is, when a core module declares the policy.</summary>
    public InputShape? Shape { get; set; }

    /// <summary>What the findings read of each document, by the document's name.</summary>
    public ImmutableSortedDictionary<string, AccessTree> Reads
    {
        get => _reads ??= _readReads?.Invoke() ?? ImmutableSortedDictionary<string, AccessTree>.Empty;
        set => _reads = value;
    }

    /// <summary>Tells how <see cref="Reads"/> is made when it is first asked for.</summary>
    public void DeferReads(Func<ImmutableSortedDictionary<string, AccessTree>> read) => _readReads = read;

    /// <summary>The metadata as decisions carry it.</summary>
    public PolicyInfo Info => _info ??= new PolicyInfo(Id, Title, Description, Severity, References, Location) { Params = [.. Params.Values.Select(p => p.Info)] };

    public override string ToString() => Id;
}
