namespace PolicyKit;

/// <summary>What an <c>expect</c> of a policy test says.</summary>
public enum ExpectedOutcome
{
    /// <summary>No deny by any policy in scope.</summary>
    Allow,

    /// <summary>A deny.</summary>
    Deny,

    /// <summary>A warning.</summary>
    Warn,

    /// <summary>An error at evaluation.</summary>
    Error,

    /// <summary>Something that the policy needs is unknown.</summary>
    NotJudged,

    /// <summary>Findings whose fixes make the object pass.</summary>
    Fixed,
}
