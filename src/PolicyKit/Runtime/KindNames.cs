namespace PolicyKit.Runtime;

/// <summary>Rego's names of kinds.</summary>
internal static class KindNames
{
    private static readonly string[] Names = ["undefined", "null", "boolean", "number", "string", "array", "object", "set"];

    /// <summary>The name as <c>type_name</c> gives it.</summary>
    public static string Name(this ValueKind kind) => Names[(int)kind];
}
