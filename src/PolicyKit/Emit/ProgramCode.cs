using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Emit;

/// <summary>The code of a program and what all its evaluations share. Thread-safe; rules are planned and emitted when they are first called.</summary>
internal sealed class ProgramCode
{
    /// <summary>Keys may come from the judged objects (a pattern in a field): beyond this many, what is made for them is not kept.</summary>
    private const int MaxCached = 10_000;

    private readonly CompiledRule[] _rules;
    private readonly ConcurrentDictionary<object, object> _cache = new();
    private readonly ConcurrentDictionary<ObjectKind, Key[][]?[]> _paths = new();
    private readonly BindingSession _session;
    private readonly PolicyDomain _domain;
    private readonly Lazy<ProgramCode>? _traced;
    private int _cached;

    public ProgramCode(BindingSession session)
        : this(session, isTraced: false) => _traced = new Lazy<ProgramCode>(() => new ProgramCode(session, isTraced: true));

    private ProgramCode(BindingSession session, bool isTraced)
    {
        _session = session;
        _domain = session.Domain;
        Documents = session.Documents;
        Root = session.Root;
        Rules = [.. session.Rules];
        _rules = [.. Rules.Select(r => new CompiledRule(r, session.Bodies, session.MockedBuiltins, isTraced))];
    }

    /// <summary>The same program made so that it tells what happens.</summary>
    public ProgramCode Traced => _traced?.Value ?? this;

    /// <summary>Counts what is reached of a rule from here on.</summary>
    public CoveredRule Count(RuleSymbol rule, CoverageTracer tracer) => tracer.Count(Planner.Plan(rule, _session.Bodies[rule], _session.MockedBuiltins, isTraced: true));

    public DocumentTable Documents { get; }

    public PackageSymbol Root { get; }

    public ImmutableArray<RuleSymbol> Rules { get; }

    public int RuleCount => _rules.Length;

    public CompiledRule this[int slot] => _rules[slot];

    public T Cache<T>(object key, Func<object, T> make)
        where T : class
    {
        (Type, object) typedKey = (typeof(T), key);
        if (_cache.TryGetValue(typedKey, out object? known)) return (T)known;
        T made = make(key);
        if (Volatile.Read(ref _cached) < MaxCached && _cache.TryAdd(typedKey, made)) Interlocked.Increment(ref _cached);
        return made;
    }

    /// <summary>Whether a rule stands in the tree of packages (hidden rules do not).</summary>
    public static bool IsReachable(RuleSymbol rule) => rule.Package.Rules.GetValueOrDefault(rule.Name) == rule;

    /// <summary>Whether something was called that is not machine code yet. Asked again and again, so it allocates nothing.</summary>
    public bool IsCold
    {
        get
        {
            foreach (CompiledRule rule in _rules)
            {
                if (rule.IsCold) return true;
            }
            return false;
        }
    }

    /// <summary>Compiles everything, or what was called.</summary>
    public void Compile(bool all)
    {
        foreach (CompiledRule rule in _rules) rule.Compile(all);
    }

    /// <summary>The admission request of an evaluation, for core modules.</summary>
    public Value MakeRequest(PolicyInput input) => _domain.MakeRequest(input);

    /// <summary>Reads one of the domain's documents out of an object; undefined when its kind has no such document.</summary>
    public Value ReadDocument(int slot, Value source)
    {
        if (_domain.GetKind(source) is not { } kind) return default;
        Key[][]? paths = _paths.GetOrAdd(kind, FindPaths)[slot];
        if (paths is null) return default;
        DomainDocument document = Documents.All[slot].Domain!;
        if (!document.IsCollection) return paths.Length == 0 ? default : Follow(source, paths[0]);
        var elements = new ArrayBuilder();
        foreach (Key[] path in paths)
        {
            Value array = Follow(source, path);
            if (array.Kind != ValueKind.Array) continue;
            for (long cursor = Ops.First(array); cursor >= 0; cursor = Ops.Next(array, cursor)) elements.Add(Ops.ValueAt(array, cursor));
        }
        return elements.ToValue();
    }

    private Key[][]?[] FindPaths(ObjectKind kind) =>
        [.. Documents.All.Select(d => d.Domain?.Paths.TryGetValue(kind, out ImmutableArray<ImmutableArray<string>> paths) == true
            ? paths.Select(p => p.Select(SymbolTable.Intern).ToArray()).ToArray()
            : null)];

    private static Value Follow(Value value, Key[] path)
    {
        foreach (Key key in path) value = Ops.Member(value, key);
        return value;
    }
}
