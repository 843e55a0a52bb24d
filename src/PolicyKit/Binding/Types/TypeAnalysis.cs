using PolicyKit.Symbols;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Binding.Types;

/// <summary>
/// Infers the types of rules, and reports what can never hold in policies. A function's parameters have the types of the arguments of all calls; a rule is visited again when the types of what it reads have grown, which
/// ends because no rule depends on itself. Then every rule is visited once more, and mistakes are reported. Core modules are inferred, and checked where their input is annotated; rules of compiled packs have any value.
/// </summary>
internal sealed class TypeAnalysis
{
    /// <summary>A function whose parameters have grown so often may be called with what it gives, which would never end: its parameters may then be anything.</summary>
    private const int MostGrowths = 24;

    private readonly BindingSession _session;
    private readonly Dictionary<RuleSymbol, TypeSymbol> _results = [];
    private readonly Dictionary<RuleSymbol, TypeSymbol[]> _parameters = [];
    private readonly Dictionary<RuleSymbol, int> _growths = [];
    private readonly Dictionary<RuleSymbol, HashSet<RuleSymbol>> _readers = [];
    private readonly Queue<RuleSymbol> _waiting = [];
    private readonly HashSet<RuleSymbol> _isWaiting = [];
    private readonly Dictionary<PackageSymbol, PolicySymbol> _policies;
    private RuleSymbol? _visited;

    private TypeAnalysis(BindingSession session)
    {
        _session = session;
        Documents = new DocumentTypes(session.Domain, session.Documents);
        _policies = session.OwnPolicies.Where(p => p.Shape is null).ToDictionary(p => p.Package);
        foreach (RuleSymbol rule in session.OwnRules)
        {
            _results.Add(rule, TypeSymbol.Never);
            _readers.Add(rule, []);
            if (rule.Arity == 0) Await(rule);
        }
    }

    public DocumentTypes Documents { get; }

    public BindingRecorder? Recorder => _session.Recorder;

    /// <summary>What is bound of a rule; nothing for a rule of a compiled pack.</summary>
    public RuleBody BodyOf(RuleSymbol rule) => _results.ContainsKey(rule) ? _session.Bodies[rule] : RuleBody.Empty;

    /// <summary>Reports what can never hold in the policies that a session has bound.</summary>
    public static void Check(BindingSession session)
    {
        List<RuleSymbol> rules = session.OwnRules;
        if (session.Recorder is null && session.Annotations.IsEmpty && !rules.Exists(r => r.IsStrict)) return;
        var analysis = new TypeAnalysis(session);
        analysis.Settle();
        // A function that nothing calls may be given anything.
        foreach (RuleSymbol uncalled in rules.Where(r => r.Arity > 0 && !analysis._parameters.ContainsKey(r))) analysis.Await(uncalled);
        analysis.Settle();
        var mistakes = new TypeMistakes(session.Diagnostics);
        foreach (RuleSymbol rule in rules.Where(r => r.IsStrict || !session.Annotations.IsEmpty)) analysis.Infer(rule, mistakes);
        foreach (BoundPolicyTest test in session.Tests.Own) analysis.CheckReplacements(test, mistakes);
        if (session.Recorder is not { } recorder) return;
        foreach ((RuleSymbol rule, TypeSymbol result) in analysis._results) recorder.Note(rule, result);
    }

    /// <summary>What a rule's value is, or a function's result, so far; the rule that is being visited is visited again when it grows.</summary>
    public TypeSymbol ResultOf(RuleSymbol rule)
    {
        if (rule.IsMocked || rule.Kind == RuleKind.Findings || !_results.TryGetValue(rule, out TypeSymbol? result)) return TypeSymbol.Any;
        if (_visited is not null) _readers[rule].Add(_visited);
        return result;
    }

    /// <summary>Adds the arguments of a call to what the function's parameters are.</summary>
    public void Call(RuleSymbol function, TypeSymbol[] arguments)
    {
        if (!_results.ContainsKey(function)) return;
        if (_growths.GetValueOrDefault(function) > MostGrowths) return;
        TypeSymbol[] before = _parameters.GetValueOrDefault(function) ?? [.. arguments.Select(_ => TypeSymbol.Never)];
        TypeSymbol[] after = [.. before.Zip(arguments, (b, a) => TypeSymbol.UnionOf(b, a))];
        bool isKnown = _parameters.ContainsKey(function);
        if (isKnown && before.AsSpan().SequenceEqual(after)) return;
        _growths[function] = _growths.GetValueOrDefault(function) + 1;
        _parameters[function] = _growths[function] > MostGrowths ? [.. after.Select(_ => TypeSymbol.Any)] : after;
        Await(function);
    }

    private void CheckReplacements(BoundPolicyTest test, TypeMistakes mistakes)
    {
        PolicySymbol? policy = test.Policies is [var only] ? only : null;
        foreach (BoundReplacement replacement in test.Replacements)
        {
            if (_session.Bodies[replacement.Value].Clauses is [{ Branches: [{ Query.Literals.IsEmpty: true, Value: var value }] }]) new ClauseTypes(this, policy, isPolicyLayer: true, mistakes).Check(replacement, value);
        }
    }

    private void Settle()
    {
        while (_waiting.TryDequeue(out RuleSymbol? rule))
        {
            _isWaiting.Remove(rule);
            Visit(rule);
        }
    }

    private void Await(RuleSymbol rule)
    {
        if (_isWaiting.Add(rule)) _waiting.Enqueue(rule);
    }

    private void Visit(RuleSymbol rule)
    {
        _visited = rule;
        TypeSymbol result = TypeSymbol.UnionOf(_results[rule], Infer(rule, mistakes: null));
        _visited = null;
        if (result.Equals(_results[rule])) return;
        _results[rule] = result;
        foreach (RuleSymbol reader in _readers[rule]) Await(reader);
    }

    private TypeSymbol Infer(RuleSymbol rule, TypeMistakes? mistakes)
    {
        RuleBody body = _session.Bodies[rule];
        PolicySymbol? policy = PolicyOf(rule);
        var types = new List<TypeSymbol>();
        if (body.Default is { } value) types.Add(new ClauseTypes(this, policy, rule.IsStrict, rule.IsStrict ? mistakes : null).Of(value));
        foreach (BoundClause clause in body.Clauses)
        {
            foreach (BoundBranch branch in clause.Branches)
            {
                // Core modules are checked where their input is annotated.
                TypeSymbol? input = rule.IsStrict ? null : _session.Annotations.InputOf(rule, clause.Location);
                var variables = new ClauseTypes(this, policy, rule.IsStrict, rule.IsStrict || input is not null ? mistakes : null) { Input = input };
                TypeSymbol[]? arguments = _parameters.GetValueOrDefault(rule);
                for (int i = 0; i < clause.Parameters.Length; i++) variables.Bind(clause.Parameters[i], arguments is null ? TypeSymbol.Any : arguments[i]);
                types.Add(variables.Of(clause, branch));
            }
        }
        return TypeSymbol.UnionOf(types);
    }

    private PolicySymbol? PolicyOf(RuleSymbol rule)
    {
        for (PackageSymbol? package = rule.Package; package is not null; package = package.Parent)
        {
            if (_policies.TryGetValue(package, out PolicySymbol? policy)) return policy;
        }
        return null;
    }
}
