using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>Stops a document whose aliases multiply it, by go-yaml's measure: the share of nodes that come from aliases may be large only while the document is small.</summary>
internal sealed class AliasBudget
{
    private const int Low = 400_000;
    private const int High = 4_000_000;
    private long _nodes;
    private long _aliased;

    /// <summary>Counts one node, read inside an alias or not.</summary>
    public void Count(bool isAliased, LinePosition position)
    {
        _nodes++;
        if (!isAliased) return;
        _aliased++;
        if (_aliased > 100 && _nodes > 1000 && _aliased > _nodes * AllowedShare(_nodes))
        {
            throw new DocumentErrorException(position, "the document contains excessive aliasing", "write the repeated parts out, or use fewer aliases of aliases");
        }
    }

    private static double AllowedShare(long nodes) => nodes switch
    {
        <= Low => 0.99,
        >= High => 0.10,
        _ => 0.99 - 0.89 * (nodes - Low) / (High - Low),
    };
}
