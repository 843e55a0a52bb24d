using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Manifests;

/// <summary>Lists of objects: <c>kind: List</c>, whose items say what they are, and typed ones such as <c>PodList</c>, whose items need not.</summary>
internal static class ManifestLists
{
    private const string Suffix = "List";

    public static bool IsList(Value root)
    {
        string kind = root.Member("kind").TextOrEmpty();
        if (!kind.EndsWith(Suffix, StringComparison.Ordinal)) return false;
        var items = root.Member("items").Kind;
        return items == ValueKind.Array || (kind == Suffix && items is ValueKind.Undefined or ValueKind.Null);
    }

    /// <summary>A list by its kind whose <c>items</c> are something else.</summary>
    public static bool IsBroken(Value root)
    {
        string kind = root.Member("kind").TextOrEmpty();
        bool isList = kind == Suffix || (kind.EndsWith(Suffix, StringComparison.Ordinal) && BuiltInKinds.Named(kind[..^Suffix.Length]).Any());
        return isList && root.Member("items").Kind is not (ValueKind.Undefined or ValueKind.Null or ValueKind.Array);
    }

    /// <summary>What the items of a typed list are; empty for a list of mixed kinds.</summary>
    public static (string ApiVersion, string Kind) ItemType(Value list)
    {
        string kind = list.Member("kind").TextOrEmpty();
        return IsList(list) && kind.Length > Suffix.Length ? (list.Member("apiVersion").TextOrEmpty(), kind[..^Suffix.Length]) : ("", "");
    }
}
