namespace PolicyKit.Kubernetes.Kinds;

/// <summary>The two parts of an <c>apiVersion</c>; the core group is empty.</summary>
internal readonly record struct GroupVersion(string Group, string Version)
{
    /// <summary><c>apps/v1</c> is group <c>apps</c>, version <c>v1</c>; <c>v1</c> is the core group.</summary>
    public static GroupVersion Parse(string apiVersion)
    {
        int slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new GroupVersion("", apiVersion) : new GroupVersion(apiVersion[..slash], apiVersion[(slash + 1)..]);
    }

    /// <summary>As an object writes it.</summary>
    public override string ToString() => Group.Length == 0 ? Version : $"{Group}/{Version}";
}
