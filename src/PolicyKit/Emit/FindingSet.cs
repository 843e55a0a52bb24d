using System.Collections;
using PolicyKit.Runtime;

namespace PolicyKit.Emit;

/// <summary>Findings in the order in which they were made, each once: policy, level, place, message and details are what makes one.</summary>
internal sealed class FindingSet : IReadOnlyCollection<Finding>
{
    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string PolicyId, FindingLevel Level, FindingPlace Place, string Message, Value Details)> _known = [];

    public int Count => _findings.Count;

    /// <summary>Adds a finding; false when it is known.</summary>
    public bool Add(Finding finding)
    {
        if (!_known.Add((finding.PolicyId, finding.Level, finding.Place, finding.Message, finding.Details))) return false;
        _findings.Add(finding);
        return true;
    }

    /// <summary>Lowers the findings from a place on that are graver than a level.</summary>
    public void Lower(int start, FindingLevel atMost)
    {
        for (int i = start; i < _findings.Count; i++)
        {
            if (_findings[i].Level < atMost) _findings[i] = _findings[i] with { Level = atMost };
        }
    }

    public void Clear()
    {
        if (_findings.Count == 0) return;
        _findings.Clear();
        _known.Clear();
    }

    public IEnumerator<Finding> GetEnumerator() => _findings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
