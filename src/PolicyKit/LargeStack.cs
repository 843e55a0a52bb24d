using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using PolicyKit.Runtime;

namespace PolicyKit;

/// <summary>Runs recursive work on a thread with a stack that nesting within the limits cannot exhaust.</summary>
internal static class LargeStack
{
    private const int Size = 256 * 1024 * 1024;

    [ThreadStatic]
    private static bool s_isLarge;

    /// <summary>Runs work here, and once more from its start on a large stack if this one was too small: for work that has no effect but its result, and asks whether there is stack as it goes down.</summary>
    public static T RunWhenNeeded<T>(Func<T> work)
    {
        if (s_isLarge) return work();
        try
        {
            return work();
        }
        catch (Exception exception) when (IsExhausted(exception))
        {
            return Run(work);
        }
    }

    /// <summary>Whether an exception says that the stack did not suffice; sorting wraps what its comparison throws.</summary>
    public static bool IsExhausted(Exception exception) =>
        exception is InsufficientExecutionStackException or InvalidOperationException { InnerException: InsufficientExecutionStackException };

    /// <summary>Whether this stack is nearly used up, so that work must go on on a large one.</summary>
    /// <exception cref="InsufficientExecutionStackException">This is the large one.</exception>
    public static bool IsNeeded =>
        !RuntimeHelpers.TryEnsureSufficientExecutionStack() && (s_isLarge ? throw new InsufficientExecutionStackException() : true);

    /// <summary>Runs work on a large stack.</summary>
    public static T Run<T>(Func<T> work)
    {
        if (s_isLarge) return work();
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        BuiltinContext? payer = Payer.Current;
        var thread = new Thread(
            () =>
            {
                s_isLarge = true;
                Payer.Enter(payer);
                try
                {
                    result = work();
                }
                catch (Exception exception) when (Capture(exception, out failure))
                {
                    // Rethrown on the caller's thread below.
                }
            },
            Size);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    private static bool Capture(Exception exception, out ExceptionDispatchInfo? failure)
    {
        failure = ExceptionDispatchInfo.Capture(exception);
        return true;
    }
}
