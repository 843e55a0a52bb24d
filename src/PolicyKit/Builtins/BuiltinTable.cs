using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace PolicyKit.Builtins;

/// <summary>Every builtin of the language, and every builtin of OPA that is left out on purpose.</summary>
internal static class BuiltinTable
{
    /// <summary>All rows, sorted by name.</summary>
    public static ImmutableArray<Builtin> All { get; } =
    [
        .. new[]
        {
            Operators.Rows, Aggregates.Rows, Arrays.Rows, Bits.Rows, Casts.Rows, Cidr.Rows, Crypto.Rows, Encoding.Rows, Globs.Rows, Graphs.Rows, Json.Rows,
            JsonPaths.Rows, JsonPatch.Rows, NumberFunctions.Rows, Objects.Rows, Patterns.Rows, Semver.Rows, Sets.Rows, Sprintf.Rows, Strings.Rows, StringSets.Rows,
            Time.Rows, TimeText.Rows, Trim.Rows, TypeFunctions.Rows, Units.Rows, Uris.Rows, UrlQuery.Rows, Walk.Rows,
        }
        .SelectMany(rows => rows).OrderBy(row => row.Name, StringComparer.Ordinal),
    ];

    /// <summary>Builtins of OPA that are left out, with the reason: a phrase that follows "`name` is left out: ".</summary>
    public static FrozenDictionary<string, string> LeftOut { get; } = LeftOutBuiltins.Reasons;

    private static readonly FrozenDictionary<string, Builtin> ByName = All.ToFrozenDictionary(row => row.Name, StringComparer.Ordinal);

    /// <summary>The row of a name.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out Builtin? builtin) => ByName.TryGetValue(name, out builtin);
}
