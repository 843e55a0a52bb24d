using PolicyKit.Symbols.Types;

namespace PolicyKit.Kubernetes.Schemas;

/// <summary>What an API server asks a webhook: <c>AdmissionRequest</c> of admission.k8s.io/v1, which no OpenAPI document describes.</summary>
internal static class RequestType
{
    private static readonly TypeSymbol Kind = Object("kind", ("group", TypeSymbol.String), ("version", TypeSymbol.String), ("kind", TypeSymbol.String));

    private static readonly TypeSymbol Resource = Object("resource", ("group", TypeSymbol.String), ("version", TypeSymbol.String), ("resource", TypeSymbol.String));

    public static TypeSymbol Instance { get; } = Object(
        "request",
        ("uid", TypeSymbol.String),
        ("kind", Kind),
        ("resource", Resource),
        ("subResource", TypeSymbol.String),
        ("requestKind", Kind),
        ("requestResource", Resource),
        ("requestSubResource", TypeSymbol.String),
        ("name", TypeSymbol.String),
        ("namespace", TypeSymbol.String),
        ("operation", TypeSymbol.StringsOf(PolicyMatch.AllOperations)),
        ("userInfo", Object("userInfo", ("username", TypeSymbol.String), ("uid", TypeSymbol.String), ("groups", TypeSymbol.ArrayOf(TypeSymbol.String)), ("extra", TypeSymbol.MapOf(TypeSymbol.ArrayOf(TypeSymbol.String))))),
        ("object", TypeSymbol.Any),
        ("oldObject", TypeSymbol.Any),
        ("dryRun", TypeSymbol.Boolean),
        ("options", TypeSymbol.Any));

    private static TypeSymbol Object(string name, params (string Name, TypeSymbol Type)[] fields) => TypeSymbol.ObjectOf(name, fields.Select(f => new FieldSymbol(f.Name, f.Type)));
}
