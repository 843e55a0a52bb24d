namespace PolicyKit.Emit;

/// <summary>
/// Whether it is relied on that only what an analysis names is read. A document of which more is asked for is read twice, so after some of them the next ones are read whole, and then it is tried again. Thread-safe.
/// </summary>
internal sealed class ReadTrust
{
    /// <summary>Documents read twice before all are read whole for a while.</summary>
    public const int Tolerated = 8;

    /// <summary>Documents then read whole.</summary>
    public const int Pause = 1_000;

    private int _failures;
    private int _wholeLeft;

    /// <summary>Whether the next document is read only as far as the analysis says.</summary>
    public bool Take() => Volatile.Read(ref _wholeLeft) <= 0 || Interlocked.Decrement(ref _wholeLeft) < 0;

    /// <summary>A document had to be read again.</summary>
    public void Fail()
    {
        if (Interlocked.Increment(ref _failures) % Tolerated == 0) Volatile.Write(ref _wholeLeft, Pause);
    }
}
