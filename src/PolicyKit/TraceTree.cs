using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit;

/// <summary>Events → nodes. What was entered during an expression comes before the event that ends the expression, so it waits for that.</summary>
internal sealed class TraceTree
{
    private readonly Stack<Container> _open = [];

    private TraceTree() => _open.Push(new Container(null));

    public static ImmutableArray<TraceNode> Build(IEnumerable<TraceEvent> events)
    {
        var tree = new TraceTree();
        foreach (TraceEvent step in events) tree.Add(step);
        while (tree._open.Count > 1) tree.Close(Value.Undefined);
        return tree._open.Pop().TakeAll();
    }

    private void Add(TraceEvent step)
    {
        switch (step.Kind)
        {
            case TraceEventKind.EnterRule or TraceEventKind.EnterQuery or TraceEventKind.EnterElement:
                _open.Push(new Container(step));
                break;
            case TraceEventKind.TryClause:
                CloseClause();
                _open.Push(new Container(step));
                break;
            case TraceEventKind.ExitRule or TraceEventKind.ExitQuery or TraceEventKind.ExitElement:
                CloseClause();
                Close(step.Result);
                break;
            case TraceEventKind.RecallRule:
                _open.Peek().Waiting.Add(new TraceNode(step, step.Result, []));
                break;
            default:
                _open.Peek().End(step);
                break;
        }
    }

    private void CloseClause()
    {
        if (_open.Peek().Start?.Kind != TraceEventKind.TryClause) return;
        Container clause = _open.Pop();
        TraceNode? solution = clause.Children.Find(c => c.Event.Kind == TraceEventKind.Solution);
        _open.Peek().Children.Add(new TraceNode(clause.Start!, solution?.Result ?? Value.Undefined, clause.TakeAll()));
    }

    private void Close(Value result)
    {
        CloseClause();
        if (_open.Count == 1) return;
        Container closed = _open.Pop();
        _open.Peek().Waiting.Add(new TraceNode(closed.Start!, result, closed.TakeAll()));
    }

    private sealed class Container(TraceEvent? start)
    {
        public TraceEvent? Start => start;

        public List<TraceNode> Children { get; } = [];

        public List<TraceNode> Waiting { get; } = [];

        public void End(TraceEvent step)
        {
            Children.Add(new TraceNode(step, step.Result, [.. Waiting]));
            Waiting.Clear();
        }

        /// <summary>What still waits at the end was entered by an expression that was tried once more and gave nothing more.</summary>
        public ImmutableArray<TraceNode> TakeAll() => [.. Children, .. Waiting];
    }
}
