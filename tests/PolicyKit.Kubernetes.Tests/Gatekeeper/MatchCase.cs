using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Tests.Gatekeeper;

/// <summary>Judges one line of <c>match.cases</c>.</summary>
internal static class MatchCase
{
    public static string Judge(string line, GatekeeperOptions options)
    {
        Value[] parts = [.. line.Split(" | ").Select(Parse)];
        if (parts is not [var matchText, var now, var before, var home]) throw new FormatException($"`{line}` is no case");
        var match = new ConstraintMatch(matchText, options.AsGator);
        ObjectKind kind = KubernetesDomain.Instance.GetKind(now.IsUndefined ? before : now) ?? throw new FormatException($"`{line}` judges nothing");
        if (!match.MatchesKind(kind)) return "no";
        MatchAnswer answer = match.Matches(kind, new PolicyInput { Object = now, OldObject = before, Namespace = home }, KubernetesDomain.Instance);
        return answer.Unknown ?? (answer.IsMatch ? "yes" : "no");
    }

    /// <summary>YAML; a dash is undefined, and <c>Pod {…}</c> is an object with this metadata.</summary>
    private static Value Parse(string text)
    {
        if (text == "-") return default;
        int brace = text.IndexOf('{', StringComparison.Ordinal);
        string kind = text[..brace].Trim();
        if (kind.Length == 0) return Read(text);
        string apiVersion = kind.Contains('/', StringComparison.Ordinal) ? kind[..kind.LastIndexOf('/')] : "v1";
        return Read($"{{apiVersion: {apiVersion}, kind: {kind.Split('/')[^1]}, metadata: {text[brace..]}}}");
    }

    private static Value Read(string yaml) => DocumentReader.Read(yaml).Single().Document?.Root ?? throw new FormatException($"`{yaml}` is no YAML");
}
