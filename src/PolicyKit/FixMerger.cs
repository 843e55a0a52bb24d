using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit;

/// <summary>Puts edits of one object together: edits stand in a tree by their paths, where what contradicts is found, and what is done by others.</summary>
internal sealed class FixMerger
{
    private readonly Node _root = new();
    private readonly List<(ImmutableArray<FixEdit> Edits, Finding? Finding)> _fixes = [];
    private readonly HashSet<int> _dropped = [];
    private readonly List<FixConflict> _conflicts = [];
    private readonly List<Step> _steps = [];
    private readonly List<(PathStep[] Path, Step Step)> _elementRemovals = [];

    private FixMerger()
    {
    }

    /// <summary>The patch of one fix.</summary>
    public static JsonPatch PatchOf(ImmutableArray<FixEdit> edits)
    {
        var merger = new FixMerger();
        merger.Add(edits, null);
        merger.Emit();
        return new JsonPatch([.. merger._steps.Select(s => s.Operation)]);
    }

    public static FixPlan Merge(ImmutableArray<Finding> findings)
    {
        var merger = new FixMerger();
        Finding[] changing = [.. findings.Where(f => f.Fix!.Kind != FixKind.Create)];
        foreach (Finding finding in changing) merger.Add(finding.Fix!.Edits, finding);
        merger.FindConflicts(merger._root, []);
        merger.Emit();
        return new FixPlan(
            [.. merger._steps.Select(s => new PlannedOperation(s.Operation, [.. s.Findings]))],
            [.. changing.Where((_, i) => !merger._dropped.Contains(i))],
            [.. merger._conflicts],
            [.. findings.Where(f => f.Fix!.Kind == FixKind.Create).Select(f => f.Fix!.Value).Distinct()]);
    }

    private void Add(ImmutableArray<FixEdit> edits, Finding? finding)
    {
        foreach (FixEdit edit in edits) _root.At(edit.Path).Edits.Add((_fixes.Count, edit));
        _fixes.Add((edits, finding));
    }

    /// <summary>Compares the edits of a place with each other, and with those that replace or remove what it is in.</summary>
    private void FindConflicts(Node node, ImmutableArray<Wish> above)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        Wish[] wishes = [.. node.Edits.GroupBy(e => (e.Edit.Kind, e.Edit.Value)).Select(g => new Wish(g.First().Edit, [.. g.Select(e => e.Fix)]))];
        for (int i = 0; i < wishes.Length; i++)
        {
            foreach (Wish upper in above)
            {
                if (!Covers(upper.Edit, wishes[i].Edit)) Report(upper, wishes[i]);
            }
            foreach (Wish other in wishes.AsSpan(0, i))
            {
                if (!Agree(other.Edit, wishes[i].Edit)) Report(other, wishes[i]);
            }
        }
        ImmutableArray<Wish> here = [.. above, .. wishes.Where(w => w.Edit.Kind != FixEditKind.Append)];
        foreach (Node child in node.Children.Values) FindConflicts(child, here);
    }

    private void Report(Wish one, Wish other)
    {
        _dropped.UnionWith(one.Fixes);
        _dropped.UnionWith(other.Fixes);
        _conflicts.Add(new FixConflict(_fixes[one.Fixes[0]].Finding!, _fixes[other.Fixes[0]].Finding!, FieldPath.Format(other.Edit.Path)));
    }

    private static bool Agree(FixEdit one, FixEdit other) =>
        (one.Kind == FixEditKind.Append && other.Kind == FixEditKind.Append) || (one.Kind == other.Kind && one.Value == other.Value);

    /// <summary>Whether an edit of what a place is in does what an edit of the place asks for.</summary>
    private static bool Covers(FixEdit upper, FixEdit edit)
    {
        if (upper.Kind == FixEditKind.Remove) return edit.Kind == FixEditKind.Remove;
        Value found = upper.Value;
        foreach (PathStep step in edit.Path.AsSpan(upper.Path.Length)) found = FixEdit.Below(found, step);
        return edit.Kind switch
        {
            FixEditKind.Remove => found.IsUndefined,
            FixEditKind.Set => found == edit.Value,
            _ => found.Kind == ValueKind.Array && found.Elements().Contains(edit.Value),
        };
    }

    private void Emit()
    {
        for (int i = 0; i < _fixes.Count; i++)
        {
            if (_dropped.Contains(i)) continue;
            foreach (FixEdit edit in _fixes[i].Edits) Emit(edit, _fixes[i].Finding);
        }
        _elementRemovals.Sort((a, b) => Compare(b.Path, a.Path));
        _steps.AddRange(_elementRemovals.Select(r => r.Step));
        for (int i = 0; i < _fixes.Count; i++)
        {
            if (_dropped.Contains(i) || _fixes[i].Finding is not { } finding) continue;
            foreach (FixEdit edit in _fixes[i].Edits) UpperStep(edit.Path)?.Findings.Add(finding);
        }
        foreach (Step step in _steps) step.Findings = [.. step.Findings.Distinct(ReferenceEqualityComparer.Instance).Cast<Finding>()];
    }

    private void Emit(FixEdit edit, Finding? finding)
    {
        if (IsCovered(edit.Path)) return;
        Node node = _root.At(edit.Path);
        if (node.Emitted.Find(e => e.Edit.Kind == edit.Kind && e.Edit.Value == edit.Value) is { Step: { } known })
        {
            if (finding is not null) known.Findings.Add(finding);
            return;
        }
        var step = new Step(OperationOf(edit));
        if (finding is not null) step.Findings.Add(finding);
        node.Emitted.Add((edit, step));
        if (edit.Kind == FixEditKind.Remove && edit.Path[^1].Name is null) _elementRemovals.Add((edit.Path, step));
        else _steps.Add(step);
    }

    /// <summary>Whether something that is not left out replaces or removes what a place is in.</summary>
    private bool IsCovered(PathStep[] path)
    {
        Node node = _root;
        foreach (PathStep step in path)
        {
            if (node.Edits.Exists(e => e.Edit.Kind != FixEditKind.Append && !_dropped.Contains(e.Fix))) return true;
            node = node.Children[step];
        }
        return false;
    }

    private Step? UpperStep(PathStep[] path)
    {
        Node node = _root;
        foreach (PathStep step in path)
        {
            if (node.Emitted.Find(e => e.Edit.Kind != FixEditKind.Append) is { Step: { } upper }) return upper;
            node = node.Children[step];
        }
        return null;
    }

    private JsonPatchOperation OperationOf(FixEdit edit)
    {
        if (edit.Kind == FixEditKind.Remove) return new JsonPatchOperation(JsonPatchAction.Remove, JsonPatch.PointerTo(edit.Path), default);
        int existing = Math.Max(edit.Existing, _root.CreatedDepth(edit.Path));
        if (existing == edit.Path.Length)
        {
            string pointer = JsonPatch.PointerTo(edit.Path);
            return edit.Kind == FixEditKind.Set ? new JsonPatchOperation(JsonPatchAction.Replace, pointer, edit.Value) : new JsonPatchOperation(JsonPatchAction.Add, pointer + "/-", edit.Value);
        }
        _root.Create(edit.Path);
        Value value = edit.Kind == FixEditKind.Set ? edit.Value : Value.FromArray([edit.Value]);
        for (int i = edit.Path.Length - 1; i > existing; i--) value = Value.FromMembers((edit.Path[i].Name!, value));
        return new JsonPatchOperation(JsonPatchAction.Add, JsonPatch.PointerTo(edit.Path.AsSpan(0, existing + 1)), value);
    }

    /// <summary>By names, then indices.</summary>
    private static int Compare(PathStep[] one, PathStep[] other)
    {
        for (int i = 0; i < Math.Min(one.Length, other.Length); i++)
        {
            int order = string.CompareOrdinal(one[i].Name, other[i].Name);
            if (order == 0) order = one[i].Index.CompareTo(other[i].Index);
            if (order != 0) return order;
        }
        return one.Length.CompareTo(other.Length);
    }

    /// <summary>An edit and the fixes that ask for it.</summary>
    private sealed record Wish(FixEdit Edit, ImmutableArray<int> Fixes);

    private sealed class Step(JsonPatchOperation operation)
    {
        public JsonPatchOperation Operation => operation;

        public List<Finding> Findings { get; set; } = [];
    }

    /// <summary>A place that is edited, or is on the way to one.</summary>
    private sealed class Node
    {
        private bool _isCreated;

        public Dictionary<PathStep, Node> Children { get; } = [];

        public List<(int Fix, FixEdit Edit)> Edits { get; } = [];

        public List<(FixEdit Edit, Step Step)> Emitted { get; } = [];

        public Node At(PathStep[] path)
        {
            Node node = this;
            foreach (PathStep step in path)
            {
                if (!node.Children.TryGetValue(step, out Node? child)) node.Children.Add(step, child = new Node());
                node = child;
            }
            return node;
        }

        /// <summary>Notes that a place and what it is in are there now.</summary>
        public void Create(PathStep[] path)
        {
            Node node = this;
            foreach (PathStep step in path)
            {
                node = node.Children[step];
                node._isCreated = true;
            }
        }

        /// <summary>How many steps of a path are there by operations so far.</summary>
        public int CreatedDepth(PathStep[] path)
        {
            Node node = this;
            for (int depth = 0; depth < path.Length; depth++)
            {
                node = node.Children[path[depth]];
                if (!node._isCreated) return depth;
            }
            return path.Length;
        }
    }
}
