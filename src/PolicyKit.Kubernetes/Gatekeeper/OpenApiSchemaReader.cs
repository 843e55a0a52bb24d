using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>Reads a schema, and reports what the API server would refuse in it.</summary>
/// <param name="report">Takes what is wrong.</param>
/// <param name="isLegacy">As <c>legacySchema: true</c>: no type is asked for, and unknown fields are kept everywhere.</param>
internal sealed class OpenApiSchemaReader(Action<Diagnostic> report, bool isLegacy)
{
    private static readonly ImmutableArray<string> Types = ["object", "array", "string", "integer", "number", "boolean"];

    /// <summary>Of each type the keywords of its size.</summary>
    private static readonly ImmutableArray<(string Type, string Least, string Most)> Sizes =
        [("string", "minLength", "maxLength"), ("array", "minItems", "maxItems"), ("object", "minProperties", "maxProperties")];

    /// <param name="field">The schema.</param>
    /// <param name="isPart">Whether it stands below <c>allOf</c> and its like, where no type is written.</param>
    public OpenApiSchema Read(Field field, bool isPart = false)
    {
        if (!Expect(field, ValueKind.Object)) return OpenApiSchema.Any;
        string type = ReadType(field, isPart);
        bool hasProperties = field.Member("properties") is not null;
        Field? additional = field.Member("additionalProperties");
        if (hasProperties && additional is not null && !isLegacy && !IsFalse(additional)) Report(additional, "cannot stand beside `properties`");
        var bounds = ReadBounds(field, type);
        return new OpenApiSchema
        {
            Type = type,
            IsNullable = IsTrue(field, "nullable"),
            IsIntOrString = IsTrue(field, "x-kubernetes-int-or-string"),
            PreservesUnknownFields = isLegacy || IsTrue(field, "x-kubernetes-preserve-unknown-fields"),
            IsEmbeddedResource = IsTrue(field, "x-kubernetes-embedded-resource"),
            ListKeys = [.. Elements(field, "x-kubernetes-list-map-keys").Where(e => Expect(e, ValueKind.String)).Select(e => e.TextOrEmpty)],
            Properties = Members(field, "properties").Select(p => KeyValuePair.Create(p.Name, Read(p, isPart))).ToImmutableArray(),
            AdditionalProperties = additional is null || IsFalse(additional) ? null : additional.Kind == ValueKind.Boolean ? OpenApiSchema.Any : Read(additional, isPart),
            Items = field.Member("items") is { } items ? Read(items, isPart) : null,
            Required = [.. Elements(field, "required").Where(e => Expect(e, ValueKind.String)).Select(e => e.TextOrEmpty)],
            Enum = [.. Elements(field, "enum").Select(e => e.Value)],
            Default = field.Member("default")?.Value ?? default,
            Pattern = ReadPattern(field),
            Bounds = bounds,
            AllOf = ReadParts(field, "allOf"),
            AnyOf = ReadParts(field, "anyOf"),
            OneOf = ReadParts(field, "oneOf"),
            Not = field.Member("not") is { } not ? Read(not, isPart: true) : null,
        };
    }

    private string ReadType(Field field, bool isPart)
    {
        if (field.Member("type") is not { } type)
        {
            bool isOpen = isPart || isLegacy || IsTrue(field, "x-kubernetes-int-or-string") || IsTrue(field, "x-kubernetes-preserve-unknown-fields");
            if (!isOpen) Report(field, "needs a `type`");
            return "";
        }
        string name = type.TextOrEmpty;
        if (Types.Contains(name))
        {
            if (name == "array" && field.Member("items") is null && !isLegacy && !isPart) Report(field, "is an array, so it needs `items`");
            return name;
        }
        Report(type, $"must be one of {string.Join(", ", Types.Select(t => $"`{t}`"))}{Spelling.DidYouMean(name, Types)}");
        return "";
    }

    private string? ReadPattern(Field field)
    {
        if (field.Member("pattern") is not { } pattern || !Expect(pattern, ValueKind.String)) return null;
        if (RegoPattern.IsValid(pattern.TextOrEmpty)) return pattern.TextOrEmpty;
        Report(pattern, "is no regular expression");
        return null;
    }

    private SchemaBounds ReadBounds(Field field, string type)
    {
        (_, string least, string most) = Sizes.FirstOrDefault(row => row.Type == type, Sizes[0]);
        return new SchemaBounds
        {
            Minimum = ReadNumber(field, "minimum"),
            Maximum = ReadNumber(field, "maximum"),
            IsMinimumExclusive = IsTrue(field, "exclusiveMinimum"),
            IsMaximumExclusive = IsTrue(field, "exclusiveMaximum"),
            MultipleOf = ReadNumber(field, "multipleOf"),
            MinSize = (long?)ReadNumber(field, least),
            MaxSize = (long?)ReadNumber(field, most),
            IsUnique = IsTrue(field, "uniqueItems"),
        };
    }

    private double? ReadNumber(Field field, string name) =>
        field.Member(name) is { } number && Expect(number, ValueKind.Number) && number.Value.TryGetDouble(out double value) ? value : null;

    private ImmutableArray<OpenApiSchema> ReadParts(Field field, string name) => [.. Elements(field, name).Select(part => Read(part, isPart: true))];

    private IEnumerable<Field> Members(Field field, string name) => field.Member(name) is { } member && Expect(member, ValueKind.Object) ? member.Members() : [];

    private IEnumerable<Field> Elements(Field field, string name) => field.Member(name) is { } member && Expect(member, ValueKind.Array) ? member.Elements() : [];

    private bool IsTrue(Field field, string name) => field.Member(name) is { } flag && Expect(flag, ValueKind.Boolean) && flag.Value == Value.True;

    private static bool IsFalse(Field field) => field.Value == Value.False;

    private bool Expect(Field field, ValueKind kind)
    {
        if (field.Kind == kind) return true;
        Report(field, $"must be {SchemaWords.Of(kind)}, not {SchemaWords.Of(field.Kind)}");
        return false;
    }

    private void Report(Field field, string what) => report(Diagnostic.Create(GatekeeperDescriptors.InvalidSchema, field.Location, field.Path, what));
}
