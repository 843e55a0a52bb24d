using System.Collections.Immutable;
using PolicyKit.Diagnostics;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>Reads what a constraint does about violations.</summary>
/// <param name="report">Takes what is wrong.</param>
/// <param name="point">The enforcement point that is judged for; empty for what an admission would meet with.</param>
internal sealed class EnforcementActions(Action<Diagnostic> report, string point)
{
    private const string Scoped = "scoped";
    private const string AuditPoint = "audit.gatekeeper.sh";
    private const string AnyPoint = "*";

    private static readonly ImmutableArray<(string Action, FindingLevel Level)> Levels = [("deny", FindingLevel.Deny), ("warn", FindingLevel.Warn), ("dryrun", FindingLevel.Audit)];

    private static readonly ImmutableArray<string> Points = ["validation.gatekeeper.sh", "gator.gatekeeper.sh", AuditPoint, "vap.k8s.io", AnyPoint];

    /// <summary>The level of findings; null when the constraint is not enforced at the point, or its action is not known.</summary>
    public FindingLevel? Read(Field spec)
    {
        Field? action = spec.Member("enforcementAction");
        if (action?.TextOrEmpty != Scoped) return action is null ? FindingLevel.Deny : LevelOf(action, [.. Levels.Select(row => row.Action), Scoped]);
        FindingLevel? gravest = null;
        Field[] entries = [.. spec.Member("scopedEnforcementActions")?.Elements() ?? []];
        if (entries.Length == 0) report(Diagnostic.Create(GatekeeperDescriptors.InvalidConstraint, action.Location, action.Path, "is `scoped`, so `spec.scopedEnforcementActions` must say what is done where"));
        foreach (Field entry in entries)
        {
            if (entry.Member("action") is not { } scoped || LevelOf(scoped, [.. Levels.Select(row => row.Action)]) is not { } level) continue;
            foreach (Field name in (entry.Member("enforcementPoints")?.Elements() ?? []).Select(p => p.Member("name")).OfType<Field>())
            {
                if (At(name, level) is { } here && (gravest is null || here < gravest)) gravest = here;
            }
        }
        return gravest;
    }

    /// <summary>The level at the point that is judged for. What only the audit enforces is no more than recorded.</summary>
    private FindingLevel? At(Field name, FindingLevel level)
    {
        string named = name.TextOrEmpty;
        if (!Points.Contains(named))
        {
            report(Diagnostic.Create(GatekeeperDescriptors.InvalidConstraint, name.Location, name.Path, $"must be an enforcement point, not `{named}`{Spelling.DidYouMean(named, Points)}"));
            return null;
        }
        if (point.Length > 0) return named == point || named == AnyPoint ? level : null;
        return named == AuditPoint ? FindingLevel.Audit : level;
    }

    private FindingLevel? LevelOf(Field action, ImmutableArray<string> known)
    {
        int row = Levels.Select(r => r.Action).ToList().IndexOf(action.TextOrEmpty);
        if (row >= 0) return Levels[row].Level;
        report(Diagnostic.Create(GatekeeperDescriptors.UnknownAction, action.Location, action.TextOrEmpty, Spelling.DidYouMean(action.TextOrEmpty, known)));
        return null;
    }
}
