using System.Collections;
using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit.Emit;

/// <summary>Findings in the order in which they were made, each once: policy, level, place, message and details are what makes one.</summary>
internal sealed class FindingSet : IReadOnlyCollection<Finding>
{
    /// <summary>So many are compared one by one.</summary>
    private const int Few = 16;

    private readonly List<Finding> _findings = [];

    // As they were found.
    private readonly List<FindingLevel> _levels = [];
    private readonly HashSet<int> _contradicted = [];
    private HashSet<(string PolicyId, FindingLevel Level, FindingPlace Place, string Message, Value Details)>? _known;

    public int Count => _findings.Count;

    /// <summary>Adds a finding; false when it is known.</summary>
    public bool Add(Finding finding)
    {
        if (IsKnown(finding))
        {
            JoinFix(finding);
            return false;
        }
        _findings.Add(finding);
        _levels.Add(finding.Level);
        return true;
    }

    /// <summary>Gives the findings of a policy, from a place on, the level and severity that the program has for it.</summary>
    public void Settle(int start, JudgedPolicy policy)
    {
        for (int i = start; i < _findings.Count; i++)
        {
            if (_findings[i].Level < policy.AtMost) _findings[i] = _findings[i] with { Level = policy.AtMost };
            if (policy.IsRated) _findings[i] = _findings[i] with { Severity = policy.Info.Severity, Policy = policy.Info };
        }
    }

    public void Clear()
    {
        _findings.Clear();
        _levels.Clear();
        _known = null;
        _contradicted.Clear();
    }

    public ImmutableArray<Finding> ToImmutableArray() => [.. _findings];

    public IEnumerator<Finding> GetEnumerator() => _findings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>One finding may be found several times with fixes of several places; fixes that differ otherwise contradict each other, and then there is none.</summary>
    private void JoinFix(Finding again)
    {
        if (again.Fix is not { } other) return;
        int i = Enumerable.Range(0, _findings.Count).First(i => _levels[i] == again.Level && AreSame(_findings[i], again));
        Payer.Charge(1 + (i / 8));
        if (_contradicted.Contains(i)) return;
        Fix? joined = _findings[i].Fix is not { } known ? other : known.IsAlike(other) ? known.With(other) : null;
        if (joined is null) _contradicted.Add(i);
        _findings[i] = _findings[i] with { Fix = joined };
    }

    private bool IsKnown(Finding finding)
    {
        if (_known is null && _findings.Count >= Few) _known = [.. _findings.Zip(_levels, IdentityOf)];
        if (_known is not null) return !_known.Add(IdentityOf(finding, finding.Level));
        for (int i = 0; i < _findings.Count; i++)
        {
            if (_levels[i] == finding.Level && AreSame(_findings[i], finding)) return true;
        }
        return false;
    }

    private static bool AreSame(Finding left, Finding right) =>
        left.PolicyId == right.PolicyId && left.Message == right.Message && left.Place.IsSame(right.Place) && left.Details == right.Details;

    private static (string PolicyId, FindingLevel Level, FindingPlace Place, string Message, Value Details) IdentityOf(Finding finding, FindingLevel level) =>
        (finding.PolicyId, level, finding.Place, finding.Message, finding.Details);
}
