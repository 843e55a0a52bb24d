using System.Globalization;

namespace PolicyKit.Kubernetes.PodSecurity;

/// <summary>A version of the Pod Security Standards as namespaces are labelled with it: <c>latest</c>, or <c>v1.</c> and the minor version of Kubernetes. The default is <c>latest</c>.</summary>
public readonly record struct PodSecurityVersion
{
    private const string LatestText = "latest";
    private const string Prefix = "v1.";

    // One more than the minor version, so that the default is latest.
    private readonly ulong _next;

    private PodSecurityVersion(ulong minor) => _next = minor + 1;

    /// <summary>The newest version that the API server knows.</summary>
    public static PodSecurityVersion Latest => default;

    /// <summary>What the API server says of a text that is no version.</summary>
    internal static string Expected => """must be "latest" or "v1.x" """.TrimEnd();

    /// <summary>Reads a version as the API server does; gives false for a text that is none, such as <c>1.25</c> or <c>v1.025</c>.</summary>
    public static bool TryParse(string text, out PodSecurityVersion version)
    {
        version = Latest;
        if (text == LatestText) return true;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        ReadOnlySpan<char> minor = text.AsSpan(Prefix.Length);
        if (minor is ['0', _, ..] || !long.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return false;
        version = new PodSecurityVersion((ulong)number);
        return true;
    }

    /// <summary>The version of Kubernetes whose rules it means, for <see cref="PolicyInput.KubernetesVersion"/>: never newer than the API server, nor than the newest that is known.</summary>
    /// <param name="server">The API server's version; null for the newest.</param>
    /// <returns>Null for the newest.</returns>
    public Version? ToKubernetesVersion(Version? server = null)
    {
        Version? own = _next == 0 || _next - 1 > (ulong)PodSecurityStandard.NewestVersion.Minor ? null : new Version(1, (int)(_next - 1));
        return own is null || (server is not null && server < own) ? server : own;
    }

    /// <summary>As it is labelled.</summary>
    public override string ToString() => _next == 0 ? LatestText : string.Create(CultureInfo.InvariantCulture, $"{Prefix}{_next - 1}");
}

/// <summary>What pods are held to; prints as <c>restricted:v1.35</c>.</summary>
/// <param name="Level">The level.</param>
/// <param name="Version">Whose rules count.</param>
public readonly record struct PodSecurityLevelVersion(PodSecurityLevel Level, PodSecurityVersion Version)
{
    /// <summary>As the API server's messages have it.</summary>
    public override string ToString() => $"{PodSecurityLevels.NameOf(Level)}:{Version}";
}
