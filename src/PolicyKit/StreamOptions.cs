namespace PolicyKit;

/// <summary>How a stream of objects is judged.</summary>
public sealed record StreamOptions
{
    /// <summary>The options that are used where none are given.</summary>
    public static StreamOptions Default { get; } = new();

    /// <summary>Bytes that one object may have: twice the 1.5 MiB that etcd stores. A larger one is an error, and the next one is judged.</summary>
    public int MaxObjectBytes { get; init; } = 3 << 20;
}
