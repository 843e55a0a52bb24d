using System.Collections.Immutable;
using System.Linq.Expressions;
using PolicyKit.Binding;
using PolicyKit.Builtins;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Emit;

internal delegate Value RuleCode(EvalContext context);

internal delegate Value FunctionCode1(EvalContext context, Value a);

internal delegate Value FunctionCode2(EvalContext context, Value a, Value b);

internal delegate Value FunctionCode3(EvalContext context, Value a, Value b, Value c);

internal delegate Value FunctionCode4(EvalContext context, Value a, Value b, Value c, Value d);

internal delegate Value FunctionCodeN(EvalContext context, Value[] arguments);

/// <summary>Adds the solutions of some clauses to the builder of a partial rule; the builder is null for findings.</summary>
internal delegate void ChunkCode(EvalContext context, object? builder);

/// <summary>The value of a complete rule or function after some more of its clauses; undefined while none holds.</summary>
internal delegate Value SolutionCode(EvalContext context, Value[] arguments, Value result);

/// <summary>
/// The code of one rule: a delegate, and for rules of many clauses one delegate for each chunk of them, because the JIT gives up on methods of many hundred locals.
/// </summary>
internal sealed class CompiledRule
{
    private readonly TieredCode _main;
    private readonly TieredCode[] _entries;
    private volatile TieredCode[] _chunks = [];

    public CompiledRule(RuleSymbol rule, RuleBodies bodies, IReadOnlySet<Builtin> mocked, bool isTraced)
    {
        Rule = rule;
        _entries = [.. Enumerable.Range(1, rule.KeyCount).Select(keys => new TieredCode(() => RuleEmitter.Emit(Planner.Plan(rule, bodies[rule], mocked, keys, isTraced)).Main))];
        _main = new TieredCode(() =>
        {
            (LambdaExpression main, ImmutableArray<TieredCode> chunks) = RuleEmitter.Emit(Planner.Plan(rule, bodies[rule], mocked, isTraced: isTraced));
            _chunks = [.. chunks];
            return main;
        });
    }

    public RuleSymbol Rule { get; }

    public Delegate Code => _main.Code;

    /// <summary>How many delegates were made because they were called.</summary>
    public int UsedDelegates => Delegates.Count(c => c.IsUsed);

    /// <summary>How many delegates are machine code.</summary>
    public int CompiledDelegates => Delegates.Count(c => c.IsCompiled);

    /// <summary>Whether something was called that is not machine code yet.</summary>
    public bool IsCold => _main.IsCold || AnyCold(_entries) || AnyCold(_chunks);

    private IEnumerable<TieredCode> Delegates => [_main, .. _entries, .. _chunks];

    private static bool AnyCold(TieredCode[] codes)
    {
        foreach (TieredCode code in codes)
        {
            if (code.IsCold) return true;
        }
        return false;
    }

    public Value Invoke(EvalContext context) => ((RuleCode)Code)(context);

    public Value Invoke(EvalContext context, Value[] arguments) => Invoke(Code, context, arguments);

    /// <summary>The part of a partial object that is under the keys.</summary>
    public Value InvokeEntry(EvalContext context, Value[] keys) => Invoke(_entries[keys.Length - 1].Code, context, keys);

    private static Value Invoke(Delegate code, EvalContext context, Value[] arguments) => arguments.Length switch
    {
        0 => ((RuleCode)code)(context),
        1 => ((FunctionCode1)code)(context, arguments[0]),
        2 => ((FunctionCode2)code)(context, arguments[0], arguments[1]),
        3 => ((FunctionCode3)code)(context, arguments[0], arguments[1], arguments[2]),
        4 => ((FunctionCode4)code)(context, arguments[0], arguments[1], arguments[2], arguments[3]),
        _ => ((FunctionCodeN)code)(context, arguments),
    };

    /// <summary>Compiles to machine code: all of it, or what was called.</summary>
    public void Compile(bool all)
    {
        // The chunks are known when the main delegate is made.
        if (all || _main.IsUsed) _main.Compile();
        foreach (TieredCode code in Delegates)
        {
            if (all || code.IsUsed) code.Compile();
        }
    }
}
