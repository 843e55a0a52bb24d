using PolicyKit.Runtime;

namespace PolicyKit.Binding.Access;

/// <summary>What is known of the <c>kind</c> and <c>apiVersion</c> of objects of a kind.</summary>
internal static class KnownHeader
{
    /// <summary>Whether a term is a member of what <paramref name="isObject"/> says is the judged object.</summary>
    public static bool Is(BoundTerm term, string member, Func<BoundTerm, bool> isObject) =>
        term is BoundLookup { Target: var target, Key: BoundConstant { Value: var key } } && key.TryGetString(out string? name) && name == member && isObject(target);

    /// <summary>Whether the <c>apiVersion</c> of objects of a kind starts with a text; null where that takes the version.</summary>
    public static bool? VersionStartsWith(ObjectKind kind, Value start) =>
        start.TryGetString(out string? text) && text.IndexOf('/', StringComparison.Ordinal) is > 0 and var end && end == text.Length - 1 ? text[..end] == kind.Group : null;
}
