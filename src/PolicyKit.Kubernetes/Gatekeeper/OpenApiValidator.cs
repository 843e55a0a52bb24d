using System.Globalization;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>Checks a field against a schema as the API server does, and gives its value with the schema's defaults.</summary>
/// <param name="report">Takes what is wrong.</param>
internal sealed class OpenApiValidator(Action<Diagnostic> report)
{
    public Value Check(Field field, OpenApiSchema schema)
    {
        if (field.Kind == ValueKind.Null && schema.IsNullable) return field.Value;
        if (field.Kind == ValueKind.Null && !schema.Default.IsUndefined) return SchemaFaults.WithDefaults(schema.Default, schema);
        if (FindWrongType(field, schema) is { } wrong)
        {
            Report(field, wrong);
            return field.Value;
        }
        if (SchemaFaults.Find(field.Value, schema) is { } fault) Report(field, fault);
        return field.Kind switch
        {
            ValueKind.Object => CheckObject(field, schema),
            ValueKind.Array when schema.Items is { } items => Value.FromArray([.. field.Elements().Select(element => Check(element, items))]),
            _ => field.Value,
        };
    }

    private static string? FindWrongType(Field field, OpenApiSchema schema)
    {
        if (schema.IsIntOrString) return field.Kind == ValueKind.String || SchemaFaults.IsInteger(field.Value) ? null : $"must be an integer or a string, not {SchemaWords.Of(field.Kind)}";
        return SchemaFaults.IsOfType(field.Value, schema.Type) ? null : $"must be {SchemaWords.Of(schema.Type)}, not {SchemaWords.Of(field.Kind)}";
    }

    private Value CheckObject(Field field, OpenApiSchema schema)
    {
        var members = new List<KeyValuePair<Value, Value>>();
        foreach (Field member in field.Members())
        {
            bool isOpen = schema.PreservesUnknownFields || schema is { Type: "", Properties.IsEmpty: true };
            if ((schema.Property(member.Name) ?? schema.AdditionalProperties) is { } known) members.Add(Pair(member.Name, Check(member, known)));
            else if (isOpen) members.Add(Pair(member.Name, member.Value));
            else ReportUnknown(field, member, schema);
        }
        foreach ((string name, OpenApiSchema property) in schema.Properties)
        {
            if (!property.Default.IsUndefined && field.Value.Member(name).IsUndefined) members.Add(Pair(name, SchemaFaults.WithDefaults(property.Default, property)));
        }
        foreach (string name in schema.Required)
        {
            if (members.TrueForAll(m => m.Key.TextOrEmpty() != name)) Report(field, $"needs `{name}`");
        }
        return Value.FromObject(members);
    }

    private static KeyValuePair<Value, Value> Pair(string name, Value value) => KeyValuePair.Create(Value.FromString(name), value);

    private void ReportUnknown(Field field, Field member, OpenApiSchema schema)
    {
        string[] known = [.. schema.Properties.Select(p => p.Key)];
        string meant = Spelling.DidYouMean(member.Name, known);
        if (meant.Length == 0 && known.Length > 0) meant = string.Create(CultureInfo.InvariantCulture, $"; its fields are {string.Join(", ", known.Order(StringComparer.Ordinal).Select(k => $"`{k}`"))}");
        report(Diagnostic.Create(GatekeeperDescriptors.UnknownField, member.KeyLocation, field.Path, member.Name, meant));
    }

    private void Report(Field field, string what) => report(Diagnostic.Create(GatekeeperDescriptors.InvalidConstraint, field.Location, field.Path, what));
}
