using PolicyKit.Cli.Files;
using PolicyKit.Runtime;

namespace PolicyKit.Cli.Evaluating;

/// <summary>What an evaluation is given.</summary>
internal static class EvalInput
{
    private static readonly string[] ObjectMarks = ["apiVersion", "kind"];

    /// <summary>
    /// The file as <c>input</c>, and its parts as the documents that policies read (<c>object</c> is <c>input.object</c> and so on). A Kubernetes object by itself is also <c>object</c>.
    /// </summary>
    public static PolicyInput Of(DocumentFile? file)
    {
        PolicyInput now = PolicyInput.Empty with { Now = TimeProvider.System.GetUtcNow() };
        if (file is null) return now;
        if (file.Document is not { } document) return now with { Input = Value.Null };
        Value seen = document.Root;
        bool isObject = ObjectMarks.All(mark => seen.Member(mark).Kind == ValueKind.String) && seen.Member("object").IsUndefined;
        return now with
        {
            Input = document.RawRoot,
            Object = isObject ? seen : seen.Member("object"),
            OldObject = seen.Member("old_object"),
            Request = seen.Member("request"),
            Namespace = seen.Member("namespace"),
            Cluster = seen.Member("cluster"),
        };
    }
}
