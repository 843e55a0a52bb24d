using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Rbac;

/// <summary>The rules of roles (<c>PolicyRule</c> of rbac.authorization.k8s.io), read as the API server's authorizer reads them.</summary>
internal static class PolicyRules
{
    /// <summary>What a fault of a request is called.</summary>
    public const string RequestFault = "a request has a `verb`, and a `resource` or a `path`";

    private static readonly Value All = Value.FromString("*");

    /// <summary><c>rbac.covers(rule, request)</c>.</summary>
    public static Value Covers(BuiltinContext context, Value rule, Value request) =>
        RbacRequest.Read(request) is { } asked ? Value.FromBoolean(Allow(rule, asked)) : context.Fail(RequestFault);

    /// <summary><c>rbac.granted(rule, rights)</c>: what of each right the rule has, as requests. A right that the rule has nothing of costs one look at the groups.</summary>
    public static Value Granted(Value rule, Value rights)
    {
        var requests = new List<Value>();
        foreach (Value right in rights.Elements())
        {
            Value group = right.Member("apiGroup");
            if (!Has(rule, "apiGroups", group.IsUndefined ? RbacRequest.Empty : group, All)) continue;
            Value[] verbs = [.. right.Member("verbs").Elements().Where(verb => Has(rule, "verbs", verb, All))];
            if (verbs.Length == 0) continue;
            foreach (Value resource in right.Member("resources").Elements())
            {
                foreach (Value name in NamesOf(right))
                {
                    requests.AddRange(verbs.Where(verb => Allow(rule, RbacRequest.Of(verb, group, resource, name))).Select(verb => Request(verb, group, resource, name)));
                }
            }
        }
        return Value.FromArray(requests);
    }

    /// <summary>Whether a rule allows a request: its verb, and all of group, resource and name, or the path.</summary>
    public static bool Allow(Value rule, in RbacRequest request)
    {
        if (!Has(rule, "verbs", request.Verb, All)) return false;
        if (request.Path is { } path) return HasPath(rule, path);
        return Has(rule, "apiGroups", request.Group, All) && HasResource(rule, request) && HasName(rule, request.Name);
    }

    private static IEnumerable<Value> NamesOf(Value right) => right.Member("names") is { IsUndefined: false } names ? names.Elements() : [RbacRequest.Empty];

    private static Value Request(Value verb, Value group, Value resource, Value name) => Value.FromMembers(("verb", verb), ("apiGroup", group), ("resource", resource), ("name", name));

    private static bool HasResource(Value rule, in RbacRequest request) =>
        Has(rule, "resources", request.Resource, All) || (!request.AnyResource.IsUndefined && Has(rule, "resources", request.AnyResource, All));

    private static bool HasName(Value rule, Value name) => rule.Member("resourceNames").Count == 0 || Has(rule, "resourceNames", name, name);

    private static bool Has(Value rule, string field, Value wanted, Value all)
    {
        foreach (Value entry in rule.Member(field).Elements())
        {
            if (entry == wanted || entry == all) return true;
        }
        return false;
    }

    /// <summary>Paths are equal, or begin with what stands before stars at the end.</summary>
    private static bool HasPath(Value rule, string path)
    {
        foreach (Value entry in rule.Member("nonResourceURLs").Elements())
        {
            string url = entry.TextOrEmpty();
            if (url == path || (url.EndsWith('*') && path.StartsWith(url.TrimEnd('*'), StringComparison.Ordinal))) return true;
        }
        return false;
    }
}
