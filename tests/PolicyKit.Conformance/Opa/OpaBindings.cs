using System.Text.Json;
using PolicyKit.Runtime;

namespace PolicyKit.Conformance.Opa;

/// <summary>The bindings of a query's solutions as OPA compares them: a set of JSON objects, in which a set is an array in canonical order.</summary>
internal sealed class OpaBindings
{
    private const string GeneratedPrefix = "__local";

    private readonly Value _set;

    private OpaBindings(Value set) => _set = set;

    /// <param name="bindings">An array of objects: a variable's name and its value.</param>
    /// <param name="case">Says how they are compared.</param>
    public static OpaBindings From(JsonElement bindings, OpaCase @case) => new(Value.FromSet(bindings.EnumerateArray().Select(binding => Normalise(binding, @case))));

    /// <param name="bindings">The answer of <see cref="PolicyQuery.Evaluate(PolicyInput, Value)"/>.</param>
    /// <param name="case">Says how they are compared.</param>
    public static OpaBindings From(Value bindings, OpaCase @case)
    {
        using var json = JsonDocument.Parse(bindings.ToJson(), new JsonDocumentOptions { MaxDepth = 1000 });
        return From(json.RootElement, @case);
    }

    public bool IsSameAs(OpaBindings other) => _set == other._set;

    public override string ToString() => _set.ToJson();

    private static Value Normalise(JsonElement binding, OpaCase @case) => Value.FromObject(
        binding.EnumerateObject()
            .Where(member => !@case.IgnoreGeneratedVars || !member.Name.StartsWith(GeneratedPrefix, StringComparison.Ordinal))
            .Select(member => KeyValuePair.Create(Value.FromString(member.Name), @case.SortBindings ? Sorted(member.Value) : Parse(member.Value))));

    private static Value Sorted(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? Value.FromArray(value.EnumerateArray().Select(Parse).OrderBy(element => element.ToJson(), StringComparer.Ordinal)) : Parse(value);

    private static Value Parse(JsonElement json) => Value.ParseJson(json.GetRawText());
}
