using System.Collections.Frozen;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Waivers;

/// <summary>
/// Whether a pod is what a template makes. Beyond the template it may have what the API server and the controllers fill in (defaults, the token of its service account, where it runs); a further container, another
/// command or a right that the template does not state make it another pod.
/// </summary>
internal static class Templates
{
    private const string TokenVolume = "kube-api-access-";
    private const string TokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const string RootCertificates = "kube-root-ca.crt";
    private const string NodeConditions = "node.kubernetes.io/";
    private const string DefaultAccount = "default";

    private static readonly FrozenSet<string> s_filledInPods = FrozenSet.Create(StringComparer.Ordinal,
        "dnsPolicy", "enableServiceLinks", "hostname", "imagePullSecrets", "nodeName", "overhead", "preemptionPolicy", "priority", "priorityClassName", "restartPolicy",
        "schedulerName", "securityContext", "serviceAccount", "serviceAccountName", "subdomain", "terminationGracePeriodSeconds");

    private static readonly FrozenSet<string> s_filledInContainers = FrozenSet.Create(StringComparer.Ordinal,
        "imagePullPolicy", "resources", "terminationMessagePath", "terminationMessagePolicy", "volumeMounts");

    /// <summary>Whether a pod's spec is made from a template's.</summary>
    /// <param name="template">The template's spec.</param>
    /// <param name="spec">The pod's, or that of a template which is made in turn.</param>
    /// <param name="claims">Names of the volumes that are made for each pod of a StatefulSet.</param>
    public static bool Makes(Value template, Value spec, IReadOnlyCollection<string> claims) =>
        spec.Members().All(member => member.Key.TextOrEmpty() is var name && IsMade(name, template.Member(name), member.Value, claims))
        && template.Members().All(member => !spec.Member(member.Key.TextOrEmpty()).IsUndefined);

    private static bool IsMade(string name, Value stated, Value made, IReadOnlyCollection<string> claims) => name switch
    {
        "containers" or "initContainers" or "ephemeralContainers" => AreMade(stated, made, IsContainerMade),
        // Where it runs is not what it is: a DaemonSet's pods are told their node.
        "affinity" => true,
        "tolerations" => HasOnly(stated.Elements(), made.Elements(), t => t.Member("key").TextOrEmpty().StartsWith(NodeConditions, StringComparison.Ordinal)),
        "volumes" => HasOnly(stated.Elements(), made.Elements().Where(v => !IsClaim(v, claims)), volume => IsToken(volume)),
        _ when !stated.IsUndefined => IsFilledIn(stated, made, strictly: name == "securityContext"),
        "serviceAccount" or "serviceAccountName" => made.TextOrEmpty() == DefaultAccount,
        "securityContext" => made.Count == 0,
        _ => s_filledInPods.Contains(name),
    };

    private static bool IsContainerMade(Value stated, Value made) =>
        stated.Members().All(member => !made.Member(member.Key.TextOrEmpty()).IsUndefined)
        && made.Members().All(member => member.Key.TextOrEmpty() is var name && (stated.Member(name), name) switch
        {
            (var mounts, "volumeMounts") => HasOnly(mounts.Elements(), member.Value.Elements(), mount => mount.Member("mountPath").TextOrEmpty() == TokenPath && IsTokenName(mount)),
            ({ IsUndefined: true }, _) => s_filledInContainers.Contains(name),
            (var value, _) => IsFilledIn(value, member.Value, strictly: name == "securityContext"),
        });

    /// <summary>Whether a volume is the one that the API server adds for the token of the service account, which holds nothing else that somebody would want to read.</summary>
    private static bool IsToken(Value volume) =>
        IsTokenName(volume) && volume.Member("projected") is { IsUndefined: false } projected
        && projected.Member("sources").Elements().All(source => source.Members().All(part => part.Key.TextOrEmpty() switch
        {
            "serviceAccountToken" => part.Value.Member("audience").IsUndefined,
            "configMap" => part.Value.Member("name").TextOrEmpty() == RootCertificates,
            "downwardAPI" => true,
            _ => false,
        }));

    private static bool IsClaim(Value volume, IReadOnlyCollection<string> claims) => claims.Contains(volume.Member("name").TextOrEmpty()) && !volume.Member("persistentVolumeClaim").IsUndefined;

    private static bool IsTokenName(Value volumeOrMount) => volumeOrMount.Member("name").TextOrEmpty().StartsWith(TokenVolume, StringComparison.Ordinal);

    /// <summary>Whether the elements of a list are those of another in their order; undefined is an empty list.</summary>
    private static bool AreMade(Value stated, Value made, Func<Value, Value, bool> isMade)
    {
        Value[] before = [.. stated.Elements()], after = [.. made.Elements()];
        return before.Length == after.Length && before.Zip(after).All(pair => isMade(pair.First, pair.Second));
    }

    private static bool HasOnly(IEnumerable<Value> stated, IEnumerable<Value> made, Func<Value, bool> mayBeAdded)
    {
        Value[] before = [.. stated], after = [.. made];
        return after.Length >= before.Length && before.Zip(after).All(pair => IsFilledIn(pair.First, pair.Second, strictly: false)) && after.Skip(before.Length).All(mayBeAdded);
    }

    /// <summary>Whether a value is another one with defaults: members that are no objects and lists.</summary>
    private static bool IsFilledIn(Value stated, Value made, bool strictly) => stated.Kind switch
    {
        ValueKind.Object => made.Kind == ValueKind.Object
            && stated.Members().All(member => !made.Member(member.Key.TextOrEmpty()).IsUndefined)
            && made.Members().All(member => stated.Member(member.Key.TextOrEmpty()) is { IsUndefined: false } value
                ? IsFilledIn(value, member.Value, strictly)
                : !strictly && member.Value.Kind is not (ValueKind.Object or ValueKind.Array)),
        ValueKind.Array => made.Kind == ValueKind.Array && AreMade(stated, made, (s, m) => IsFilledIn(s, m, strictly)),
        _ => stated == made,
    };
}
