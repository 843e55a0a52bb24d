using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyKit.Conformance.Opa;

/// <summary>One case of OPA's compliance suite, as its JSON says it.</summary>
internal sealed record OpaCase
{
    /// <summary>The file below the corpus and the ordinal in it: notes repeat, this does not.</summary>
    [JsonIgnore]
    public string Key { get; init; } = "";

    public required string Note { get; init; }

    public required string Query { get; init; }

    public string Category { get; init; } = "";

    public ImmutableArray<string> Modules { get; init; } = [];

    public JsonElement? Data { get; init; }

    public JsonElement? Input { get; init; }

    /// <summary>The input as a Rego term: it can be a set or undefined.</summary>
    public string? InputTerm { get; init; }

    /// <summary>The bindings, compared as a set; an empty array says that the query is undefined.</summary>
    public JsonElement? WantResult { get; init; }

    public string? WantErrorCode { get; init; }

    /// <summary>Part of the error's text as OPA prints it.</summary>
    public string? WantError { get; init; }

    /// <summary>Whether a failing builtin is an error.</summary>
    public bool StrictError { get; init; }

    /// <summary>Whether the order of a bound array's elements does not count.</summary>
    public bool SortBindings { get; init; }

    public bool IgnoreGeneratedVars { get; init; }

    [JsonIgnore]
    public string Name => $"{Key} {Note}";

    [JsonIgnore]
    public bool WantsError => WantErrorCode is not null || WantError is not null;
}

internal sealed record OpaFile(ImmutableArray<OpaCase> Cases);
