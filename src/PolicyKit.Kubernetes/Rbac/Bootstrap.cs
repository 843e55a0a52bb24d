using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Rbac;

/// <summary>What policies ask of the roles and bindings that Kubernetes makes itself. A name alone says nothing: anybody may take it, so the rules and subjects are compared.</summary>
internal static class Bootstrap
{
    private const string Group = "rbac.authorization.k8s.io";

    private static readonly Lazy<BootstrapTable> Table = new(BootstrapTable.Load);

    /// <summary><c>rbac.is_bootstrap_role(kind, namespace, name)</c>.</summary>
    public static Value IsRole(Value kind, Value @namespace, Value name) =>
        Value.FromBoolean(Table.Value.Roles.ContainsKey(new BootstrapName(kind.TextOrEmpty(), @namespace.TextOrEmpty(), name.TextOrEmpty())));

    /// <summary><c>rbac.bootstrap_allows(role, request)</c>: whether Kubernetes' own role of this kind and name allows a request, in any version.</summary>
    public static Value Allows(BuiltinContext context, Value role, Value request)
    {
        if (RbacRequest.Read(request) is not { } asked) return context.Fail(PolicyRules.RequestFault);
        return Value.FromBoolean(Table.Value.Roles.TryGetValue(NameOf(role), out Value rules) && rules.Elements().Any(rule => PolicyRules.Allow(rule, asked)));
    }

    /// <summary><c>rbac.bootstrap_binds(binding, subject)</c>: whether Kubernetes' own binding of this kind and name, to the same role, has a subject, in any version.</summary>
    public static Value Binds(Value binding, Value subject)
    {
        BootstrapName name = NameOf(binding);
        if (!Table.Value.Bindings.TryGetValue(name, out BootstrapBinding? known) || !IsGroup(binding.Member("roleRef"), Group)) return Value.False;
        if (binding.Member("roleRef", "kind").TextOrEmpty() != known.RoleKind || binding.Member("roleRef", "name").TextOrEmpty() != known.Role) return Value.False;
        string kind = subject.Member("kind").TextOrEmpty();
        bool isAccount = kind == "ServiceAccount";
        if (!IsGroup(subject, isAccount ? "" : Group)) return Value.False;
        string home = isAccount && subject.Member("namespace").TextOrEmpty() is { Length: > 0 } own ? own : isAccount ? name.Namespace : "";
        return Value.FromBoolean(known.Subjects.Contains(new BootstrapName(kind, home, subject.Member("name").TextOrEmpty())));
    }

    private static bool IsGroup(Value reference, string group) => reference.Member("apiGroup").TextOrEmpty() is var stated && (stated.Length == 0 || stated == group);

    private static BootstrapName NameOf(Value document) =>
        new(document.Member("kind").TextOrEmpty(), document.Member("metadata", "namespace").TextOrEmpty(), document.Member("metadata", "name").TextOrEmpty());
}
