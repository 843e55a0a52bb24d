using PolicyKit.Kubernetes.Yaml;

namespace PolicyKit.Kubernetes.Editing;

/// <summary>How a text is laid out, as far as new lines follow it.</summary>
/// <param name="LineBreak">Between lines.</param>
/// <param name="Step">Spaces that a mapping is indented below its key.</param>
/// <param name="SequenceStep">Spaces that a sequence is indented below its key.</param>
internal sealed record Manner(string LineBreak, int Step, int SequenceStep)
{
    private const int UsualStep = 2;

    public static Manner Of(string text, SpanNode root)
    {
        int? step = null, sequenceStep = null;
        var waiting = new Stack<SpanNode>([root]);
        while ((step is null || sequenceStep is null) && waiting.TryPop(out SpanNode? node))
        {
            if (node.IsMapping) Measure(text, node, ref step, ref sequenceStep);
            for (int i = node.Children.Count - 1; i >= 0; i--) waiting.Push(node.Children[i]);
        }
        return new Manner(text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n", step ?? UsualStep, sequenceStep ?? 0);
    }

    private static void Measure(string text, SpanNode mapping, ref int? step, ref int? sequenceStep)
    {
        for (int i = 0; i < mapping.Count; i++)
        {
            SpanNode value = mapping.Last(i);
            if (value.Children.Count == 0) continue;
            SpanNode below = value.IsFlow && value.IsMapping ? value.First(0) : value;
            if (!TextLines.IsFirst(text, below.Start) || !TextLines.IsFirst(text, mapping.First(i).Start)) continue;
            int further = TextLines.Column(text, below.Start) - TextLines.Column(text, mapping.First(i).Start);
            if (value.IsMapping && further > 0) step ??= further;
            else if (value.Kind == YamlNodeKind.Sequence && !value.IsFlow && further >= 0) sequenceStep ??= further;
        }
    }
}
