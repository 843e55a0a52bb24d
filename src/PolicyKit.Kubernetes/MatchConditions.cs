using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes;

/// <summary>The conditions of a <c>match</c> as Kubernetes' webhook configurations and Gatekeeper's constraints define them.</summary>
internal static class MatchConditions
{
    public static MatchAnswer Judge(PolicyMatch match, ObjectKind kind, PolicyInput input, KubernetesDomain domain)
    {
        if (!match.Resources.IsEmpty && !match.Resources.Contains(ResourceOf(input.Request))) return MatchAnswer.No;
        if (!match.ObjectSelector.IsUndefined && !Selects(match.ObjectSelector, input.Object) && !Selects(match.ObjectSelector, input.OldObject)) return MatchAnswer.No;
        MatchAnswer named = JudgeNamespaceName(match, kind, input, domain);
        return named.IsMatch && !match.NamespaceSelector.IsUndefined ? JudgeNamespaceLabels(match.NamespaceSelector, kind, input, domain) : named;
    }

    /// <summary>
    /// Subresources of a Pod change what runs in it (<c>ephemeralcontainers</c>, <c>resize</c>), or may if they are not known, so that is judged as a change of the Pod; a write of a status, which changes nothing else, is not.
    /// </summary>
    public static RequestTarget TargetOf(ObjectKind kind, Value request) => request.Member("subResource").TextOrEmpty() switch
    {
        "" => RequestTarget.Object,
        not "status" when kind is { Group: "", Kind: "Pod" } => RequestTarget.Object,
        _ => BuiltInKinds.IsOfRequests(kind.Group, kind.Kind) ? RequestTarget.Action : RequestTarget.Part,
    };

    /// <summary><c>pods</c>, or with a subresource <c>pods/exec</c>.</summary>
    private static string ResourceOf(Value request)
    {
        string resource = request.Member("resource", "resource").TextOrEmpty();
        string subresource = request.Member("subResource").TextOrEmpty();
        return subresource.Length == 0 ? resource : $"{resource}/{subresource}";
    }

    private static MatchAnswer JudgeNamespaceName(PolicyMatch match, ObjectKind kind, PolicyInput input, KubernetesDomain domain)
    {
        if (match.Namespaces.IsEmpty && match.ExcludedNamespaces.IsEmpty) return MatchAnswer.Yes;
        // Objects of no namespace are matched whatever namespaces are named; a Namespace goes by its own name.
        bool? isNamespaced = IsNamespace(kind) ? true : InventoryScopes.IsNamespaced(domain, kind, input);
        if (isNamespaced == false) return MatchAnswer.Yes;
        string name = NamespaceOf(kind, input);
        if (name.Length == 0) return isNamespaced is null ? UnknownScope(kind) : new MatchAnswer(false, "the object states no namespace");
        bool isNamed = match.Namespaces.IsEmpty || match.Namespaces.Any(n => NameGlob.Matches(n, name));
        // Of a kind that may have no namespaces, an object must not be left out for the one that it states.
        if (isNamespaced is null) return isNamed ? MatchAnswer.Yes : UnknownScope(kind);
        return isNamed && !match.ExcludedNamespaces.Any(n => NameGlob.Matches(n, name)) ? MatchAnswer.Yes : MatchAnswer.No;
    }

    private static MatchAnswer JudgeNamespaceLabels(Value selector, ObjectKind kind, PolicyInput input, KubernetesDomain domain)
    {
        if (IsNamespace(kind)) return Selects(selector, input.Object) || Selects(selector, input.OldObject) ? MatchAnswer.Yes : MatchAnswer.No;
        bool? isNamespaced = InventoryScopes.IsNamespaced(domain, kind, input);
        if (isNamespaced == false) return MatchAnswer.Yes;
        if (input.Namespace.IsUndefined)
        {
            string name = NamespaceOf(kind, input);
            return new MatchAnswer(false, name.Length == 0 ? "the object states no namespace" : $"the labels of namespace `{name}` are not known");
        }
        return Selects(selector, input.Namespace) ? MatchAnswer.Yes : isNamespaced is null ? UnknownScope(kind) : MatchAnswer.No;
    }

    private static bool IsNamespace(ObjectKind kind) => kind is { Group: "", Kind: "Namespace" };

    private static MatchAnswer UnknownScope(ObjectKind kind) => new(false, $"whether `{kind.Kind}` has a namespace is not known");

    private static string NamespaceOf(ObjectKind kind, PolicyInput input)
    {
        Value judged = input.Object.IsUndefined ? input.OldObject : input.Object;
        if (IsNamespace(kind)) return judged.Member("metadata", "name").TextOrEmpty();
        string asked = input.Request.Member("namespace").TextOrEmpty();
        return asked.Length > 0 ? asked : judged.Member("metadata", "namespace").TextOrEmpty();
    }

    private static bool Selects(Value selector, Value document) =>
        !document.IsUndefined && LabelSelectors.Selects(selector, document.Member("metadata", "labels"));
}
