using System.Linq.Expressions;
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

/// <summary>
/// The code of one rule in two tiers of the same tree: interpreted when first called, compiled when the program is warm. The delegate is swapped by one reference
/// write, so calls never lock.
/// </summary>
internal sealed class CompiledRule(RuleSymbol rule, IReadOnlySet<Builtin> mocked)
{
    private readonly Lock _lock = new();
    private Delegate? _code;
    private LambdaExpression? _tree;

    public RuleSymbol Rule => rule;

    public bool IsCompiled { get; private set; }

    /// <summary>Whether the rule was called, so that it is worth compiling.</summary>
    public bool IsUsed => _code is not null;

    public Value Invoke(EvalContext context) => ((RuleCode)Code)(context);

    public Value Invoke(EvalContext context, Value[] arguments) => arguments.Length switch
    {
        0 => ((RuleCode)Code)(context),
        1 => ((FunctionCode1)Code)(context, arguments[0]),
        2 => ((FunctionCode2)Code)(context, arguments[0], arguments[1]),
        3 => ((FunctionCode3)Code)(context, arguments[0], arguments[1], arguments[2]),
        4 => ((FunctionCode4)Code)(context, arguments[0], arguments[1], arguments[2], arguments[3]),
        _ => ((FunctionCodeN)Code)(context, arguments),
    };

    public Delegate Code => _code ?? Prepare();

    /// <summary>Compiles to machine code, unless that is done.</summary>
    public void Compile()
    {
        lock (_lock)
        {
            if (IsCompiled) return;
            _tree ??= Emit();
            _code = _tree.Compile();
            IsCompiled = true;
            _tree = null;
        }
    }

    private Delegate Prepare()
    {
        lock (_lock)
        {
            if (_code is not null) return _code;
            _tree ??= Emit();
            return _code = _tree.Compile(preferInterpretation: true);
        }
    }

    private LambdaExpression Emit() => RuleEmitter.Emit(Planner.Plan(rule, mocked));
}
