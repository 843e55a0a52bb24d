using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Kubernetes.PodSecurity;
using PolicyKit.Kubernetes.Waivers;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>Reads the members of <c>policykit.yaml</c>, and reports what is no such member.</summary>
/// <param name="report">Takes what is wrong.</param>
internal sealed class ConfigurationReader(Action<Diagnostic> report)
{
    private static readonly string[] s_labels = [.. Enum.GetNames<NamespaceLabels>().Select(s => s.ToLowerInvariant())];
    private static readonly string[] s_severities = [.. Enum.GetNames<Severity>().Select(s => s.ToLowerInvariant())];

    /// <summary>Whether the file holds a mapping of known members; what else is in it is reported.</summary>
    public bool Check(Field root) => IsMapping(root, "the configuration", ConfigurationMembers.OfRoot);

    /// <summary>A list of strings; one string stands for a list of one.</summary>
    public ImmutableArray<string> ReadList(Field? parent, string name)
    {
        if (parent?.Member(name) is not { } list) return [];
        if (list.Kind == ValueKind.String) return [list.TextOrEmpty];
        if (list.Kind == ValueKind.Array && list.Elements().All(e => e.Kind == ValueKind.String)) return [.. list.Elements().Select(e => e.TextOrEmpty)];
        Report(list, $"`{name}` must be a list of strings");
        return [];
    }

    /// <summary>A list of names, none of which is empty: what is not known must not be among them.</summary>
    public ImmutableArray<string> ReadNames(Field? parent, string name)
    {
        ImmutableArray<string> names = ReadList(parent, name);
        RefuseEmpty(parent, name, names);
        return names;
    }

    /// <summary>Reports an empty name in a list that was read.</summary>
    public void RefuseEmpty(Field? parent, string name, ImmutableArray<string> names)
    {
        if (names.Contains("")) Report(parent!.Member(name)!, $"`{name}` has an empty name");
    }

    /// <summary>A list of names or patterns of names.</summary>
    public ImmutableArray<string> ReadPatterns(Field? parent, string name)
    {
        ImmutableArray<string> patterns = ReadNames(parent, name);
        foreach (string pattern in patterns.Where(p => !NameGlob.IsValid(p))) Report(parent!.Member(name)!, $"`{pattern}` has a `*` that is neither its first nor its last character");
        return patterns;
    }

    /// <summary>A list of names as the admission plugin compares them: exactly.</summary>
    /// <param name="parent">What has the list.</param>
    /// <param name="name">Its name.</param>
    /// <param name="instead">What patterns are for.</param>
    public ImmutableArray<string> ReadExactNames(Field? parent, string name, string instead)
    {
        ImmutableArray<string> names = ReadNames(parent, name);
        foreach (string pattern in names.Where(n => n.Contains('*', StringComparison.Ordinal))) Report(parent!.Member(name)!, $"`{pattern}` exempts nothing: the admission plugin compares names exactly. Write each name; {instead}");
        return names;
    }

    /// <summary>A list of kinds, each of which says what it is for.</summary>
    public ImmutableArray<string> ReadKinds(Field? parent, string name)
    {
        ImmutableArray<string> kinds = ReadNames(parent, name);
        foreach (string fault in kinds.Where(k => k.Length > 0).Select(WaivedKind.FindFault).OfType<string>()) Report(parent!.Member(name)!, fault);
        return kinds;
    }

    /// <summary>A list of names of standard packs, each of which there is.</summary>
    public ImmutableArray<string> ReadPacks(Field root, string name)
    {
        ImmutableArray<string> packs = ReadList(root, name);
        string[] known = [.. StandardPack.Names, StandardPack.NoPack];
        foreach (string unknown in packs.Where(p => !known.Contains(p))) Report(root.Member(name)!, $"there is no pack `{unknown}`{Spelling.DidYouMean(unknown, known)} (packs: {string.Join(", ", known)})");
        return [.. packs.Where(known.Contains)];
    }

    /// <summary>A string; empty when it is not given.</summary>
    public string ReadText(Field? parent, string name)
    {
        if (parent?.Member(name) is not { } text) return "";
        if (text.Kind != ValueKind.String) Report(text, $"`{name}` must be a string");
        return text.TextOrEmpty;
    }

    /// <summary>One of some words as what it means; nothing when it is not given.</summary>
    public T? ReadWord<T>(Field? parent, string name, IReadOnlyCollection<string> words, Func<string, T?> parse)
        where T : class
    {
        if (parent?.Member(name) is not { } word) return null;
        if (word.Kind == ValueKind.String && parse(word.TextOrEmpty) is { } read) return read;
        string hint = word.Kind == ValueKind.Boolean ? " (without quotes, YAML reads `off`, `no`, `on` and `yes` as booleans)" : Spelling.DidYouMean(word.TextOrEmpty, words);
        Report(word, $"`{name}` must be one of {string.Join(", ", words.Select(w => $"`{w}`"))}{hint}");
        return null;
    }

    /// <summary>A version of Kubernetes, such as 1.30 or latest; null when it is not given. YAML reads 1.30 without quotes as the number 1.3, so it must be quoted.</summary>
    public Version? ReadVersion(Field? parent, string name)
    {
        if (parent?.Member(name) is not { } text) return null;
        if (text.Kind == ValueKind.String && PodSecurityStandard.ParseVersion(text.TextOrEmpty) is { } version) return version;
        Report(text, $"`{name}` must be a version of Kubernetes in quotes, such as \"1.30\"");
        return null;
    }

    /// <summary>A member that is a mapping of known members; null when it is not given, or is none.</summary>
    public Field? ReadMapping(Field parent, string name, ImmutableArray<string> members) => parent.Member(name) is { } field && IsMapping(field, $"`{name}`", members) ? field : null;

    /// <summary>The elements of a list that are mappings of known members.</summary>
    public IEnumerable<Field> ReadMappings(Field parent, string name, string what, ImmutableArray<string> members)
    {
        if (parent.Member(name) is not { } list) return [];
        if (list.Kind == ValueKind.Array) return list.Elements().Where(element => IsMapping(element, what, members));
        Report(list, $"`{name}` must be a list");
        return [];
    }

    public ImmutableArray<PolicySettings> ReadPolicies(Field root)
    {
        if (root.Member("policies") is not { } policies || !IsMapping(policies, "`policies`")) return [];
        return [.. policies.Members().Select(Read)];
    }

    /// <summary><c>namespaceLabels</c> of <c>podSecurity</c>; what it is without being given where it is none.</summary>
    public NamespaceLabels ReadNamespaceLabels(Field? podSecurity) =>
        ReadWord(podSecurity, "namespaceLabels", s_labels, word => s_labels.Contains(word) ? word : null) is { } read ? Enum.Parse<NamespaceLabels>(read, ignoreCase: true) : NamespaceLabels.Decide;

    public void Report(Field field, string what) => report(Diagnostic.Create(ConfigurationDescriptors.InvalidConfiguration, field.KeyLocation, what));

    private PolicySettings Read(Field policy)
    {
        if (policy.Kind == ValueKind.Null || !IsMapping(policy, $"`{policy.Name}`", ConfigurationMembers.OfPolicy)) return new PolicySettings(policy.Name, policy.KeyLocation, []);
        ImmutableArray<ParamSetting> values = policy.Member("params") is { } @params && IsMapping(@params, "`params`") ? [.. @params.Members().Select(p => new ParamSetting(p.Name, p.Value, p.KeyLocation))] : [];
        if (values.Length > 0 && policy.Name.Contains('*', StringComparison.Ordinal)) Report(policy.Member("params")!, "params are given to one policy by its id, not to those that a pattern names");
        return new PolicySettings(policy.Name, policy.KeyLocation, values)
        {
            Enforcement = ReadEnforcement(policy),
            Severity = ReadWord(policy, "severity", s_severities, word => s_severities.Contains(word) ? word : null) is { } severity ? Enum.Parse<Severity>(severity, ignoreCase: true) : null,
        };
    }

    private Enforcement? ReadEnforcement(Field policy)
    {
        // `off` without quotes is what one writes.
        if (policy.Member("enforcement") is { Value: var value } && value == Value.False) return Enforcement.Off;
        return ReadWord(policy, "enforcement", Enforcements.Words, word => Enforcements.Parse(word) is null ? null : word) is { } read ? Enforcements.Parse(read) : null;
    }

    /// <summary>Whether a field holds a mapping of known members; what else is in it is reported.</summary>
    public bool IsMapping(Field field, string what, ImmutableArray<string> members = default)
    {
        if (field.Kind != ValueKind.Object)
        {
            Report(field, members.IsDefault ? $"{what} must be a mapping" : $"{what} must be a mapping with the members {string.Join(", ", members.Select(m => $"`{m}`"))}");
            return false;
        }
        foreach (Field unknown in members.IsDefault ? [] : field.Members().Where(m => !members.Contains(m.Name)))
        {
            report(Diagnostic.Create(ConfigurationDescriptors.InvalidConfiguration, unknown.KeyLocation, $"{what} has no member `{unknown.Name}`{Spelling.DidYouMean(unknown.Name, members)} (members: {string.Join(", ", members)})"));
        }
        return true;
    }
}
