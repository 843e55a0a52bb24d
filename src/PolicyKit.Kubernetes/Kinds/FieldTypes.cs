using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Kinds;

/// <summary>A field whose value the API server cannot read, so that it stores no such object.</summary>
/// <param name="Path">Path of the field in the object.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Expected">What must: <c>a boolean</c>.</param>
/// <param name="Found">What does: <c>a string</c>.</param>
internal sealed record FieldFault(string Path, Value Value, string Expected, string Found);

/// <summary>
/// Finds fields of the wrong JSON type, and numbers that are no integers: the fields of the table have no others. A null is none: the API server drops it. Only as the element of a list or of a map with any keys it is read as one that says nothing: among texts the
/// empty text, elsewhere what is refused where something must be said.
/// </summary>
internal static class FieldTypes
{
    /// <summary>What is expected where a number is.</summary>
    public const string Integer = "an integer";

    private const string Any = "Object";

    private static readonly Dictionary<string, Field[]> Types = FieldTable.Text.Split('\n').Select(line => line.Split(' ')).ToDictionary(words => words[0], ParseFields, StringComparer.Ordinal);

    /// <summary>Types with fields that must be set.</summary>
    private static readonly string[] Demanding = ["Container", "ContainerPort", "EnvVar", "LabelSelectorRequirement", "Peer", "PolicyRule", "Subject", "Sysctl", "Volume", "VolumeMount"];

    private static readonly string[] OwnGroups = ["networking.k8s.io", "rbac.authorization.k8s.io", "extensions"];

    /// <summary>The faults of an object with its nulls, in the order of the table.</summary>
    public static IEnumerable<FieldFault> Find(Value root, KindInfo? kind)
    {
        var steps = ImmutableArray<PathStep>.Empty;
        if (kind?.PodTemplate is not { } template) return Check(root, RootType(kind), steps);
        if (template.IsEmpty) return Check(root, "Pod", steps);
        var faults = Check(root, Any, steps);
        foreach (string step in template)
        {
            if (Mismatch(root, Any, steps) is { } mismatch) return faults.Append(mismatch);
            root = root.Member(step);
            steps = steps.Add(new PathStep(step));
        }
        return faults.Concat(Check(root, "Pod", steps)).DistinctBy(fault => fault.Path);
    }

    /// <summary>The nulls of an object that the API server reads as the empty text.</summary>
    public static IEnumerable<Value> FindEmptyTexts(Value root, KindInfo? kind)
    {
        if (kind?.PodTemplate is not { } template) return EmptyTexts(root, RootType(kind));
        Value pod = template.Aggregate(root, (value, step) => value.Member(step));
        return template.IsEmpty ? EmptyTexts(pod, "Pod") : EmptyTexts(root, Any).Concat(EmptyTexts(pod, "Pod"));
    }

    private static IEnumerable<Value> EmptyTexts(Value value, string type) => (value.Kind, type) switch
    {
        (ValueKind.Null, "string") => [value],
        (ValueKind.Array, ['[', .. var element, ']']) => value.Elements().SelectMany(item => EmptyTexts(item, element)),
        (ValueKind.Object, ['{', .. var member, '}']) => value.Members().SelectMany(pair => EmptyTexts(pair.Value, member)),
        // A field of its own that is null is dropped.
        (ValueKind.Object, not ['[', ..]) => Types.GetValueOrDefault(type, []).Where(field => field.Type != "string").SelectMany(field => EmptyTexts(value.Member(field.Name), field.Type)),
        _ => [],
    };

    private static string RootType(KindInfo? kind) => kind is not null && OwnGroups.Contains(kind.Group) && Types.ContainsKey(kind.Kind) ? kind.Kind : Any;

    private static IEnumerable<FieldFault> Check(Value value, string type, ImmutableArray<PathStep> path)
    {
        if (value.Kind is ValueKind.Undefined or ValueKind.Null) return [];
        if (Mismatch(value, type, path) is { } mismatch) return [mismatch];
        return type switch
        {
            ['[', .. var element, ']'] => value.Elements().SelectMany((item, index) => CheckElement(item, element, path.Add(new PathStep(index)))),
            ['{', .. var member, '}'] => value.Members().SelectMany(pair => Check(pair.Value, member, path.Add(new PathStep(pair.Key.TextOrEmpty())))),
            _ => Types.GetValueOrDefault(type, []).SelectMany(field => Check(value.Member(field.Name), field.Type, path.Add(new PathStep(field.Name)))),
        };
    }

    private static IEnumerable<FieldFault> CheckElement(Value item, string type, ImmutableArray<PathStep> path) =>
        item.Kind == ValueKind.Null && Demanding.Contains(type) ? [new FieldFault(FieldPath.Format(path), item, Name(ValueKind.Object), "null")] : Check(item, type, path);

    private static FieldFault? Mismatch(Value value, string type, ImmutableArray<PathStep> path)
    {
        if (value.Kind is ValueKind.Undefined or ValueKind.Null) return null;
        (bool fits, string expected) = type switch
        {
            "string" => (value.Kind == ValueKind.String, "a string"),
            "bool" => (value.Kind == ValueKind.Boolean, "a boolean"),
            "integer" => (value.Kind == ValueKind.Number, Integer),
            "intOrString" => (value.Kind is ValueKind.Number or ValueKind.String, "an integer or a string"),
            ['[', ..] => (value.Kind == ValueKind.Array, "a list"),
            _ => (value.Kind == ValueKind.Object, Name(ValueKind.Object)),
        };
        if (!fits) return new FieldFault(FieldPath.Format(path), value, expected, Name(value.Kind));
        // A client writes 80.0 and 8e1 as 80, so these are integers.
        return value.Kind != ValueKind.Number || value.TryGetInt64(out _) ? null : new FieldFault(FieldPath.Format(path), value, $"{Integer} of at most 64 bits", $"`{value}`");
    }

    private static string Name(ValueKind kind) => kind switch
    {
        ValueKind.String => "a string",
        ValueKind.Boolean => "a boolean",
        ValueKind.Number => "a number",
        ValueKind.Array => "a list",
        _ => "a mapping",
    };

    private static Field[] ParseFields(string[] words) => [.. words.Skip(1).Select(ParseField)];

    private static Field ParseField(string field) => field.Split(':') is [var name, var type] ? new Field(name, type) : throw new FormatException($"`{field}` is no field");

    private sealed record Field(string Name, string Type);
}
