using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>How messages call what a value is.</summary>
internal static class SchemaWords
{
    public static string Of(ValueKind kind) => kind switch
    {
        ValueKind.Object => "an object",
        ValueKind.Array => "an array",
        ValueKind.String => "a string",
        ValueKind.Number => "a number",
        ValueKind.Boolean => "a boolean",
        _ => "null",
    };

    public static string Of(string type) => type is "object" or "array" or "integer" ? $"an {type}" : $"a {type}";
}
