using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Emit;

/// <summary>Collects the events of one evaluation.</summary>
internal sealed class Tracer
{
    private readonly ImmutableArray<TraceEvent>.Builder _events = ImmutableArray.CreateBuilder<TraceEvent>();
    private readonly Stack<TraceEvent> _open = [];
    private bool _isCut;

    /// <summary>How many rules, queries and elements are open.</summary>
    public int Depth => _open.Count;

    /// <summary>The events so far; what an error left open is closed.</summary>
    public Trace ToTrace()
    {
        CloseTo(0);
        return new Trace(_events.ToImmutable(), _isCut);
    }

    public void Enter(TraceEventKind kind, string name, Location location, ImmutableArray<TracedValue> values)
    {
        var entered = new TraceEvent(kind, Depth, name, location, values, default);
        Add(entered);
        _open.Push(entered);
    }

    /// <summary>Ends what was entered last.</summary>
    public void Exit(Value result)
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

    /// <summary>Ends without a result what an error left open.</summary>
    public void CloseTo(int depth)
    {
        while (Depth > depth) Exit(Value.Undefined);
    }

    public void Add(TraceEventKind kind, string name, Location location, ImmutableArray<TracedValue> values, Value result) =>
        Add(new TraceEvent(kind, Depth, name, location, values, result));

    private void Add(TraceEvent step)
    {
        _isCut |= _events.Count >= Trace.MaxEvents;
        if (!_isCut) _events.Add(step);
    }
}
