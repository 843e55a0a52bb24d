namespace PolicyKit.Runtime;

/// <summary>Collects values under nested paths, as rules with refs in their heads make them: <c>a[x].b := v</c>, <c>a[x] contains v</c>.</summary>
internal sealed class DocumentTreeBuilder
{
    private readonly Node _root = new();

    /// <summary>Puts a value at a path; false when the place has another value, or one of them lies inside the other.</summary>
    public bool Insert(ReadOnlySpan<Value> path, Value leaf)
    {
        if (leaf.IsUndefined || Walk(path) is not { } node) return leaf.IsUndefined;
        if (!node.Leaf.IsUndefined) return Ops.Equal(node.Leaf, leaf);
        if (node.Children is not null || node.Set is not null) return false;
        node.Leaf = leaf;
        return true;
    }

    /// <summary>Adds a member to the set at a path; false when something else is there.</summary>
    public bool InsertMember(ReadOnlySpan<Value> path, Value member)
    {
        if (member.IsUndefined || Walk(path) is not { } node) return member.IsUndefined;
        if (!node.Leaf.IsUndefined || node.Children is not null) return false;
        (node.Set ??= new SetBuilder()).Add(member);
        return true;
    }

    /// <summary>The whole: an empty object when nothing was put in.</summary>
    public Value ToValue() => _root.ToValue();

    private Node? Walk(ReadOnlySpan<Value> path)
    {
        Node node = _root;
        foreach (Value step in path)
        {
            if (!node.Leaf.IsUndefined || node.Set is not null) return null;
            node.Children ??= [];
            if (!node.Children.TryGetValue(step, out Node? child)) node.Children.Add(step, child = new Node());
            node = child;
        }
        return node;
    }

    private sealed class Node
    {
        public Value Leaf { get; set; }

        public SetBuilder? Set { get; set; }

        public Dictionary<Value, Node>? Children { get; set; }

        public Value ToValue()
        {
            if (!Leaf.IsUndefined) return Leaf;
            if (Set is not null) return Set.ToValue();
            var members = new ObjectBuilder();
            foreach ((Value key, Node child) in Children ?? []) members.Add(key, child.ToValue());
            return members.ToValue();
        }
    }
}
