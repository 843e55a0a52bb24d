using System.Collections.Frozen;

namespace PolicyKit.Builtins;

/// <summary>Builtins that Rego v0 has and Rego v1 refuses, and what is written instead.</summary>
internal static class DeprecatedBuiltins
{
    private const string Cast = "Rego v1 refuses it; ask for the type, as by `is_string`";

    public static FrozenDictionary<string, string> Reasons { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["all"] = "Rego v1 refuses it; write `every x in xs { x }`",
        ["any"] = "Rego v1 refuses it; write `true in xs`",
        ["cast_array"] = Cast,
        ["cast_boolean"] = Cast,
        ["cast_null"] = Cast,
        ["cast_object"] = Cast,
        ["cast_set"] = Cast,
        ["cast_string"] = Cast,
        ["net.cidr_overlap"] = "Rego v1 refuses it; call `net.cidr_contains`",
        ["re_match"] = "Rego v1 refuses it; call `regex.match`",
        ["set_diff"] = "Rego v1 refuses it; write `a - b`",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
