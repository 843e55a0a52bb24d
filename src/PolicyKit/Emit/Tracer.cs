using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Emit;

/// <summary>Collects the events of one evaluation.</summary>
internal sealed class Tracer
{
    private readonly ImmutableArray<TraceEvent>.Builder _events = ImmutableArray.CreateBuilder<TraceEvent>();
    private int _depth;
    private bool _isCut;

    public Trace ToTrace() => new(_events.ToImmutable(), _isCut);

    public void Enter(TraceEventKind kind, string name, Location location, ImmutableArray<TracedValue> values)
    {
        Add(kind, name, location, values, default);
        _depth++;
    }

    public void Exit(TraceEventKind kind, string name, Location location, Value result)
    {
        _depth--;
        Add(kind, name, location, [], result);
    }

    public void Add(TraceEventKind kind, string name, Location location, ImmutableArray<TracedValue> values, Value result)
    {
        _isCut |= _events.Count >= Trace.MaxEvents;
        if (!_isCut) _events.Add(new TraceEvent(kind, _depth, name, location, values, result));
    }
}
