using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Builtins;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Packs;

/// <summary>Puts what a pack declares into a session. Bodies, tests and what policies read are read when they are asked for.</summary>
internal sealed class PackLoader
{
    private readonly PackContent _pack;
    private readonly BindingSession _session;
    private readonly PackInput _input;
    private readonly PackageSymbol[] _packages;
    private readonly int _firstSlot;
    private ImmutableArray<DocumentSymbol> _documents;
    private ImmutableArray<string> _builtinNames;
    private Builtin?[] _builtins = [];
    private ImmutableArray<PolicySymbol> _policies;
    private ImmutableArray<ParamSymbol> _params;
    private RuleSymbol[] _rules = [];
    private int[] _bodies = [];

    public PackLoader(PackContent pack, BindingSession session)
    {
        (_pack, _session, _input) = (pack, session, pack.Heads());
        _packages = new PackageSymbol[pack.Packages.Length];
        _firstSlot = session.Rules.Count;
    }

    public bool IsStrict => _session.StrictBuiltinErrors;

    public PackageSymbol Package(int number) => At(_packages, number);

    public DocumentSymbol Document(int number) => At(_documents.AsSpan(), number);

    public PolicySymbol Policy(int number) => At(_policies.AsSpan(), number);

    public ParamSymbol Param(int number) => At(_params.AsSpan(), number);

    public RuleSymbol Rule(int number) => At(_rules, number);

    public Builtin Builtin(int number)
    {
        if (number >= _builtins.Length) throw PackInput.Damaged();
        return _builtins[number] ??= _session.FindBuiltin(_builtinNames[number])
            ?? throw new CompiledPackException($"the pack needs the builtin `{_builtinNames[number]}`, which its domain does not have here");
    }

    public void Load()
    {
        LoadPackages();
        _documents = _input.All(LoadDocument);
        _builtinNames = _input.Strings();
        _builtins = new Builtin?[_builtinNames.Length];
        foreach (string name in _input.Strings()) _session.MockedBuiltins.Add(_session.FindBuiltin(name) ?? throw new CompiledPackException($"the pack replaces the builtin `{name}`, which is not there"));
        _policies = _input.All(LoadPolicy);
        _params = _input.All(LoadParam);
        LoadRules();
        foreach (PolicySymbol policy in _policies) LoadUses(policy);
        _session.Tests.Defer(() => new TestReader(this, _pack.Input(PackSection.Tests)).Read());
    }

    private static T At<T>(ReadOnlySpan<T> items, int number) => (uint)number < (uint)items.Length ? items[number] : throw PackInput.Damaged();

    private void LoadPackages()
    {
        for (int i = 0; i < _packages.Length; i++)
        {
            PackPackage package = _pack.Packages[i];
            if (package.Parent > i) throw PackInput.Damaged();
            _packages[i] = package.Parent == 0 ? _session.RootNamed(package.Name) : _packages[package.Parent - 1].GetOrAdd([package.Name]);
            _packages[i].HeadNames.UnionWith(package.HeadNames);
        }
    }

    private DocumentSymbol LoadDocument()
    {
        string name = _input.String();
        return _session.Documents.Find(name) ?? throw new CompiledPackException($"the pack reads the document `{name}`, which its domain does not have here");
    }

    private PolicySymbol LoadPolicy()
    {
        PackageSymbol package = Package(_input.Number());
        string name = _input.String();
        if (_session.Policies.Exists(p => p.Package == package)) throw new CompiledPackException($"the pack declares the policy `{package}`, which is there already");
        var policy = new PolicySymbol(package, name, _input.Location())
        {
            Title = _input.String(),
            Description = _input.String(),
            Severity = _input.Tag(Severity.Critical),
            References = _input.Strings(),
            Dispatch = new DispatchRow(_input.Flag(), _input.All(() => new ObjectKind(_input.String(), _input.String()))),
            Match = new PolicyMatch
            {
                Operations = _input.Strings(),
                Resources = _input.Strings(),
                Namespaces = _input.Strings(),
                ExcludedNamespaces = _input.Strings(),
                NamespaceSelector = _input.Value(),
                ObjectSelector = _input.Value(),
            },
            Shape = _input.Number((int)InputShape.Gatekeeper + 2) is var shape and > 0 ? (InputShape)(shape - 1) : null,
        };
        int reads = _input.Number();
        policy.DeferReads(() => ReadReads(_pack.Input(PackSection.Reads, reads)));
        _session.Policies.Add(policy);
        return policy;
    }

    private static ImmutableSortedDictionary<string, AccessTree> ReadReads(PackInput input)
    {
        ImmutableSortedDictionary<string, AccessTree>.Builder reads = ImmutableSortedDictionary.CreateBuilder<string, AccessTree>(StringComparer.Ordinal);
        for (int count = input.Count(); count > 0; count--) reads[input.String()] = input.Tree();
        return reads.ToImmutable();
    }

    private ParamSymbol LoadParam()
    {
        var param = new ParamSymbol(_input.String(), LoadType(depth: 0), _input.Value(), _session.Params.Count, _input.Location());
        _session.Params.Add(param);
        return param;
    }

    private ParamType LoadType(int depth)
    {
        const int Deepest = 100;
        ParamTypeKind kind = depth < Deepest ? _input.Tag(ParamTypeKind.Object) : throw PackInput.Damaged();
        return new ParamType(kind, kind is ParamTypeKind.Array or ParamTypeKind.Set or ParamTypeKind.Object ? LoadType(depth + 1) : null);
    }

    private void LoadRules()
    {
        _rules = new RuleSymbol[_input.Count()];
        _bodies = new int[_rules.Length];
        for (int i = 0; i < _rules.Length; i++) _rules[i] = LoadRule(out _bodies[i]);
        int own = _rules.Length;
        ImmutableArray<RuleSymbol> others = _input.All(FindRule);
        _rules = [.. _rules, .. others];
        for (int i = 0; i < own; i++) _session.Bodies.Defer(_rules[i], ReadBody);
    }

    private RuleSymbol LoadRule(out int body)
    {
        RuleName name = LoadName();
        int keys = _input.Number(_pack.Bytes.Length);
        Location location = _input.Location();
        var flags = (RuleFlags)_input.Number(1 + (int)(RuleFlags.Mocked | RuleFlags.Strict | RuleFlags.Hidden));
        PolicySymbol? findingsOf = _input.Number() is var policy and > 0 ? Policy(policy - 1) : null;
        body = _input.Number();
        bool isStrict = flags.HasFlag(RuleFlags.Strict);
        if (flags.HasFlag(RuleFlags.Hidden)) return _session.AddHiddenRule(name.Package, name.Name, isStrict, location);
        if (name.Package.Rules.ContainsKey(name.Name) || name.Package.FindOverlap(name.Name, _firstSlot) is not null) throw new CompiledPackException($"the pack declares `{name.Package}.{name.Name}`, which is there already");
        RuleSymbol rule = _session.AddRule(name.Package, name.Name, name.Kind, name.Arity, isStrict, findingsOf, location, keys);
        rule.IsMocked = flags.HasFlag(RuleFlags.Mocked);
        return rule;
    }

    /// <summary>Finds a rule that another pack must have declared.</summary>
    private RuleSymbol FindRule()
    {
        RuleName name = LoadName();
        if (name.Package.Rules.GetValueOrDefault(name.Name) is not { } rule || rule.Kind != name.Kind || rule.Arity != name.Arity)
        {
            throw new CompiledPackException($"the pack needs `{name.Package}.{name.Name}`, which no pack before it declares");
        }
        rule.IsMocked |= _input.Flag();
        return rule;
    }

    private RuleName LoadName() => new(Package(_input.Number()), _input.String(), _input.Tag(RuleKind.Findings), _input.Number(_pack.Bytes.Length));

    private void LoadUses(PolicySymbol policy)
    {
        foreach (ParamSymbol param in _input.All(() => Param(_input.Number())))
        {
            if (!policy.Params.TryAdd(param.Name, param)) throw PackInput.Damaged();
        }
        policy.Findings.AddRange(_input.All(() => Rule(_input.Number())));
        for (int sets = _input.Count(); sets > 0; sets--) policy.Sets.Add((Rule(_input.Number()), _input.Tag(FindingLevel.Audit)));
    }

    private RuleBody ReadBody(RuleSymbol rule) => new BodyReader(this, rule, _pack.Input(PackSection.Bodies, _bodies[rule.Slot - _firstSlot])).Read();

    private readonly record struct RuleName(PackageSymbol Package, string Name, RuleKind Kind, int Arity);
}
