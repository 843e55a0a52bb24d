namespace PolicyKit.Kubernetes.PodSecurity;

/// <summary>A level of the Pod Security Standards; each forbids what the ones before it do, and more.</summary>
public enum PodSecurityLevel
{
    /// <summary>Forbids nothing.</summary>
    Privileged,

    /// <summary>Forbids known ways to more privileges.</summary>
    Baseline,

    /// <summary>Asks for what is known to harden pods.</summary>
    Restricted,
}

/// <summary>How levels are written in labels, configurations and messages.</summary>
internal static class PodSecurityLevels
{
    private static readonly string[] Names = ["privileged", "baseline", "restricted"];

    /// <summary>What the API server says of a word that is no level.</summary>
    public static string Expected { get; } = $"must be one of {string.Join(", ", Names)}";

    public static string NameOf(PodSecurityLevel level) => Names[(int)level];

    public static bool TryParse(string text, out PodSecurityLevel level)
    {
        int index = Array.IndexOf(Names, text);
        level = (PodSecurityLevel)Math.Max(index, 0);
        return index >= 0;
    }
}
