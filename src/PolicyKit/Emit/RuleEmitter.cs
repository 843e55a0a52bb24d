using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using E = System.Linq.Expressions.Expression;

namespace PolicyKit.Emit;

/// <summary>
/// Plan → LINQ expression tree. The code is statements over locals: a step that fails jumps to the label of the innermost scan around it (or to the end of the block), so trees stay flat.
/// </summary>
internal sealed partial class RuleEmitter
{
    /// <summary>Steps of one delegate: each is about one local, and beyond some 300 locals machine code gets several times slower.</summary>
    public const int MaxSteps = 160;

    private readonly RuleSymbol _rule;
    private readonly List<TieredCode> _chunks = [];
    private readonly ParameterExpression _contextParameter = E.Parameter(typeof(EvalContext), "context");
    private readonly ParameterExpression _result = E.Variable(typeof(Value), "result");
    private readonly List<ParameterExpression> _variables = [];
    private readonly Dictionary<PlanLocal, ParameterExpression> _locals = [];
    private readonly Dictionary<int, ParameterExpression> _contexts = [];
    private ParameterExpression _context;
    private List<E> _code = [];
    private Action<PlanStep> _endBlock = _ => throw new InvalidOperationException("a block outside of any construct");

    private RuleEmitter(RuleSymbol rule, bool isTraced)
    {
        _rule = rule;
        _isTraced = isTraced;
        _context = _contextParameter;
        _contexts.Add(0, _contextParameter);
    }

    /// <summary>A lambda of one of the delegate types of <see cref="CompiledRule"/>, and the chunks that it calls.</summary>
    public static (LambdaExpression Main, ImmutableArray<TieredCode> Chunks) Emit(RulePlan plan)
    {
        var emitter = new RuleEmitter(plan.Rule, plan.IsTraced);
        LambdaExpression main = emitter.EmitRule(plan);
        return (main, [.. emitter._chunks]);
    }

    private LambdaExpression EmitRule(RulePlan plan)
    {
        (Type type, ParameterExpression[] parameters) = EmitParameters(plan.Parameters);
        EmitEnter(plan);
        switch (plan.Rule.Kind)
        {
            case RuleKind.PartialSet:
                EmitCollection(plan, typeof(SetBuilder), nameof(SetBuilder.ToValue));
                break;
            case RuleKind.PartialObject:
                EmitCollection(plan, typeof(DocumentTreeBuilder), nameof(DocumentTreeBuilder.ToValue));
                break;
            case RuleKind.Findings:
                EmitClauses(plan, null);
                _code.Add(E.Assign(_result, E.Property(null, typeof(Value), nameof(Value.True))));
                break;
            default:
                EmitComplete(plan);
                break;
        }
        EmitExit(plan);
        _code.Add(_result);
        return E.Lambda(type, E.Block([.. _variables, _result], _code), plan.Rule.ToString(), parameters);
    }

    private (Type Type, ParameterExpression[] Parameters) EmitParameters(ImmutableArray<PlanLocal> locals)
    {
        Type[] types = [typeof(RuleCode), typeof(FunctionCode1), typeof(FunctionCode2), typeof(FunctionCode3), typeof(FunctionCode4)];
        if (locals.Length < types.Length)
        {
            ParameterExpression[] own = [.. locals.Select(l => E.Parameter(typeof(Value), l.ToString()))];
            for (int i = 0; i < own.Length; i++) _locals.Add(locals[i], own[i]);
            return (types[locals.Length], [_contextParameter, .. own]);
        }
        ParameterExpression array = E.Parameter(typeof(Value[]), "arguments");
        LoadArguments(locals, array);
        return (typeof(FunctionCodeN), [_contextParameter, array]);
    }

    private void LoadArguments(ImmutableArray<PlanLocal> locals, ParameterExpression array)
    {
        for (int i = 0; i < locals.Length; i++) _code.Add(E.Assign(Local(locals[i]), E.ArrayIndex(array, E.Constant(i))));
    }

    private void EmitCollection(RulePlan plan, Type builderType, string finish)
    {
        ParameterExpression builder = Variable(builderType, "builder");
        _code.Add(E.Assign(builder, E.New(builderType)));
        EmitClauses(plan, builder);
        _code.Add(E.Assign(_result, E.Call(builder, finish, null)));
    }

    /// <summary>The clauses of a partial rule or of findings: in place when they are few, else in chunks.</summary>
    private void EmitClauses(RulePlan plan, ParameterExpression? builder)
    {
        PlanBlock[] blocks = [.. plan.Clauses.SelectMany(c => c)];
        if (!plan.Parameters.IsEmpty || blocks.Sum(b => b.Size) <= MaxSteps)
        {
            EmitClauses(blocks, builder);
            return;
        }
        foreach (PlanBlock[] chunk in Chunks(blocks, b => b.Size))
        {
            var code = new TieredCode(() => new RuleEmitter(plan.Rule, plan.IsTraced).EmitChunk(chunk, builder?.Type));
            _chunks.Add(code);
            _code.Add(Call(nameof(EmitOps.RunChunk), _context, E.Constant(code), builder ?? (E)E.Constant(null)));
        }
    }

    private void EmitClauses(PlanBlock[] blocks, ParameterExpression? builder)
    {
        if (_rule.Kind == RuleKind.PartialSet && !_isTraced)
        {
            blocks = ClauseFusion.Fuse(blocks);
            PlanValidator.Validate(_rule, blocks);
        }
        foreach (PlanBlock block in blocks) EmitBlock(block, step => EmitPartialResult(step, builder));
    }

    private Expression<ChunkCode> EmitChunk(PlanBlock[] blocks, Type? builderType)
    {
        ParameterExpression parameter = E.Parameter(typeof(object), "builder");
        ParameterExpression? builder = builderType is null ? null : Variable(builderType, "typedBuilder");
        if (builder is not null) _code.Add(E.Assign(builder, E.Convert(parameter, builderType!)));
        EmitClauses(blocks, builder);
        return E.Lambda<ChunkCode>(E.Block(typeof(void), _variables, _code), $"{_rule} (chunk)", [_contextParameter, parameter]);
    }

    private static IEnumerable<T[]> Chunks<T>(IEnumerable<T> items, Func<T, int> sizeOf)
    {
        var chunk = new List<T>();
        int steps = 0;
        foreach (T item in items)
        {
            int size = sizeOf(item);
            if (chunk.Count > 0 && steps + size > MaxSteps)
            {
                yield return [.. chunk];
                chunk.Clear();
                steps = 0;
            }
            chunk.Add(item);
            steps += size;
        }
        yield return [.. chunk];
    }

    private void EmitPartialResult(PlanStep step, ParameterExpression? builder) => _code.Add(step switch
    {
        MemberResultStep member => E.Call(builder!, nameof(SetBuilder.Add), null, Read(member.Member)),
        EntryResultStep entry => Call(
            entry.AddsMember ? nameof(EmitOps.InsertMember) : nameof(EmitOps.Insert), E.Constant(_rule), builder!, Array(entry.Keys), Read(entry.Value)),
        EndFindingStep end => Call(nameof(EmitOps.EndFinding), _context, E.Constant(_finding!), Read(end.Message)),
        _ => throw new InvalidOperationException($"{step} does not end a partial rule"),
    });

    /// <summary>Emits a block; its last step is left to <paramref name="end"/>, and its failures lead past it.</summary>
    private void EmitBlock(PlanBlock block, Action<PlanStep> end)
    {
        LabelTarget failed = E.Label("failed");
        EmitBlock(block, failed, end);
        _code.Add(E.Label(failed));
    }

    private void EmitBlock(PlanBlock block, LabelTarget failed, Action<PlanStep> end)
    {
        (Action<PlanStep> outerEnd, ParameterExpression outerContext, TraceFrame? outerFrame) = (_endBlock, _context, _frame);
        (_endBlock, _frame) = (end, outerFrame?.Inside());
        EmitSteps(block, failed);
        (_endBlock, _context, _frame) = (outerEnd, outerContext, outerFrame);
    }

    private void EmitSteps(PlanBlock block, LabelTarget failed)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (PlanStep step in block.Steps)
        {
            if (step is TraceStep trace) failed = EmitTrace(trace, failed);
            else EmitStep(step, failed);
        }
    }

    private ParameterExpression Variable(Type type, string name)
    {
        int free = _free.FindLastIndex(v => v.Type == type);
        ParameterExpression variable = free < 0 ? E.Variable(type, name) : _free[free];
        if (free < 0) _variables.Add(variable);
        else _free.RemoveAt(free);
        _used.Push(variable);
        return variable;
    }

    private ParameterExpression Local(PlanLocal local)
    {
        if (!_locals.TryGetValue(local, out ParameterExpression? variable))
        {
            variable = Variable(typeof(Value), local.ToString());
            _locals.Add(local, variable);
        }
        return variable;
    }
}
