using System.Collections.Immutable;
using PolicyKit.Binding.Access;
using PolicyKit.Diagnostics;
using PolicyKit.Symbols;

namespace PolicyKit.Binding;

/// <summary>Core modules as policies: a package whose sets <c>deny</c>, <c>violation</c> or <c>warn</c> (also <c>deny_…</c> and so on, as Conftest reads them) hold findings.</summary>
internal static class ModulePolicyBinder
{
    private static readonly (string Name, FindingLevel Level)[] Sets =
        [("deny", FindingLevel.Deny), ("violation", FindingLevel.Deny), ("warn", FindingLevel.Warn)];

    private const string GatekeeperSet = "violation";
    private const string GatekeeperLibs = "lib";

    /// <summary>Members by which an AdmissionReview and a Gatekeeper input are known.</summary>
    private static readonly (InputShape Shape, string Member)[] Signs =
        [(InputShape.Review, "request"), (InputShape.Gatekeeper, "review"), (InputShape.Gatekeeper, "parameters")];

    /// <summary>Members that an AdmissionReview shares with the objects.</summary>
    private static readonly string[] TypeMembers = ["apiVersion", "kind"];

    /// <summary>Declares a policy for each package that has findings.</summary>
    public static void Declare(BindingSession session, Dictionary<RuleSymbol, List<RuleDeclaration>> rules)
    {
        var policies = new Dictionary<PackageSymbol, PolicySymbol>();
        foreach ((RuleSymbol rule, List<RuleDeclaration> declarations) in rules)
        {
            InputShape? shape = declarations.Select(d => d.Scope.Tree.Options.InputShape).FirstOrDefault(s => s is not null);
            if (declarations[0].Scope.IsPolicyLayer || LevelOf(rule, shape) is not { } level || rule.Kind == RuleKind.Function) continue;
            if (rule.Kind != RuleKind.PartialSet)
            {
                session.Diagnostics.Report(Descriptors.FindingsAreNoSet, rule.Location, rule.Name);
                continue;
            }
            if (!policies.TryGetValue(rule.Package, out PolicySymbol? policy))
            {
                policies.Add(rule.Package, policy = new PolicySymbol(rule.Package, rule.Package.Name, rule.Location));
                policy.Title = policy.Id;
                policy.Dispatch = new DispatchRow(true, []);
                session.Policies.Add(policy);
            }
            policy.Sets.Add((rule, level));
            policy.Shape ??= shape;
        }
    }

    /// <summary>Finds what <c>input</c> is where nothing says so, and what is then read of the judged object.</summary>
    public static void Complete(BindingSession session)
    {
        foreach (PolicySymbol policy in session.OwnPolicies.Where(p => p.Sets.Count > 0))
        {
            policy.Shape ??= Infer(session, policy);
            policy.Match = policy.Shape == InputShape.Object ? new PolicyMatch() : new PolicyMatch { Operations = PolicyMatch.AllOperations };
            policy.Reads = ShapedReads.Of(policy.Shape.Value, policy.Reads);
        }
    }

    /// <summary>The level of a rule that holds findings; null for every other. Gatekeeper asks a template for <c>violation</c> and nothing else, and not in its libs.</summary>
    private static FindingLevel? LevelOf(RuleSymbol rule, InputShape? shape)
    {
        if (shape == InputShape.Gatekeeper) return rule.Name == GatekeeperSet && rule.Package.Path is not [GatekeeperLibs, ..] ? FindingLevel.Deny : null;
        foreach ((string name, FindingLevel level) in Sets)
        {
            if (rule.Name == name || rule.Name.StartsWith(name + "_", StringComparison.Ordinal)) return level;
        }
        return null;
    }

    private static InputShape Infer(BindingSession session, PolicySymbol policy)
    {
        string[] members = [.. policy.Reads.GetValueOrDefault("input")?.Members.Keys ?? []];
        ImmutableArray<(InputShape Shape, string Member)> found = [.. Signs.Where(s => members.Contains(s.Member))];
        string? own = members.FirstOrDefault(m => !TypeMembers.Contains(m) && !Signs.Any(s => s.Member == m));
        if (own is not null) found = found.Add((InputShape.Object, own));
        if (found.FirstOrDefault(f => f.Shape != found[0].Shape) is { Member: { } other })
        {
            session.Diagnostics.Report(Descriptors.AmbiguousInput, policy.Location, policy.Id, found[0].Member, other);
        }
        return found.IsEmpty ? InputShape.Object : found[0].Shape;
    }
}
