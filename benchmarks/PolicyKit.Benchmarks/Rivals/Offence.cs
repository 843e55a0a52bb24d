namespace PolicyKit.Benchmarks.Rivals;

/// <summary>Who breaks one control, and with which values. Nothing is allocated before somebody does.</summary>
internal struct Offence
{
    private bool _isPod;
    private List<string>? _containers;
    private SortedSet<string>? _values;

    public readonly bool IsBroken => _isPod || _containers is not null;

    /// <summary><c>container "a"</c>, or <c>containers "a", "b"</c>.</summary>
    public readonly string Names => Words.Named("container", "containers", _containers!);

    /// <summary><c>pod</c>, <c>container "a"</c>, or <c>pod and containers "a", "b"</c>.</summary>
    public readonly string Setters => !_isPod ? Names : _containers is null ? "pod" : $"pod and {Names}";

    /// <summary>One or several containers, which decides between <c>uses</c> and <c>use</c>.</summary>
    public readonly bool IsOne => _containers!.Count == 1;

    /// <summary>The values, sorted, each once.</summary>
    public readonly IReadOnlyCollection<string> Values => _values ?? [];

    /// <summary>Adds a container, or the pod where the name is null.</summary>
    public void Add(string? container)
    {
        if (container is null) _isPod = true;
        else if (_containers is null) _containers = [container];
        else if (_containers[^1] != container) _containers.Add(container);
    }

    public void Add(string? container, string value)
    {
        Add(container);
        (_values ??= new SortedSet<string>(StringComparer.Ordinal)).Add(value);
    }

    /// <summary>Brings the names into order, each once, as one control alone wants them.</summary>
    public readonly void SortNames()
    {
        string[] sorted = [.. _containers!.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _containers!.Clear();
        _containers.AddRange(sorted);
    }
}
