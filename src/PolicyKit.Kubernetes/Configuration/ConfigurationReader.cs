using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>Reads the members of <c>policykit.yaml</c>, and reports what is no such member.</summary>
/// <param name="report">Takes what is wrong.</param>
internal sealed class ConfigurationReader(Action<Diagnostic> report)
{
    private static readonly string[] Members = ["packs", "sources", "crds", "policies"];
    private static readonly string[] MembersOfPolicy = ["params"];

    /// <summary>Whether the file holds a mapping of known members; what else is in it is reported.</summary>
    public bool Check(Field root) => IsMapping(root, "the configuration", Members);

    /// <summary>A list of strings; one string stands for a list of one.</summary>
    public ImmutableArray<string> ReadList(Field root, string name)
    {
        if (root.Member(name) is not { } list) return [];
        if (list.Kind == ValueKind.String) return [list.TextOrEmpty];
        if (list.Kind == ValueKind.Array && list.Elements().All(e => e.Kind == ValueKind.String)) return [.. list.Elements().Select(e => e.TextOrEmpty)];
        Report(list, $"`{name}` must be a list of strings");
        return [];
    }

    public ImmutableArray<PolicySettings> ReadPolicies(Field root)
    {
        if (root.Member("policies") is not { } policies || !IsMapping(policies, "`policies`")) return [];
        return [.. policies.Members().Select(Read)];
    }

    private PolicySettings Read(Field policy)
    {
        ImmutableArray<ParamSetting> values = policy.Kind != ValueKind.Null && IsMapping(policy, $"`{policy.Name}`", MembersOfPolicy) && policy.Member("params") is { } @params && IsMapping(@params, "`params`")
            ? [.. @params.Members().Select(p => new ParamSetting(p.Name, p.Value, p.KeyLocation))]
            : [];
        return new PolicySettings(policy.Name, policy.KeyLocation, values);
    }

    private bool IsMapping(Field field, string what, string[]? members = null)
    {
        if (field.Kind != ValueKind.Object)
        {
            Report(field, members is null ? $"{what} must be a mapping" : $"{what} must be a mapping with the members {string.Join(", ", members.Select(m => $"`{m}`"))}");
            return false;
        }
        foreach (Field unknown in members is null ? [] : field.Members().Where(m => !members.Contains(m.Name)))
        {
            report(Diagnostic.Create(ConfigurationDescriptors.InvalidConfiguration, unknown.KeyLocation, $"{what} has no member `{unknown.Name}`{Spelling.DidYouMean(unknown.Name, members!)} (members: {string.Join(", ", members!)})"));
        }
        return true;
    }

    private void Report(Field field, string what) => report(Diagnostic.Create(ConfigurationDescriptors.InvalidConfiguration, field.KeyLocation, what));
}
