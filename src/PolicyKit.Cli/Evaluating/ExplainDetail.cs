namespace PolicyKit.Cli.Evaluating;

/// <summary>How much of a trace is shown.</summary>
internal enum ExplainDetail
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Each rule that was tried, its clauses, and the expressions that failed.</summary>
    Fails,

    /// <summary>Every expression each time it was tried, comprehensions and rules read again too.</summary>
    Full,
}
