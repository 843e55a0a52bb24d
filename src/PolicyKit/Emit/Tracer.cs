using System.Collections.Immutable;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Emit;

/// <summary>Takes what traced code tells.</summary>
internal abstract class Tracer
{
    /// <summary>How many rules, queries and elements are open.</summary>
    public abstract int Depth { get; }

    /// <summary>Something starts that has an end.</summary>
    public abstract void Enter(TraceEventKind kind, string name, Location location, ImmutableArray<TracedValue> values);

    /// <summary>Ends what was entered last.</summary>
    public abstract void Exit(Value result);

    /// <summary>Ends without a result what an error left open.</summary>
    public abstract void CloseTo(int depth);

    /// <summary>Something happens in what was entered last.</summary>
    public abstract void Add(TraceEventKind kind, RuleSymbol rule, Location location, Value result);

    /// <summary>An expression held or failed.</summary>
    public abstract void End(TracedExpression expression, bool held, Value[] watched);
}
