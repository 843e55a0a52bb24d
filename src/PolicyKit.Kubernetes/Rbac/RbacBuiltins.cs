using System.Collections.Immutable;

namespace PolicyKit.Kubernetes.Rbac;

/// <summary>The builtins <c>rbac.*</c>.</summary>
internal static class RbacBuiltins
{
    /// <summary>The rows of the domain's table.</summary>
    public static ImmutableArray<DomainBuiltin> Rows { get; } =
    [
        new("rbac.covers", ["object", "object"], "boolean", PolicyRules.Covers, "whether a rule of a role allows a request {verb, apiGroup, resource, subresource, name} or {verb, path}, as the API server's authorizer decides it"),
        new(
            "rbac.granted", ["object", "array[any]"], "array[any]", PolicyRules.Granted,
            "the requests, among those of some rights {apiGroup, resources, verbs, names}, that a rule of a role allows; without names those without a name"),
        new("rbac.bootstrap_allows", ["object", "object"], "boolean", Bootstrap.Allows, "whether Kubernetes' own role of this role's kind and name allows a request, in any version"),
        new("rbac.bootstrap_binds", ["object", "object"], "boolean", Bootstrap.Binds, "whether Kubernetes' own binding of this binding's kind, name and role has a subject, in any version"),
        new("rbac.is_bootstrap_role", ["string", "string", "string"], "boolean", Bootstrap.IsRole, "whether Kubernetes makes a role of a kind, namespace (empty for a ClusterRole) and name itself"),
    ];
}
