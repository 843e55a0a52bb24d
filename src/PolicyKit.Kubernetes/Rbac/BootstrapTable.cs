using System.Collections.Frozen;
using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Rbac;

/// <summary>A role, a binding or a subject; the namespace of what has none is empty.</summary>
internal readonly record struct BootstrapName(string Kind, string Namespace, string Name);

/// <summary>A binding of Kubernetes' own.</summary>
internal sealed record BootstrapBinding(string RoleKind, string Role, ImmutableHashSet<BootstrapName> Subjects);

/// <summary>The table <c>bootstrap.table</c>, which says how it is written. Rules are arrays of <c>PolicyRule</c>.</summary>
internal sealed record BootstrapTable(FrozenDictionary<BootstrapName, Value> Roles, FrozenDictionary<BootstrapName, BootstrapBinding> Bindings)
{
    private const string ControllerPrefix = "system:controller:";

    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal) { ["read"] = "get,list,watch", ["write"] = "create,delete,deletecollection,patch,update" };

    public static BootstrapTable Load()
    {
        using Stream stream = typeof(BootstrapTable).Assembly.GetManifestResourceStream("bootstrap.table") ?? throw new InvalidOperationException("the resource bootstrap.table is gone");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <exception cref="FormatException">A line is neither a head, a row, a comment nor empty.</exception>
    public static BootstrapTable Parse(string text)
    {
        var roles = new Dictionary<BootstrapName, List<string[]>>();
        var bindings = new Dictionary<BootstrapName, BootstrapBinding>();
        Action<string[]>? row = null;
        foreach (string line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line[0] == ' ')
            {
                (row ?? throw Fault(line))(words);
            }
            else if (words is [var kind, var name])
            {
                List<string[]> rows = roles[NameOf(kind, name)] = [];
                row = rows.Add;
            }
            else if (words is [var bindingKind, var bindingName, var roleKind, var role])
            {
                BootstrapName binding = NameOf(bindingKind, bindingName);
                bindings[binding] = new BootstrapBinding(roleKind, role, []);
                row = subject => bindings[binding] = bindings[binding] with { Subjects = bindings[binding].Subjects.Add(subject is [_, var subjectKind, var subjectName] ? NameOf(subjectKind, subjectName) : throw Fault(string.Join(' ', subject))) };
            }
            else
            {
                throw Fault(line);
            }
        }
        foreach (BootstrapName role in roles.Keys.Where(role => role.Name.StartsWith(ControllerPrefix, StringComparison.Ordinal) && role.Namespace.Length == 0))
        {
            bindings[role with { Kind = "ClusterRoleBinding" }] = new BootstrapBinding(role.Kind, role.Name, [new("ServiceAccount", "kube-system", role.Name[ControllerPrefix.Length..])]);
        }
        return new BootstrapTable(roles.ToFrozenDictionary(pair => pair.Key, pair => Value.FromArray(Rules(pair.Key, roles))), bindings.ToFrozenDictionary());
    }

    private static IEnumerable<Value> Rules(BootstrapName role, Dictionary<BootstrapName, List<string[]>> roles) => roles[role].SelectMany(row =>
        row is ["with", .. var others] ? others.SelectMany(other => Rules(role with { Name = other }, roles)) : [Rule(row)]);

    private static Value Rule(string[] row) => row switch
    {
        [_, var verbs, "url", var paths] => Value.FromMembers(("verbs", List(verbs)), ("nonResourceURLs", List(paths))),
        [_, var verbs, var groups, var resources] => Value.FromMembers(("verbs", List(verbs)), ("apiGroups", List(groups)), ("resources", List(resources))),
        [_, var verbs, var groups, var resources, var names] =>
            Value.FromMembers(("verbs", List(verbs)), ("apiGroups", List(groups)), ("resources", List(resources)), ("resourceNames", List(names))),
        _ => throw Fault(string.Join(' ', row)),
    };

    private static Value List(string words) =>
        Value.FromArray(words.Split(',').SelectMany(word => Verbs.TryGetValue(word, out string? verbs) ? verbs.Split(',') : [word == "core" ? "" : word]).Select(Value.FromString));

    private static BootstrapName NameOf(string kind, string name) => name.Split('/') is [var home, var own] ? new(kind, home, own) : new(kind, "", name);

    private static FormatException Fault(string line) => new($"bootstrap.table: `{line}` is no line of it");
}
