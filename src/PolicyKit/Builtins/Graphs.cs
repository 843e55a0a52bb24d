using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary><c>graph.*</c> over an object that gives each node the array or set of its neighbours.</summary>
internal static class Graphs
{
    private const int MaxDepth = 1_000;
    private const string Graph = "object[any: any<array[any], set[any]>]";

    public static IEnumerable<Builtin> Rows =>
    [
        Row.Of("graph.reachable", [Graph, Row.Sequence], Row.Set, Reachable, "the nodes that can be reached from some of the given nodes, themselves included"),
        Row.Of("graph.reachable_paths", [Graph, Row.Sequence], "set[array[any]]", ReachablePaths, "the longest paths from each of the given nodes, each ending before a node repeats"),
    ];

    public static Value Reachable(BuiltinContext context, Value graph, Value initial)
    {
        if (!AreOperands(context, graph, initial))
            return Value.Undefined;
        var reached = new HashSet<Value>();
        var queue = new Queue<Value>(new Items(initial).ToList());
        while (queue.TryDequeue(out var node))
        {
            var neighbours = Ops.Index(graph, node);
            if (neighbours.IsUndefined || !reached.Add(node))
                continue;
            context.Charge(1 + neighbours.Count);
            foreach (var neighbour in Neighbours(neighbours))
            {
                if (!reached.Contains(neighbour))
                    queue.Enqueue(neighbour);
            }
        }

        return Value.FromSet(reached);
    }

    public static Value ReachablePaths(BuiltinContext context, Value graph, Value initial)
    {
        if (!AreOperands(context, graph, initial))
            return Value.Undefined;
        var paths = new SetBuilder();
        foreach (var root in new Items(initial))
        {
            if (!Ops.Index(graph, root).IsUndefined && !Extend(context, graph, [root], paths))
                return context.Fail($"path is longer than {MaxDepth} nodes");
        }

        return paths.ToValue();
    }

    private static bool Extend(BuiltinContext context, Value graph, List<Value> path, SetBuilder paths)
    {
        if (path.Count > MaxDepth)
            return false;
        context.Charge(path.Count);
        var isEnd = true;
        foreach (var neighbour in Neighbours(Ops.Index(graph, path[^1])))
        {
            isEnd = false;
            context.Charge(path.Count);
            if (path.Contains(neighbour) || Ops.Index(graph, neighbour).IsUndefined)
            {
                paths.Add(Value.FromArray(path));
                continue;
            }

            path.Add(neighbour);
            if (!Extend(context, graph, path, paths))
                return false;
            path.RemoveAt(path.Count - 1);
        }

        if (isEnd)
            paths.Add(Value.FromArray(path));
        return true;
    }

    private static Items Neighbours(Value edges) => new(Operand.IsSequence(edges) ? edges : Value.Undefined);

    private static bool AreOperands(BuiltinContext context, Value graph, Value initial)
    {
        if (!context.Is(graph, 1, ValueKind.Object))
            return false;
        if (Operand.IsSequence(initial))
            return true;
        context.Wrong(initial, 2, "set", "array");
        return false;
    }
}
