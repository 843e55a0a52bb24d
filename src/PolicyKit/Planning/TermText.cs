using PolicyKit.Binding;
using PolicyKit.Text;

namespace PolicyKit.Planning;

/// <summary>How terms are called in traces: as they are written. Terms that the compiler made have no name.</summary>
internal static class TermText
{
    public static string? Of(BoundTerm term) => term switch
    {
        BoundVariable variable => variable.Symbol is { IsWildcard: false, IsGenerated: false } symbol ? symbol.Name : null,
        BoundDocument document => document.Symbol.Name,
        BoundParam param => $"params.{param.Symbol.Name}",
        BoundBaseData => "data",
        BoundPackage package => package.Symbol.ToString(),
        BoundRule rule => Of(rule.Location) == rule.Symbol.Name ? rule.Symbol.Name : rule.Symbol.ToString(),
        BoundLookup lookup => OfLookup(lookup),
        BoundFunctionCall or BoundBuiltinCall or BoundComprehension => Of(term.Location),
        _ => null,
    };

    /// <summary>The text of a place with each run of white space as one space.</summary>
    public static string Of(Location location) =>
        location.Source is { } source ? string.Join(' ', source.ToString(location.Span).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : "";

    private static string? OfLookup(BoundLookup lookup)
    {
        if (Of(lookup.Target) is not { } target) return null;
        // What a name stands for has the place of the name.
        bool isImplied = lookup.Location == lookup.Target.Location;
        if (isImplied) return lookup.Key is BoundConstant constant && constant.Value.TryGetString(out string? step) ? $"{target}.{step}" : null;
        return lookup.Location.Span.Start == lookup.Target.Location.Span.Start ? Of(lookup.Location) : null;
    }
}
