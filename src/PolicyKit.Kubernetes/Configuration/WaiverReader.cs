using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Kubernetes.Waivers;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>Reads what a configuration says about findings that do not count: <c>waivers</c>, <c>waiversInObjects</c>, <c>exempt</c> and <c>podSecurity.exemptions</c>.</summary>
internal static class WaiverReader
{
    /// <summary>How days are written.</summary>
    public const string DateFormat = "yyyy-MM-dd";

    private const string PodSecurity = "pod_security.*";
    private const string InsteadOfPatterns = "patterns are for `exempt.namespaces`, which is for all policies, and for a waiver of `pod_security.*`";

    // Whoever may create a workload has its Pods created by them: with accounts of their own, or with that of the process that they run in.
    private const string ControllerAccounts = "system:serviceaccount:kube-system:";
    private const string AccountGroups = "system:serviceaccounts";
    private static readonly string[] s_groups = ["system:authenticated", "system:masters", "system:nodes", "system:unauthenticated"];

    private const string ControllerManager = "system:kube-controller-manager";

    public static ImmutableArray<Waiver> Read(ConfigurationReader reader, Field root) =>
        [.. reader.ReadMappings(root, "waivers", "a waiver", ConfigurationMembers.OfWaiver).Select(field => ReadOne(reader, field)).OfType<Waiver>()];

    public static AnnotatedWaivers ReadAnnotated(ConfigurationReader reader, Field root) =>
        reader.ReadMapping(root, "waiversInObjects", ConfigurationMembers.OfWaiversInObjects) is { } field
            ? new AnnotatedWaivers(reader.ReadPatterns(field, "namespaces"), field.KeyLocation)
            : AnnotatedWaivers.None;

    /// <summary>What no policy counts for. Each name is an exemption of its own, so that reports can say which.</summary>
    public static ImmutableArray<Exemption> ReadExemptions(ConfigurationReader reader, Field root) =>
        reader.ReadMapping(root, "exempt", ConfigurationMembers.OfExempt) is { } all
            ? [.. reader.ReadPatterns(all, "namespaces").Select(n => new Exemption(Info(all, $"namespace `{n}` is exempt")) { Namespaces = [n] })]
            : [];

    /// <summary>What the policies of <c>pod_security</c> do not count for, as the admission plugin has it.</summary>
    public static ImmutableArray<Exemption> ReadPodSecurityExemptions(ConfigurationReader reader, Field exemptions)
    {
        ImmutableArray<string> usernames = reader.ReadExactNames(exemptions, "usernames", InsteadOfPatterns);
        foreach (string controller in usernames.Where(u => u == ControllerManager || u.StartsWith(ControllerAccounts, StringComparison.Ordinal)))
        {
            reader.Report(exemptions.Member("usernames")!, $"`{controller}` must not be exempt: it may be a controller, and whoever may create a workload has its pods created by one");
        }
        foreach (string group in usernames.Where(u => s_groups.Contains(u) || u.StartsWith(AccountGroups, StringComparison.Ordinal))) reader.Report(exemptions.Member("usernames")!, $"`{group}` is a group: users are exempt by their names");
        return
        [
            .. reader.ReadExactNames(exemptions, "namespaces", InsteadOfPatterns).Select(n => new Exemption(Info(exemptions, $"namespace `{n}` is exempt")) { Policies = [PodSecurity], Namespaces = [n] }),
            .. usernames.Select(n => new Exemption(Info(exemptions, $"user `{n}` is exempt")) { Policies = [PodSecurity], Usernames = [n] }),
            .. reader.ReadExactNames(exemptions, "runtimeClasses", InsteadOfPatterns).Select(n => new Exemption(Info(exemptions, $"runtime class `{n}` is exempt")) { Policies = [PodSecurity], RuntimeClasses = [n] }),
        ];
    }

    private static WaiverInfo Info(Field field, string reason) => new(reason, "", null, field.KeyLocation);

    private static Waiver? ReadOne(ConfigurationReader reader, Field field)
    {
        string reason = reader.ReadText(field, "reason");
        string expires = reader.ReadText(field, "expires");
        Field? match = reader.ReadMapping(field, "match", ConfigurationMembers.OfWaiverMatch);
        DateOnly? last = DateOnly.TryParseExact(expires, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;
        var waiver = new Waiver(reader.ReadList(field, "policies"), new WaiverInfo(reason.Trim(), reader.ReadText(field, "owner").Trim(), last, field.KeyLocation))
        {
            Kinds = reader.ReadKinds(match, "kinds"),
            Namespaces = reader.ReadPatterns(match, "namespaces"),
            Names = reader.ReadPatterns(match, "names"),
            Containers = reader.ReadPatterns(match, "containers"),
            Images = reader.ReadPatterns(match, "images"),
            ServiceAccounts = reader.ReadPatterns(match, "serviceAccounts"),
        };
        (Field At, string What)? fault =
            waiver.Policies.IsEmpty ? (At("policies"), "a waiver names the policies that it is for (`policies`)")
            : !SaysSomething(waiver.Info.Reason) ? (At("reason"), "a waiver has a reason (`reason`)")
            : !SaysSomething(waiver.Info.Owner) ? (At("owner"), "a waiver has an owner: who answers for it (`owner`)")
            : field.Member("expires") is not null && last is null ? (At("expires"), "`expires` is the last day on which the waiver holds, such as 2027-01-31")
            : NothingIn(match) is { } part ? (part, $"`{part.Name}` names nothing; a part of `match` that is for anything is left out")
            : !waiver.IsScoped && match is not { Value.Count: > 0 } ? (At("match"), "a waiver says for what it is (`match`, with at least one of its members); `policies` with `enforcement: off` switches a policy off")
            : null;
        if (fault is not { } found) return waiver;
        reader.Report(found.At, found.What);
        return null;

        Field At(string member) => field.Member(member) ?? field;
    }

    /// <summary>Whether a text has a character that can be seen.</summary>
    public static bool SaysSomething(string text) => text.EnumerateRunes().Any(rune => !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned));

    /// <summary>A part that is written and says nothing, which must not widen the waiver.</summary>
    private static Field? NothingIn(Field? match) => match?.Members().FirstOrDefault(part => part.Kind == ValueKind.Null || part is { Kind: ValueKind.Array, Value.Count: 0 });
}
