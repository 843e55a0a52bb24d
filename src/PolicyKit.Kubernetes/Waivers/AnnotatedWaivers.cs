using System.Collections.Immutable;
using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Waivers;

/// <summary>Waivers that objects carry themselves, as annotations <c>waive.policykit.dev/POLICY: reason</c>; they count only in the namespaces that the configuration names.</summary>
/// <param name="Namespaces">Names of namespaces, or patterns of them; none when empty.</param>
/// <param name="Location">Where they are named.</param>
internal sealed record AnnotatedWaivers(ImmutableArray<string> Namespaces, Location Location)
{
    private const string Prefix = "waive.policykit.dev/";

    public static AnnotatedWaivers None { get; } = new([], Location.None);

    public WaiverInfo? Find(JudgedObject judged, Finding finding)
    {
        if (judged.Namespace.Length == 0 || !Namespaces.Any(n => NameGlob.Matches(n, judged.Namespace))) return null;
        string reason = judged.Root.Member("metadata", "annotations", Prefix + finding.PolicyId).TextOrEmpty().Trim();
        return !WaiverReader.SaysSomething(reason) ? null : new WaiverInfo(reason, "", null, Location);
    }
}
