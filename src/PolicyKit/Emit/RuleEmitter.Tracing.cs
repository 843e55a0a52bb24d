using System.Linq.Expressions;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using E = System.Linq.Expressions.Expression;

namespace PolicyKit.Emit;

/// <summary>
/// What traced plans have more. Each expression has an array of its watched values and a label of its own for failures, which tells them and goes on to where the failure leads. None of this code
/// is there when the plan is not traced.
/// </summary>
internal sealed partial class RuleEmitter
{
    private readonly bool _isTraced;
    private readonly Dictionary<LabelTarget, LabelTarget> _plainLabels = [];
    private TraceFrame? _frame;

    /// <summary>Emits a step of a trace; gives the label to which failures of the next steps lead.</summary>
    private LabelTarget EmitTrace(TraceStep step, LabelTarget failed)
    {
        switch (step)
        {
            case BeginExpressionStep begin:
                _frame = new TraceFrame(begin.Expression, Variable(typeof(Value[]), "watched"));
                _code.Add(E.Assign(_frame.Watched, E.NewArrayBounds(typeof(Value), E.Constant(begin.Expression.TermCount))));
                return EmitFailure(_frame, failed);
            case WatchStep watch:
                _code.Add(E.Assign(E.ArrayAccess(_frame!.Watched, E.Constant(watch.Index)), Read(watch.Operand)));
                _frame.Known = watch.Index + 1;
                return failed;
            case EndExpressionStep end:
                _code.Add(Trace(nameof(TraceOps.Held), E.Constant(end.Expression), _frame!.Watched));
                _frame = null;
                return Plain(failed);
            case TryClauseStep clause:
                _code.Add(Trace(nameof(TraceOps.TryClause), E.Constant(_rule), E.Constant(clause.Location)));
                return failed;
            default:
                var solution = (SolutionStep)step;
                _code.Add(Trace(nameof(TraceOps.Solution), E.Constant(_rule), E.Constant(solution.Location), Read(solution.Value)));
                return failed;
        }
    }

    /// <summary>The label that tells a failure before it leads on.</summary>
    private LabelTarget EmitFailure(TraceFrame frame, LabelTarget failed)
    {
        LabelTarget expressionFailed = E.Label("expressionFailed");
        LabelTarget start = E.Label("start");
        _code.Add(E.Goto(start));
        _code.Add(E.Label(expressionFailed));
        _code.Add(Trace(nameof(TraceOps.Failed), E.Constant(frame.Expression), frame.Watched));
        _code.Add(E.Goto(failed));
        _code.Add(E.Label(start));
        _plainLabels.Add(expressionFailed, failed);
        return expressionFailed;
    }

    private LabelTarget Plain(LabelTarget failed) => _plainLabels.GetValueOrDefault(failed, failed);

    /// <summary>Notes whether a scan had elements: if so, each has told its own failure, and the end of the scan is none.</summary>
    private ParameterExpression? EmitVisited()
    {
        if (_frame is not { IsSilent: false }) return null;
        ParameterExpression visited = Variable(typeof(bool), "visited");
        _code.Add(E.Assign(visited, E.Constant(false)));
        return visited;
    }

    /// <summary>Starts one element of a scan: what was watched of the element before is forgotten.</summary>
    private LabelTarget EmitElement(ParameterExpression? visited, LabelTarget next)
    {
        if (_frame is not { } frame) return next;
        _code.Add(E.Call(typeof(Array), nameof(System.Array.Clear), null, frame.Watched, E.Constant(frame.Known), E.Constant(frame.Expression.TermCount - frame.Known)));
        if (visited is null) return next;
        _code.Add(E.Assign(visited, E.Constant(true)));
        return EmitFailure(frame, next);
    }

    private void EmitEnter(RulePlan plan)
    {
        if (!plan.IsTraced || plan.Rule.IsHidden) return;
        _code.Add(Trace(nameof(TraceOps.EnterRule), E.Constant(plan.Rule), E.NewArrayInit(typeof(Value), plan.Parameters.Select(p => Local(p)))));
    }

    private void EmitExit(RulePlan plan)
    {
        if (plan.IsTraced && !plan.Rule.IsHidden) _code.Add(Trace(nameof(TraceOps.Exit), plan.Rule.Kind == RuleKind.Findings ? E.Default(typeof(Value)) : _result));
    }

    private void EmitEnter(ComprehensionStep comprehension)
    {
        if (_isTraced) _code.Add(Trace(nameof(TraceOps.EnterQuery), E.Constant(comprehension.Location)));
    }

    private void EmitExit(ComprehensionStep comprehension)
    {
        if (_isTraced) _code.Add(Trace(nameof(TraceOps.Exit), Local(comprehension.Result)));
    }

    private void EmitEnter(NotStep not)
    {
        if (not.Element is not { } element) return;
        string[] names = [.. element.Variables.Select(v => v.Name)];
        _code.Add(Trace(nameof(TraceOps.EnterElement), E.Constant(element.Location), E.Constant(names), Array([.. element.Variables.Select(v => v.Value)])));
    }

    private void EmitExit(NotStep not, bool holds)
    {
        if (not.Element is not null) _code.Add(Trace(nameof(TraceOps.Exit), Read(Operand.Of(holds ? Value.True : Value.Undefined))));
    }

    private MethodCallExpression Trace(string method, params E[] arguments) => E.Call(typeof(TraceOps), method, null, [_context, .. arguments]);

    /// <summary>The expression whose steps are being emitted.</summary>
    private sealed class TraceFrame(TracedExpression expression, ParameterExpression watched, bool isSilent = false)
    {
        public TracedExpression Expression => expression;

        public ParameterExpression Watched => watched;

        /// <summary>Whether failures are not failures of the expression, because they are inside of a block of it.</summary>
        public bool IsSilent => isSilent;

        /// <summary>How many terms are watched before the step that is emitted now.</summary>
        public int Known { get; set; }

        public TraceFrame Inside() => new(expression, watched, isSilent: true) { Known = Known };
    }
}
