using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>What a policy may ask of the inventory beyond reading it.</summary>
internal static class ClusterBuiltins
{
    public const string CompleteName = "cluster.complete";

    /// <summary>The row of <c>cluster.complete</c>.</summary>
    public static Builtin Complete { get; } = new(
        CompleteName,
        ["string", "string"],
        "boolean",
        typeof(ClusterBuiltins).GetMethod(nameof(IsComplete))!,
        "whether every object of a kind (first) in a namespace (second) is known, so that absence means that there is none; when false, a policy that finds nothing was not judged");

    public static Value IsComplete(BuiltinContext context, Value kind, Value @namespace)
    {
        if (!kind.TryGetString(out string? kindName)) return context.Fail("operand 1 must be string");
        if (!@namespace.TryGetString(out string? namespaceName)) return context.Fail("operand 2 must be string");
        if (context.IsComplete(kindName, namespaceName)) return Value.True;
        string place = namespaceName.Length == 0 ? "a namespace that is not named" : $"namespace `{namespaceName}`";
        context.Unknown($"not every {kindName} of {place} is known");
        return Value.False;
    }
}
