using System.Collections.Immutable;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Kubernetes.PodSecurity;
using PolicyKit.Kubernetes.Waivers;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>What the configuration of the admission plugin <c>PodSecurity</c> says, which <c>podSecurity.configuration</c> names.</summary>
/// <param name="Defaults">What holds where a namespace is not labelled.</param>
/// <param name="Enforce">Where it says what is enforced.</param>
/// <param name="Exemptions">Who is exempt.</param>
internal sealed record PluginFile(PodSecurityModes Defaults, Field Enforce, ImmutableArray<Exemption> Exemptions)
{
    private const string Group = "pod-security.admission.config.k8s.io";
    private const string Kind = "PodSecurityConfiguration";
    private const string Around = "apiserver.config.k8s.io/AdmissionConfiguration";
    private const string Plugin = "PodSecurity";

    private static readonly ImmutableArray<string> s_versions = ["v1", "v1beta1", "v1alpha1"];
    private static readonly ImmutableArray<string> s_members = ["apiVersion", "kind", "defaults", "exemptions"];
    private static readonly ImmutableArray<string> s_defaults = ["enforce", "enforce-version", "audit", "audit-version", "warn", "warn-version"];

    /// <summary>Reads a <c>PodSecurityConfiguration</c>, alone or within an <c>AdmissionConfiguration</c>; null when there is none, which is reported.</summary>
    public static PluginFile? Read(ConfigurationReader reader, Field root)
    {
        if (Find(reader, root) is not { } configuration || !reader.IsMapping(configuration, $"`{Kind}`", s_members)) return null;
        Field? defaults = reader.ReadMapping(configuration, "defaults", s_defaults);
        foreach (string name in s_defaults) reader.ReadText(defaults, name);
        PodSecurityConfiguration read = PodSecurityConfiguration.Read(configuration.Value);
        foreach (PodSecurityFault fault in read.Faults) reader.Report(defaults!.Member(fault.Name[(fault.Name.IndexOf('.', StringComparison.Ordinal) + 1)..])!, $"the API server does not start with this: {fault}");
        Field? exemptions = reader.ReadMapping(configuration, "exemptions", ConfigurationMembers.OfPodSecurityExemptions);
        return new PluginFile(read.Defaults, defaults?.Member("enforce") ?? defaults ?? configuration, exemptions is null ? [] : WaiverReader.ReadPodSecurityExemptions(reader, exemptions));
    }

    private static Field? Find(ConfigurationReader reader, Field root)
    {
        if (!IsAround(root)) return IsOwn(reader, root) ? root : null;
        Field? plugin = root.Member("plugins")?.Elements().FirstOrDefault(p => p.Member("name")?.TextOrEmpty == Plugin);
        if (plugin?.Member("configuration") is { } configuration) return IsOwn(reader, configuration) ? configuration : null;
        reader.Report(plugin ?? root, plugin?.Member("path") is { } path
            ? $"the configuration of `{Plugin}` is in the file `{path.TextOrEmpty}`: name that file"
            : $"the file has no configuration of the plugin `{Plugin}`");
        return null;
    }

    private static bool IsAround(Field root) => $"{VersionOf(root).Group}/{root.Member("kind")?.TextOrEmpty}" == Around;

    private static bool IsOwn(ConfigurationReader reader, Field root)
    {
        GroupVersion version = VersionOf(root);
        if (version.Group == Group && s_versions.Contains(version.Version) && root.Member("kind")?.TextOrEmpty == Kind) return true;
        reader.Report(root, $"this is no `{Kind}` of `{Group}/{s_versions[0]}`, and no `AdmissionConfiguration` that has one");
        return false;
    }

    private static GroupVersion VersionOf(Field root) => GroupVersion.Parse(root.Member("apiVersion")?.TextOrEmpty ?? "");
}
