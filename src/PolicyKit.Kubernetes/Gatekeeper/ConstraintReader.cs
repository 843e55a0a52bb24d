using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>Reads a constraint of a template, and reports what Gatekeeper or the API server would refuse in it.</summary>
/// <param name="report">Takes what is wrong.</param>
/// <param name="options">How it is read.</param>
internal sealed class ConstraintReader(Action<Diagnostic> report, GatekeeperOptions options)
{
    private const int LongestName = 63;
    private const string GatorPoint = "gator.gatekeeper.sh";

    private static readonly string[] Versions = ["constraints.gatekeeper.sh/v1beta1", "constraints.gatekeeper.sh/v1alpha1"];
    private static readonly string[] Members = ["apiVersion", "kind", "metadata", "spec", "status"];

    /// <summary>The id of a constraint, such as <c>K8sAllowedRepos/repo-is-openpolicyagent</c>; null when it states no name.</summary>
    public static string? IdOf(Field constraint) =>
        constraint.Member("metadata", "name") is { Kind: ValueKind.String } name ? $"{constraint.Member("kind")!.TextOrEmpty}/{name.TextOrEmpty}" : null;

    /// <summary>The constraint; null when it is not enforced, or wrong, which is then reported.</summary>
    public PolicyConstraint? Read(Field constraint, GatekeeperTemplate template)
    {
        CheckIdentity(constraint);
        Field? spec = constraint.Member("spec");
        Value checkedSpec = spec is null ? Value.FromObject([]) : new OpenApiValidator(report).Check(spec, ConstraintSchema.Make(template.Parameters));
        if (spec is not null) CheckSelectors(spec);
        FindingLevel? level = spec is null ? FindingLevel.Deny : new EnforcementActions(report, options.AsGator ? GatorPoint : "").Read(spec);
        if (level is null || template.Trees.IsEmpty || IdOf(constraint) is not { } id) return null;
        var match = new ConstraintMatch(checkedSpec.Member("match"), options.AsGator);
        Value parameters = checkedSpec.Member("parameters");
        return new PolicyConstraint(id, template.Kind)
        {
            Parameters = parameters.IsUndefined ? Value.FromObject([]) : parameters,
            Level = level,
            MatchesKind = match.MatchesKind,
            Matches = match.Matches,
            Title = template.Title,
            Description = template.Description,
            Location = constraint.Member("metadata", "name")!.Location,
        };
    }

    private void CheckIdentity(Field constraint)
    {
        Field version = constraint.Member("apiVersion")!;
        if (!Versions.Contains(version.TextOrEmpty)) Report(version, $"must be `{Versions[0]}` or `{Versions[1]}`, not `{version.TextOrEmpty}`");
        Field? name = constraint.Member("metadata", "name");
        if (name is null) Report(constraint, "needs `metadata.name`");
        else if (!IsName(name.TextOrEmpty)) Report(name, "must be lower-case letters, digits, `-` and `.`, at most 63 of them, with a letter or digit at both ends");
        foreach (Field member in constraint.Members().Where(m => !Members.Contains(m.Name)))
        {
            report(Diagnostic.Create(GatekeeperDescriptors.UnknownField, member.KeyLocation, constraint.Member("kind")!.TextOrEmpty, member.Name, Spelling.DidYouMean(member.Name, Members)));
        }
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.Split('.').All(part => part.Length > 0 && part[0] != '-' && part[^1] != '-' && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));

    private void CheckSelectors(Field spec)
    {
        foreach (string name in (string[])["labelSelector", "namespaceSelector"])
        {
            if (spec.Member("match", name) is { Kind: ValueKind.Object } selector && LabelSelectors.FindFault(selector.Value) is { } fault && IsShaped(selector)) Report(selector, $"is no label selector: {fault}");
        }
    }

    /// <summary>Whether the parts of a selector are what the schema asks for, so that nothing is reported twice.</summary>
    private static bool IsShaped(Field selector) =>
        selector.Members().All(m => m.Name is "matchLabels" or "matchExpressions") && (selector.Member("matchExpressions")?.Elements() ?? []).All(e => e.Member("operator") is null or { TextOrEmpty: "In" or "NotIn" or "Exists" or "DoesNotExist" });

    private void Report(Field field, string what) =>
        report(Diagnostic.Create(GatekeeperDescriptors.InvalidConstraint, field.Location, field.Path.Length == 0 ? field.Member("kind")!.TextOrEmpty : field.Path, what));
}
