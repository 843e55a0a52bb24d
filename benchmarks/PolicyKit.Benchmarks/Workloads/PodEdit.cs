using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>A field of a Pod that gets another value.</summary>
/// <param name="Path">Names and indices, joined by dots.</param>
/// <param name="Value">JSON; empty to remove the field.</param>
internal sealed record PodEdit(string Path, string Value)
{
    public override string ToString() => Value.Length == 0 ? $"no {Path}" : $"{Path} = {Value}";

    public static byte[] Apply(byte[] pod, params IEnumerable<PodEdit> edits)
    {
        JsonNode root = JsonNode.Parse(pod)!;
        foreach (PodEdit edit in edits) edit.Apply(root);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private void Apply(JsonNode root)
    {
        string[] steps = Path.Split('.');
        JsonNode parent = steps[..^1].Aggregate(root, (node, step) => (node is JsonArray array ? array[Index(step)] : node[step])!);
        if (Value.Length == 0) parent.AsObject().Remove(steps[^1]);
        else if (parent is JsonArray items) items[Index(steps[^1])] = JsonNode.Parse(Value);
        else parent[steps[^1]] = JsonNode.Parse(Value);
    }

    private static int Index(string step) => int.Parse(step, CultureInfo.InvariantCulture);
}
