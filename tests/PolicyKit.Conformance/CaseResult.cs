namespace PolicyKit.Conformance;

internal enum Verdict
{
    Passed,
    Failed,
    Skipped,
}

/// <summary>What came of one case.</summary>
/// <param name="Name">Where the case stands and what it is about.</param>
/// <param name="Verdict">Whether it passed.</param>
/// <param name="Reason">Why it failed or was skipped; empty when it passed.</param>
internal sealed record CaseResult(string Name, Verdict Verdict, string Reason)
{
    public static CaseResult Passed(string name) => new(name, Verdict.Passed, "");

    public static CaseResult Failed(string name, string reason) => new(name, Verdict.Failed, reason);

    public static CaseResult Skipped(string name, string reason) => new(name, Verdict.Skipped, reason);
}
