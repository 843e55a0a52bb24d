using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>Regular expressions of Go, in which schemas and suites write theirs; read as the language's own <c>regex.match</c> does.</summary>
public static class RegoPattern
{
    private static readonly Lazy<PolicyQuery> Validity = new(() => Compile("result := regex.is_valid(input.pattern)"));
    private static readonly Lazy<PolicyQuery> Match = new(() => Compile("result := regex.match(input.pattern, input.text)"));

    /// <summary>Whether a text is a regular expression.</summary>
    public static bool IsValid(string pattern) => Ask(Validity.Value, pattern, "");

    /// <summary>Whether a valid regular expression matches some part of a text.</summary>
    public static bool IsMatch(string pattern, string text) => Ask(Match.Value, pattern, text);

    private static bool Ask(PolicyQuery query, string pattern, string text)
    {
        var input = Value.FromMembers(("pattern", Value.FromString(pattern)), ("text", Value.FromString(text)));
        return query.Evaluate(new PolicyInput { Input = input }, Value.FromObject([]))[0].Member("result") == Value.True;
    }

    private static PolicyQuery Compile(string query) => PolicyQuery.Compile([], query, out var diagnostics) ?? throw new InvalidOperationException(diagnostics[0].ToString());
}
