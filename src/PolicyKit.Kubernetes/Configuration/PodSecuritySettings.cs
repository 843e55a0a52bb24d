using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Kubernetes.PodSecurity;
using PolicyKit.Kubernetes.Waivers;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>What <c>podSecurity</c> says: of the labels of namespaces, of exemptions, and which file is the configuration of the admission plugin.</summary>
internal sealed record PodSecuritySettings
{
    private const string Pack = "pod_security";

    /// <summary>What is without being said.</summary>
    public static PodSecuritySettings None { get; } = new();

    /// <summary>What labels do.</summary>
    public NamespaceLabels Labels { get; private init; }

    /// <summary>The plugin's configuration, relative to the file's folder; empty for none.</summary>
    public string FileName { get; private init; } = "";

    /// <summary>Where it is named.</summary>
    public Location FileLocation { get; private init; } = Location.None;

    /// <summary>What it says; null where there is none or it was not given.</summary>
    public PluginFile? File { get; private init; }

    /// <summary>Who is exempt by either file.</summary>
    public ImmutableArray<Exemption> Exemptions { get; private init; } = [];

    /// <summary>Whether a file is named that was given.</summary>
    public bool IsGiven { get; private init; }

    public static PodSecuritySettings Read(ConfigurationReader reader, Field root, Field? file, bool isGiven)
    {
        if (reader.ReadMapping(root, "podSecurity", ConfigurationMembers.OfPodSecurity) is not { } own) return None;
        string name = reader.ReadText(own, "configuration");
        if (own.Member("configuration") is { } named && name.Length == 0) reader.Report(named, "`configuration` names the file with the configuration of the admission plugin");
        if (own.Member("configuration") is { } place && isGiven && file is null) reader.Report(place, $"`{name}` cannot be read, or holds nothing");
        PluginFile? plugin = name.Length == 0 || file is null ? null : PluginFile.Read(reader, file);
        Field? exemptions = reader.ReadMapping(own, "exemptions", ConfigurationMembers.OfPodSecurityExemptions);
        return new PodSecuritySettings
        {
            Labels = reader.ReadNamespaceLabels(own),
            FileName = name,
            FileLocation = own.Member("configuration")?.KeyLocation ?? Location.None,
            File = plugin,
            Exemptions = [.. exemptions is null ? [] : WaiverReader.ReadPodSecurityExemptions(reader, exemptions), .. plugin?.Exemptions ?? []],
            IsGiven = isGiven,
        };
    }

    /// <summary>What else is said of the levels that the plugin's configuration says otherwise, and of which one must give way.</summary>
    /// <param name="packs">The packs that the configuration names.</param>
    /// <param name="profile">The profile that it names; null for none.</param>
    /// <param name="policies">What it says of single policies.</param>
    public IEnumerable<Diagnostic> FindContradictions(ImmutableArray<string> packs, Profile? profile, IEnumerable<PolicySettings> policies)
    {
        if (File is null) yield break;
        if (packs.Length > 0 && !packs.Any(pack => pack.Split('/')[0] == Pack)) yield return Contradict(FileLocation, $"`configuration` says what pods are held to, but `packs` has no `{Pack}`");
        // The stricter one counts.
        if (Labels == NamespaceLabels.Raise) yield break;
        string enforced = PodSecurityLevels.NameOf(File.Defaults.Enforce.Level);
        (string Member, string Value, string Level)[] others =
        [
            .. packs.Where(pack => pack.StartsWith(Pack + "/", StringComparison.Ordinal)).Select(pack => ("packs", pack, pack[(Pack.Length + 1)..])),
            .. profile is not null && PodSecurityLevels.TryParse(profile.Name, out _) ? (ReadOnlySpan<(string, string, string)>)[("profile", profile.Name, profile.Name)] : [],
        ];
        foreach ((string member, string value, string level) in others.Where(other => other.Level != enforced))
        {
            yield return Contradict(File.Enforce.KeyLocation, $"`{enforced}` is enforced here, but `{member}` of {ProjectConfiguration.FileName} has `{value}`: say it once, or take the stricter one by `podSecurity: {{namespaceLabels: raise}}`");
        }
        foreach (PolicySettings settings in policies)
        {
            if (PodSecurityChecks.PlaceOf(settings.PolicyId) is not { } place || settings.Enforcement?.Level() is not { } wanted) continue;
            if (File.Defaults.LevelOf(PodSecurityChecks.All[place].Level) is { } held && held <= wanted) continue;
            yield return Contradict(settings.Location, $"`{settings.PolicyId}` is to be judged as `{settings.Enforcement.Value.ToString().ToLowerInvariant()}`, but {File.Enforce.KeyLocation} holds pods to less: raise its `defaults`, or take the stricter one by `podSecurity: {{namespaceLabels: raise}}`");
        }
    }

    private static Diagnostic Contradict(Location location, string what) => Diagnostic.Create(ConfigurationDescriptors.Contradiction, location, what);
}
