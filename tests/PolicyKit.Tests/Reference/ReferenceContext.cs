using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using PolicyKit.Binding;
using PolicyKit.Builtins;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Tests.Reference;

/// <summary>What an evaluation reads: <c>input</c>, base data, rules, and what <c>with</c> replaced of them. <c>with</c> gives a new one.</summary>
internal sealed class ReferenceContext(ReferenceRules rules, long maxSteps = long.MaxValue) : BuiltinContext
{
    private readonly Dictionary<RuleSymbol, Value> _values = [];
    private string? _builtinError;
    private long[] _stepsLeft = [maxSteps];

    public Value Input { get; init; }

    public Value Data { get; init; }

    /// <summary>Which of the goals that can be solved next is; without it, the first.</summary>
    public GoalOrder? Order { get; init; }

    public override DateTimeOffset Now => DateTimeOffset.UnixEpoch;

    /// <summary>Paths below <c>data</c> that base data has now and no rule has.</summary>
    private ImmutableArray<ImmutableArray<string>> Replaced { get; init; } = [];

    private ImmutableDictionary<object, Func<ReferenceContext, Value[], IEnumerable<Value>>> Mocks { get; init; } =
        ImmutableDictionary<object, Func<ReferenceContext, Value[], IEnumerable<Value>>>.Empty;

    public Value Document(DocumentSymbol document) =>
        document.Slot == DocumentTable.InputSlot ? Input : throw new NotSupportedException($"core modules do not read `{document.Name}`");

    /// <summary>The value of a rule; with keys, of the entry of a partial object.</summary>
    public Value RuleValue(RuleSymbol rule, params Value[] keys)
    {
        ImmutableArray<string> path = rule.Package.Path.Add(rule.Name);
        if (IsReplaced(path)) return keys.Aggregate(path.Aggregate(Data, (data, step) => data.Member(step)), Ops.Index);
        if (_values.TryGetValue(rule, out Value value)) return keys.Aggregate(value, Ops.Index);
        if (keys.Length > 0) return rules.Entry(rule, keys, this);
        return _values[rule] = rules.Evaluate(rule, this);
    }

    /// <summary>Whether base data stands at a path instead of rules.</summary>
    public bool IsReplaced(ImmutableArray<string> path) => Replaced.Any(r => StartsWith(path, r));

    public Value CallMockable(RuleSymbol function, Value[] arguments) => Call(function, arguments, (c, v) => [rules.Evaluate(function, c, v)]).SingleOrDefault();

    public IEnumerable<Value> CallBuiltin(BoundBuiltinCall call, Value[] arguments) =>
        Call(call.Builtin, arguments, (c, v) => [c.Invoke(call.Builtin, v)]).SelectMany(result =>
        {
            string? error = _builtinError;
            _builtinError = null;
            if (result.IsUndefined && error is not null && call.IsStrict) throw new EvaluationException(EvaluationErrorKind.Builtin, error);
            return call.Builtin.IsRelation ? result.Entries.Select(e => e.Value) : [result];
        });

    /// <summary>The evaluation with replacements; all their values were computed before any of them counts.</summary>
    public ReferenceContext With(ImmutableArray<(BoundModifier Modifier, Value Value)> replacements) =>
        replacements.Aggregate(this, (context, replacement) => context.With(replacement.Modifier, replacement.Value));

    public override Value Fail(string message)
    {
        _builtinError = message;
        return default;
    }

    public override void Charge(long steps)
    {
        if ((_stepsLeft[0] -= steps) < 0) throw new EvaluationException(EvaluationErrorKind.BudgetExceeded, "too many steps");
    }

    public override T Cache<T>(object key, Func<object, T> make) => make(key);

    public override Version? KubernetesVersion => null;

    public override bool IsComplete(string kind, string @namespace) => false;

    public override void Unknown(string reason)
    {
    }

    public override void Print(string text, Location location)
    {
    }

    private ReferenceContext With(BoundModifier modifier, Value value) => modifier switch
    {
        BoundDocumentModifier { Document.Slot: DocumentTable.InputSlot } input => Copy(Put(Input, input.Path, value), Data, Replaced, Mocks),
        BoundDataModifier data => Copy(Input, Put(Data, data.Path, value), Replaced.Add(data.Path), Mocks),
        BoundFunctionModifier { Function: { } function } mock => Copy(Input, Data, Replaced, Mocks.SetItem(function, Replacement(mock, value))),
        BoundFunctionModifier { Builtin: { } builtin } mock => Copy(Input, Data, Replaced, Mocks.SetItem(builtin, Replacement(mock, value))),
        _ => throw new NotSupportedException($"core modules have no {modifier.GetType().Name}"),
    };

    private ReferenceContext Copy(
        Value input, Value data, ImmutableArray<ImmutableArray<string>> replaced, ImmutableDictionary<object, Func<ReferenceContext, Value[], IEnumerable<Value>>> mocks) =>
        new(rules) { Input = input, Data = data, Replaced = replaced, Mocks = mocks, Order = Order, _stepsLeft = _stepsLeft };

    private Func<ReferenceContext, Value[], IEnumerable<Value>> Replacement(BoundFunctionModifier modifier, Value value) => modifier.Replacement switch
    {
        RuleSymbol function => (context, arguments) => [rules.Evaluate(function, context, arguments)],
        Builtin builtin => (context, arguments) => [context.Invoke(builtin, arguments)],
        _ => (_, _) => [value],
    };

    /// <summary>Calls what stands for a function; nothing is replaced inside of a replacement.</summary>
    private IEnumerable<Value> Call(object function, Value[] arguments, Func<ReferenceContext, Value[], IEnumerable<Value>> original)
    {
        if (!Mocks.TryGetValue(function, out Func<ReferenceContext, Value[], IEnumerable<Value>>? mock)) return original(this, arguments);
        ReferenceContext context = Copy(Input, Data, Replaced, Mocks.Clear());
        Value[] results = [.. mock(context, arguments)];
        _builtinError = context._builtinError;
        return results;
    }

    private Value Invoke(Builtin builtin, Value[] arguments)
    {
        IEnumerable<object?> all = arguments.Cast<object?>();
        return (Value)builtin.Implementation.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [.. builtin.TakesLocation ? [this, Location.None] : builtin.TakesContext ? (object?[])[this] : [], .. all], CultureInfo.InvariantCulture)!;
    }

    private static bool StartsWith(ImmutableArray<string> path, ImmutableArray<string> prefix) =>
        path.Length >= prefix.Length && path.Take(prefix.Length).SequenceEqual(prefix);

    private static Value Put(Value document, ImmutableArray<string> path, Value value)
    {
        if (path.IsEmpty) return value;
        Value key = Value.FromString(path[0]);
        return Value.FromObject(
        [
            .. document.Entries.Where(e => document.Kind == ValueKind.Object && e.Key != key).Select(e => KeyValuePair.Create(e.Key, e.Value)),
            KeyValuePair.Create(key, Put(Ops.Index(document, key), path.RemoveAt(0), value)),
        ]);
    }
}
