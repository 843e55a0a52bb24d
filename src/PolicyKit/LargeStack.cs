using System.Runtime.ExceptionServices;

namespace PolicyKit;

/// <summary>Runs recursive work on a thread with a stack that nesting within the limits cannot exhaust.</summary>
internal static class LargeStack
{
    private const int Size = 64 * 1024 * 1024;

    [ThreadStatic]
    private static bool s_isLarge;

    public static T Run<T>(Func<T> work)
    {
        if (s_isLarge) return work();
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                s_isLarge = true;
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
