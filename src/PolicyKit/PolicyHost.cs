namespace PolicyKit;

/// <summary>
/// Holds the program that judges now, and swaps it for another by one reference write while others evaluate: whoever asks for <see cref="Current"/> gets one program or the other, and keeps it for as long as it evaluates.
/// Thread-safe.
/// </summary>
/// <param name="program">The first program.</param>
public sealed class PolicyHost(PolicyProgram program)
{
    private readonly Lock _gate = new();
    private PolicyProgram _current = program;
    private long _asked;
    private long _swapped;

    /// <summary>The program that judges now.</summary>
    public PolicyProgram Current => Volatile.Read(ref _current);

    /// <summary>Judges by another program from now on.</summary>
    public void Replace(PolicyProgram program) => Swap(program, Interlocked.Increment(ref _asked));

    /// <summary>
    /// Compiles in the background, to machine code, and judges by the new program from then on. Where there are errors, the program stays as it is, and the result tells them. Of several reloads and replacements the one that was
    /// asked for last counts, whichever is done first.
    /// </summary>
    /// <param name="compilation">What is compiled.</param>
    /// <param name="configure">What is made of the program before it judges, such as <c>p => p.WithLimits(limits)</c>; what it throws ends the reload.</param>
    /// <param name="cancellation">Leaves the program as it is, unless it was swapped already.</param>
    /// <returns>What was compiled, with the configured program.</returns>
    public Task<EmitResult> ReloadAsync(Compilation compilation, Func<PolicyProgram, PolicyProgram>? configure = null, CancellationToken cancellation = default)
    {
        long order = Interlocked.Increment(ref _asked);
        return Task.Run(() => Reload(compilation, configure, order, cancellation), cancellation);
    }

    private EmitResult Reload(Compilation compilation, Func<PolicyProgram, PolicyProgram>? configure, long order, CancellationToken cancellation)
    {
        EmitResult result = compilation.Emit();
        if (!result.Success) return result;
        cancellation.ThrowIfCancellationRequested();
        PolicyProgram next = configure?.Invoke(result.Program) ?? result.Program;
        next.Warm();
        cancellation.ThrowIfCancellationRequested();
        Swap(next, order);
        return result with { Program = next };
    }

    private void Swap(PolicyProgram next, long order)
    {
        lock (_gate)
        {
            if (order < _swapped) return;
            _swapped = order;
            Volatile.Write(ref _current, next);
        }
    }
}
