using System.Text;

namespace PolicyKit.Runtime;

/// <summary>Paths of nodes within their document, found from the root when they are asked for.</summary>
internal static class NodePath
{
    /// <summary>The path of a node of a document; null for values that are no nodes.</summary>
    public static IReadOnlyList<PathStep>? Of(Value node) => node.Reference is DocumentView view ? Of(view.Tape, (int)node.Payload) : null;

    /// <summary>The path of a node. A key has the path of its member.</summary>
    public static IReadOnlyList<PathStep> Of(Tape tape, int target)
    {
        var steps = new List<PathStep>();
        AddTo(steps, tape, target);
        return steps;
    }

    /// <summary>Adds the steps to a node.</summary>
    public static void AddTo(List<PathStep> steps, Tape tape, int target)
    {
        int node = 0;
        while (node != target)
        {
            (int token, int ordinal) = ChildOver(tape, node, target);
            bool isMember = tape.Nodes[token].Kind == TapeKind.Key;
            steps.Add(isMember ? new PathStep(NameOf(tape, token)) : new PathStep(ordinal));
            if (token == target) break;
            node = isMember ? token + 1 : token;
        }
    }

    /// <summary>The node that tells the place of a node: the key of a member, else the node itself.</summary>
    public static int Token(Tape tape, int target)
    {
        int node = 0;
        while (node != target)
        {
            (int token, _) = ChildOver(tape, node, target);
            if (token == target || (tape.Nodes[token].Kind == TapeKind.Key && token + 1 == target)) return token;
            node = tape.Nodes[token].Kind == TapeKind.Key ? token + 1 : token;
        }
        return node;
    }

    /// <summary>The token (see <see cref="Token"/>) of the node at a path, or of its nearest ancestor that exists.</summary>
    public static int Find(Tape tape, IReadOnlyList<PathStep> steps)
    {
        int token = 0;
        int node = 0;
        foreach (PathStep step in steps)
        {
            Value next = step.Name is { } name
                ? tape.RawView.Member(node, Encoding.UTF8.GetBytes(name))
                : tape.RawView.Element(node, step.Index);
            if (next.IsUndefined) break;
            node = (int)next.Payload;
            token = step.Name is null ? node : node - 1;
        }
        return token;
    }

    private static string NameOf(Tape tape, int key) => tape.Nodes[key].Symbol is >= 0 and int id ? SymbolTable.ById(id).Text : Encoding.UTF8.GetString(tape.Utf8(key));

    /// <summary>The key of the member, or the element, whose nodes include the target.</summary>
    private static (int Token, int Ordinal) ChildOver(Tape tape, int container, int target)
    {
        bool isObject = tape.Nodes[container].Kind == TapeKind.Object;
        int child = container + 1;
        for (int ordinal = 0; ; ordinal++)
        {
            int next = tape.Skip(isObject ? child + 1 : child);
            if (target < next) return (child, ordinal);
            child = next;
        }
    }
}
