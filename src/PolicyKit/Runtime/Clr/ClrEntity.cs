using System.Reflection;
using System.Text.Json;

namespace PolicyKit.Runtime.Clr;

/// <summary>
/// What a class says of its objects' kind, for those that do not say it themselves: client libraries leave <c>apiVersion</c> and <c>kind</c> null in new objects and in the items of lists. An attribute named
/// <c>KubernetesEntityAttribute</c> tells, or constants; both are known by their names only.
/// </summary>
internal sealed record ClrEntity(string ApiVersion, string Kind)
{
    private const string Attribute = "KubernetesEntityAttribute";

    public Value ApiVersionValue { get; } = Value.FromString(ApiVersion);

    public Value KindValue { get; } = Value.FromString(Kind);

    /// <summary>What a class, or one that it derives from, says; null when that is nothing.</summary>
    public static ClrEntity? Of(Type type)
    {
        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            if ((ByAttribute(declaring) ?? ByConstants(declaring)) is { } entity) return entity;
        }
        return null;
    }

    /// <summary>JSON of an object with what is null or not in it.</summary>
    public byte[] AddTo(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Tape.DefaultMaxDepth });
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("apiVersion", ApiVersion);
            writer.WriteString("kind", Kind);
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                if (!member.NameEquals("apiVersion") && !member.NameEquals("kind")) member.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static ClrEntity? ByAttribute(Type type)
    {
        if (type.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType.Name == Attribute) is not { } attribute) return null;
        return Make(Named("Group"), Named("ApiVersion"), Named("Kind"));

        string? Named(string name) => attribute.NamedArguments.FirstOrDefault(a => a.MemberName == name).TypedValue.Value as string;
    }

    private static ClrEntity? ByConstants(Type type)
    {
        return Make(Constant("KubeGroup"), Constant("KubeApiVersion"), Constant("KubeKind"));

        string? Constant(string name) =>
            type.GetField(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly) is { IsLiteral: true } field ? field.GetRawConstantValue() as string : null;
    }

    private static ClrEntity? Make(string? group, string? version, string? kind) =>
        string.IsNullOrEmpty(version) || string.IsNullOrEmpty(kind) ? null : new ClrEntity(string.IsNullOrEmpty(group) ? version : $"{group}/{version}", kind);
}
