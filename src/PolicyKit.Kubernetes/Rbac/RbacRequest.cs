using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Rbac;

/// <summary>What a rule is asked: <c>{verb, apiGroup, resource, subresource, name}</c> or <c>{verb, path}</c>, as the API server's authorizer sees a request. What is undefined is empty.</summary>
internal readonly struct RbacRequest
{
    /// <summary>The empty string: the core group, and the name of what has none.</summary>
    public static readonly Value Empty = Value.FromString("");

    private RbacRequest(Value verb, Value group, string resource, Value name, string? path)
    {
        Verb = verb;
        Group = group.IsUndefined ? Empty : group;
        Name = name.IsUndefined ? Empty : name;
        Path = path;
        Resource = Value.FromString(resource);
        int slash = resource.IndexOf('/', StringComparison.Ordinal);
        AnyResource = slash < 0 ? default : Value.FromString($"*{resource[slash..]}");
    }

    public Value Verb { get; }

    public Value Group { get; }

    /// <summary>The resource with its subresource, such as <c>pods/exec</c>.</summary>
    public Value Resource { get; }

    /// <summary>How a rule writes the same subresource of every resource, such as <c>*/exec</c>; undefined without one.</summary>
    public Value AnyResource { get; }

    public Value Name { get; }

    /// <summary>Of a request for no resource.</summary>
    public string? Path { get; }

    /// <summary>A request for a resource, which may hold its subresource.</summary>
    public static RbacRequest Of(Value verb, Value group, Value resource, Value name) => new(verb, group, resource.TextOrEmpty(), name, path: null);

    /// <summary>Reads a request; null when it has no verb, or neither a resource nor a path.</summary>
    public static RbacRequest? Read(Value request)
    {
        Value verb = request.Member("verb");
        if (!verb.TryGetString(out _)) return null;
        if (request.Member("path").TryGetString(out string? path)) return new RbacRequest(verb, default, "", default, path);
        if (!request.Member("resource").TryGetString(out string? resource)) return null;
        if (request.Member("subresource").TryGetString(out string? subresource) && subresource.Length > 0) resource = $"{resource}/{subresource}";
        return new RbacRequest(verb, request.Member("apiGroup"), resource, request.Member("name"), path: null);
    }
}
