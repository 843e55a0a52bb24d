using PolicyKit.Symbols.Types;

namespace PolicyKit.Kubernetes.Tests.Schemas;

/// <summary>Walks types by what cases write: <c>Deployment.apps/v1 spec.containers[].name</c>; <c>[]</c> is an element, <c>["a.b"]</c> a name.</summary>
internal static class TypePaths
{
    public static string Print(KubernetesDomain domain, string text)
    {
        string[] words = text.Split(' ', 2);
        TypeSymbol? type = words[0] == "*" ? domain.GetObjectType(null) : Find(domain, words[0]);
        if (type is null) return "not known";
        return words.Length == 1 ? type.ToString() : Follow(type, words[1]).ToString();
    }

    public static TypeSymbol Follow(TypeSymbol type, string path)
    {
        foreach (string step in path.Replace("[]", ".[]", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries)) type = step == "[]" ? type.Elements : type.Member(step);
        return type;
    }

    private static TypeSymbol? Find(KubernetesDomain domain, string word)
    {
        string[] parts = word.Split('/');
        int dot = parts[0].IndexOf('.', StringComparison.Ordinal);
        ObjectKind kind = dot < 0 ? new ObjectKind("", parts[0]) : new ObjectKind(parts[0][(dot + 1)..], parts[0][..dot]);
        return domain.GetObjectType(kind, parts.Length > 1 ? parts[1] : null);
    }
}
