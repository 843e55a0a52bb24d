using System.Collections.Immutable;
using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.PodSecurity;

/// <summary>The configuration of the admission plugin <c>PodSecurity</c>: what holds for namespaces without labels, and who is exempt.</summary>
/// <param name="Defaults">What holds where a namespace is not labelled.</param>
/// <param name="Usernames">Users whose requests are not judged.</param>
/// <param name="Namespaces">Namespaces whose pods are not judged.</param>
/// <param name="RuntimeClasses">Runtime classes whose pods are not judged.</param>
/// <param name="Faults">What is no level or version, for which the API server does not start.</param>
internal sealed record PodSecurityConfiguration(
    PodSecurityModes Defaults, ImmutableArray<string> Usernames, ImmutableArray<string> Namespaces, ImmutableArray<string> RuntimeClasses, ImmutableArray<PodSecurityFault> Faults)
{
    private const string Plugin = "PodSecurity";
    private static readonly ObjectKind s_own = new("pod-security.admission.config.k8s.io", "PodSecurityConfiguration");
    private static readonly ObjectKind s_around = new("apiserver.config.k8s.io", "AdmissionConfiguration");

    /// <summary>Reads a <c>PodSecurityConfiguration</c>, alone or within an <c>AdmissionConfiguration</c>; null when the document holds none (the latter may name a file instead).</summary>
    public static PodSecurityConfiguration? Find(Value document)
    {
        ObjectKind? kind = KindOf(document);
        Value configuration = kind == s_own ? document
            : kind == s_around ? document.Member("plugins").Elements().FirstOrDefault(p => p.Member("name").TextOrEmpty() == Plugin).Member("configuration")
            : default;
        return KindOf(configuration) == s_own ? Read(configuration) : null;
    }

    /// <summary>Whether pods are not judged; empty names are exempt from nothing.</summary>
    public bool IsExempt(string @namespace, string username, string runtimeClass) =>
        (@namespace.Length > 0 && Namespaces.Contains(@namespace)) || (username.Length > 0 && Usernames.Contains(username)) || (runtimeClass.Length > 0 && RuntimeClasses.Contains(runtimeClass));

    private static PodSecurityConfiguration Read(Value configuration)
    {
        var faults = ImmutableArray.CreateBuilder<PodSecurityFault>();
        Value defaults = configuration.Member("defaults");
        var modes = new PodSecurityModes(Read(defaults, "enforce", faults), Read(defaults, "audit", faults), Read(defaults, "warn", faults));
        Value exemptions = configuration.Member("exemptions");
        return new PodSecurityConfiguration(modes, Texts(exemptions, "usernames"), Texts(exemptions, "namespaces"), Texts(exemptions, "runtimeClasses"), faults.ToImmutable());
    }

    private static PodSecurityLevelVersion Read(Value defaults, string mode, ImmutableArray<PodSecurityFault>.Builder faults)
    {
        (string levelText, string versionText) = (defaults.Member(mode).TextOrEmpty(), defaults.Member($"{mode}-version").TextOrEmpty());
        // What is empty is defaulted before it is validated.
        bool isLevel = PodSecurityLevels.TryParse(levelText, out PodSecurityLevel level);
        if (!isLevel && levelText.Length > 0) faults.Add(new PodSecurityFault($"defaults.{mode}", levelText, PodSecurityLevels.Expected));
        bool isVersion = PodSecurityVersion.TryParse(versionText, out PodSecurityVersion version);
        if (!isVersion && versionText.Length > 0) faults.Add(new PodSecurityFault($"defaults.{mode}-version", versionText, PodSecurityVersion.Expected));
        return new PodSecurityLevelVersion(isLevel || levelText.Length == 0 ? level : PodSecurityLevel.Restricted, version);
    }

    private static ObjectKind? KindOf(Value value) =>
        value.Kind == ValueKind.Object ? new ObjectKind(GroupVersion.Parse(value.Member("apiVersion").TextOrEmpty()).Group, value.Member("kind").TextOrEmpty()) : null;

    private static ImmutableArray<string> Texts(Value exemptions, string name) => [.. exemptions.Member(name).Elements().Select(e => e.TextOrEmpty())];
}
