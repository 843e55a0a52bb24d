namespace PolicyKit.Kubernetes.Waivers;

/// <summary>Whether what was found in an object was found in its controller too: by the same policy, with the same words, at the same place of the pod.</summary>
internal static class SameFinding
{
    public static bool IsSameAs(this Finding ofOwner, JudgedObject owner, Finding finding, JudgedObject judged) =>
        ofOwner.PolicyId == finding.PolicyId && ofOwner.Message == finding.Message && InPod(finding.Path, judged) is { } path && path == InPod(ofOwner.Path, owner);

    /// <summary>A path as it is in the pod; that of the object as a whole is empty. Null when it leads elsewhere in the object.</summary>
    private static string? InPod(string path, JudgedObject judged)
    {
        if (path.Length == 0) return path;
        if (judged.TemplatePath is not { } template) return null;
        if (template.IsEmpty) return path;
        string prefix = string.Join('.', template) + ".";
        return path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : null;
    }
}
