namespace PolicyKit.Kubernetes.Configuration;

/// <summary>What becomes of the findings of a policy.</summary>
public enum Enforcement
{
    /// <summary>The policy is not judged.</summary>
    Off,

    /// <summary>They are recorded only.</summary>
    Audit,

    /// <summary>They warn.</summary>
    Warn,

    /// <summary>They are what the policy says: a <c>deny</c> denies, a <c>warn</c> warns.</summary>
    Enforce,
}

internal static class Enforcements
{
    /// <summary>The words of configurations and profiles.</summary>
    public static readonly string[] Words = ["enforce", "warn", "audit", "off"];

    /// <summary>What a word means; null for others.</summary>
    public static Enforcement? Parse(string word) => word switch
    {
        "enforce" => Enforcement.Enforce,
        "warn" => Enforcement.Warn,
        "audit" => Enforcement.Audit,
        "off" => Enforcement.Off,
        _ => null,
    };

    /// <summary>How grave findings can be; null where none are made.</summary>
    public static FindingLevel? Level(this Enforcement enforcement) => enforcement switch
    {
        Enforcement.Enforce => FindingLevel.Deny,
        Enforcement.Warn => FindingLevel.Warn,
        Enforcement.Audit => FindingLevel.Audit,
        _ => null,
    };
}
