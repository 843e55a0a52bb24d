using System.Diagnostics.CodeAnalysis;

namespace PolicyKit.Emit;

/// <summary>
/// The contexts of a program: one for each thread, so that evaluations of different threads write nothing that they share. Where an evaluation has another evaluated, that has a context which is thrown away.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "what it holds goes with the program or the thread")]
internal sealed class ContextPool(ProgramCode code, Tracer? tracer = null, Version? kubernetesVersion = null)
{
    /// <summary>Evaluations that a context tells of at once, before it does them.</summary>
    private const int Batch = 8;

    private readonly ThreadLocal<EvalContext?> _own = new();
    private int _evaluations;

    /// <summary>Takes a context of this thread.</summary>
    /// <param name="evaluations">How many evaluations there were, when these became known just now by a batch; else 0.</param>
    public EvalContext Rent(out uint evaluations)
    {
        EvalContext? context = _own.Value;
        if (context is null) _own.Value = context = New();
        else if (context.IsRented) context = New();
        context.IsRented = true;
        evaluations = --context.Credit < 0 ? TakeBatch(context) : 0;
        return context;
    }

    public static void Return(EvalContext context) => context.IsRented = false;

    private EvalContext New() => tracer is null ? new EvalContext(code) { OwnVersion = kubernetesVersion } : new EvalContext(code, tracer) { OwnVersion = kubernetesVersion };

    private uint TakeBatch(EvalContext context)
    {
        context.Credit = Batch - 1;
        return (uint)Interlocked.Add(ref _evaluations, Batch);
    }

    /// <summary>Whether the last batch reached a number of evaluations, or one of those that come at intervals after it.</summary>
    public static bool Reached(uint evaluations, uint first, uint interval) => evaluations >= first && (evaluations - first) % interval < Batch;
}
