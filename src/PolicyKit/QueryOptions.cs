using System.Collections.Immutable;
using PolicyKit.Syntax;

namespace PolicyKit;

/// <summary>How a query is read and which names it sees: as Rego v1, which sees <c>data</c> and <c>input</c>, where nothing else is said.</summary>
public sealed record QueryOptions
{
    /// <summary>The name under which diagnostics report the query.</summary>
    public string Name { get; init; } = "<query>";

    /// <summary>The package whose rules the query sees by bare name, such as <c>a.b</c>; empty for none.</summary>
    public string Package { get; init; } = "";

    /// <summary>What the query imports, as after the word <c>import</c>: <c>data.a.b</c>, <c>input.x as y</c>.</summary>
    public ImmutableArray<string> Imports { get; init; } = [];

    /// <summary>Compiled packs whose rules the query and the trees see, each after those that it was compiled with.</summary>
    public ImmutableArray<CompiledPack> Packs { get; init; } = [];

    /// <summary>How the query itself is read.</summary>
    public LanguageVersion Version { get; init; } = LanguageVersion.RegoV1;

    /// <summary>Whether a builtin that fails in a core module, or in the query, is an error; else it is undefined, as OPA has it.</summary>
    public bool StrictBuiltinErrors { get; init; }
}
