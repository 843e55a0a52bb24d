using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>A schema as a CustomResourceDefinition writes it: the parts of OpenAPI v3 that Kubernetes reads. What is not written asks for nothing.</summary>
internal sealed record OpenApiSchema
{
    /// <summary>A schema that takes everything.</summary>
    public static OpenApiSchema Any { get; } = new() { PreservesUnknownFields = true };

    /// <summary><c>object</c>, <c>array</c>, <c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>; empty for any.</summary>
    public string Type { get; init; } = "";

    public bool IsNullable { get; init; }

    /// <summary>Whether a string stands for an integer as well (<c>x-kubernetes-int-or-string</c>).</summary>
    public bool IsIntOrString { get; init; }

    /// <summary>Whether members that no property names are kept (<c>x-kubernetes-preserve-unknown-fields</c>).</summary>
    public bool PreservesUnknownFields { get; init; }

    /// <summary>Whether the value is an object with a kind of its own (<c>x-kubernetes-embedded-resource</c>).</summary>
    public bool IsEmbeddedResource { get; init; }

    /// <summary>The fields that tell the elements of a list apart (<c>x-kubernetes-list-map-keys</c>).</summary>
    public ImmutableArray<string> ListKeys { get; init; } = [];

    /// <summary>Members by name, in the order of the schema.</summary>
    public ImmutableArray<KeyValuePair<string, OpenApiSchema>> Properties { get; init; } = [];

    /// <summary>The schema of all other members; null when there may be none.</summary>
    public OpenApiSchema? AdditionalProperties { get; init; }

    public OpenApiSchema? Items { get; init; }

    public ImmutableArray<string> Required { get; init; } = [];

    /// <summary>The values that are allowed; empty for all.</summary>
    public ImmutableArray<Value> Enum { get; init; } = [];

    /// <summary>What the field is when it is left out; undefined when there is no default.</summary>
    public Value Default { get; init; }

    public string? Pattern { get; init; }

    public SchemaBounds Bounds { get; init; } = SchemaBounds.None;

    public ImmutableArray<OpenApiSchema> AllOf { get; init; } = [];

    public ImmutableArray<OpenApiSchema> AnyOf { get; init; } = [];

    public ImmutableArray<OpenApiSchema> OneOf { get; init; } = [];

    public OpenApiSchema? Not { get; init; }

    public OpenApiSchema? Property(string name) => Properties.FirstOrDefault(p => p.Key == name).Value;
}

/// <summary>The limits that a schema sets to numbers and sizes; null where it sets none.</summary>
internal sealed record SchemaBounds
{
    public static SchemaBounds None { get; } = new();

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    public bool IsMinimumExclusive { get; init; }

    public bool IsMaximumExclusive { get; init; }

    public double? MultipleOf { get; init; }

    /// <summary>Fewest characters, elements or members.</summary>
    public long? MinSize { get; init; }

    /// <summary>Most characters, elements or members.</summary>
    public long? MaxSize { get; init; }

    public bool IsUnique { get; init; }
}
