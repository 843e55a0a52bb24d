using System.Collections.Immutable;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Emit;

/// <summary>Collects the events of one evaluation.</summary>
internal sealed class EventTracer : Tracer
{
    private readonly ImmutableArray<TraceEvent>.Builder _events = ImmutableArray.CreateBuilder<TraceEvent>();
    private readonly Stack<TraceEvent> _open = [];
    private bool _isCut;

    public override int Depth => _open.Count;

    /// <summary>The events so far; what an error left open is closed.</summary>
    public Trace ToTrace()
    {
        CloseTo(0);
        return new Trace(_events.ToImmutable(), _isCut);
    }

    public override void Enter(TraceEventKind kind, string name, Location location, ImmutableArray<TracedValue> values)
    {
        var entered = new TraceEvent(kind, Depth, name, location, values, default);
        Add(entered);
        _open.Push(entered);
    }

    public override void Exit(Value result)
    {
        TraceEvent entered = _open.Pop();
        TraceEventKind kind = entered.Kind switch
        {
            TraceEventKind.EnterRule => TraceEventKind.ExitRule,
            TraceEventKind.EnterQuery => TraceEventKind.ExitQuery,
            _ => TraceEventKind.ExitElement,
        };
        Add(entered with { Kind = kind, Values = [], Result = result });
    }

    public override void CloseTo(int depth)
    {
        while (Depth > depth) Exit(Value.Undefined);
    }

    public override void Add(TraceEventKind kind, RuleSymbol rule, Location location, Value result) =>
        Add(new TraceEvent(kind, Depth, rule.ToString(), location, [], result));

    public override void End(TracedExpression expression, bool held, Value[] watched)
    {
        TraceEventKind kind = held ? TraceEventKind.ExpressionHeld : TraceEventKind.ExpressionFailed;
        Add(new TraceEvent(kind, Depth, expression.Text, expression.Location, expression.Show(watched), default));
    }

    private void Add(TraceEvent step)
    {
        _isCut |= _events.Count >= Trace.MaxEvents;
        if (!_isCut) _events.Add(step);
    }
}
