using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.PodSecurity;

/// <summary>What pods of a namespace are held to, in each of the three modes.</summary>
/// <param name="Enforce">What violates it is refused.</param>
/// <param name="Audit">What violates it is noted.</param>
/// <param name="Warn">What violates it is warned of.</param>
internal sealed record PodSecurityModes(PodSecurityLevelVersion Enforce, PodSecurityLevelVersion Audit, PodSecurityLevelVersion Warn)
{
    /// <summary>What holds where neither labels nor a configuration say otherwise: nothing.</summary>
    public static PodSecurityModes Privileged { get; } = new(default, default, default);

    /// <summary>How grave it is to violate a check of a level; null where pods are not held to the level.</summary>
    public FindingLevel? LevelOf(PodSecurityLevel level) =>
        Enforce.Level >= level ? FindingLevel.Deny : Warn.Level >= level ? FindingLevel.Warn : Audit.Level >= level ? FindingLevel.Audit : null;
}

/// <summary>A value that is no level or version.</summary>
/// <param name="Name">The label, or the path in a configuration.</param>
/// <param name="Value">What it has.</param>
/// <param name="Expected">What it must be, in the API server's words.</param>
internal sealed record PodSecurityFault(string Name, string Value, string Expected)
{
    /// <summary>As the API server reports a field.</summary>
    public override string ToString() => $"{Name}: Invalid value: \"{Value}\": {Expected}";
}

/// <summary>The labels <c>pod-security.kubernetes.io/{enforce,audit,warn}[-version]</c> of a namespace, read as the admission plugin reads them.</summary>
/// <param name="Modes">What pods are held to; also where labels are invalid.</param>
/// <param name="Faults">The labels that are invalid, for which the API server refuses a new namespace.</param>
internal sealed record PodSecurityPolicyLabels(PodSecurityModes Modes, ImmutableArray<PodSecurityFault> Faults)
{
    /// <summary>Whether the labels say a level of the mode <c>enforce</c>.</summary>
    public bool SaysEnforce { get; init; }

    /// <summary>Whether the labels say a level of the mode <c>audit</c>.</summary>
    public bool SaysAudit { get; init; }

    /// <summary>Whether the labels say a level of the mode <c>warn</c>, be it by that of <c>enforce</c>.</summary>
    public bool SaysWarn { get; init; }

    public const string Prefix = "pod-security.kubernetes.io/";

    private static readonly ImmutableArray<string> s_names = [.. ((string[])["enforce", "audit", "warn"]).SelectMany(mode => (string[])[Prefix + mode, $"{Prefix}{mode}-version"])];

    /// <summary>Whether one of the labels is set.</summary>
    public static bool AreIn(Value labels)
    {
        if (labels.IsUndefined) return false;
        foreach (string name in s_names)
        {
            if (!labels.Member(name).IsUndefined) return true;
        }
        return false;
    }

    /// <summary>Reads labels.</summary>
    /// <param name="labels"><c>metadata.labels</c> of the namespace; undefined or null for none.</param>
    /// <param name="defaults">What holds where a label is not set.</param>
    public static PodSecurityPolicyLabels Read(Value labels, PodSecurityModes defaults)
    {
        var faults = ImmutableArray.CreateBuilder<PodSecurityFault>();
        // A level that is not understood must not open the door, nor flood users and logs.
        Label enforce = Read(labels, "enforce", PodSecurityLevel.Restricted, defaults.Enforce, faults);
        Label audit = Read(labels, "audit", PodSecurityLevel.Privileged, defaults.Audit, faults);
        Label warn = Read(labels, "warn", PodSecurityLevel.Privileged, defaults.Warn, faults);
        bool inherits = enforce.HasValidLevel && !warn.HasLevel && enforce.Result.Level > warn.Result.Level;
        PodSecurityLevelVersion warned = !inherits ? warn.Result : warn.HasVersion ? warn.Result with { Level = enforce.Result.Level } : enforce.Result;
        return new PodSecurityPolicyLabels(new PodSecurityModes(enforce.Result, audit.Result, warned), faults.ToImmutable())
        {
            SaysEnforce = enforce.HasLevel,
            SaysAudit = audit.HasLevel,
            SaysWarn = warn.HasLevel || inherits,
        };
    }

    private static Label Read(Value labels, string mode, PodSecurityLevel otherwise, PodSecurityLevelVersion defaults, ImmutableArray<PodSecurityFault>.Builder faults)
    {
        (string? levelText, string? versionText) = (TextOf(labels, Prefix + mode), TextOf(labels, $"{Prefix}{mode}-version"));
        bool isLevel = PodSecurityLevels.TryParse(levelText ?? "", out PodSecurityLevel level);
        if (levelText is not null && !isLevel) faults.Add(Fault(mode, levelText, PodSecurityLevels.Expected));
        bool isVersion = PodSecurityVersion.TryParse(versionText ?? "", out PodSecurityVersion version);
        if (versionText is not null && !isVersion) faults.Add(Fault($"{mode}-version", versionText, PodSecurityVersion.Expected));
        var result = new PodSecurityLevelVersion(
            levelText is null ? defaults.Level : isLevel ? level : otherwise,
            versionText is null ? defaults.Version : version);
        return new Label(result, levelText is not null, isLevel, versionText is not null);
    }

    private static PodSecurityFault Fault(string label, string value, string expected) => new($"metadata.labels[{Prefix}{label}]", value, expected);

    private static string? TextOf(Value labels, string label) => labels.Member(label) is { Kind: not (ValueKind.Undefined or ValueKind.Null) } value ? value.TextOrEmpty() : null;

    private readonly record struct Label(PodSecurityLevelVersion Result, bool HasLevel, bool HasValidLevel, bool HasVersion);
}
