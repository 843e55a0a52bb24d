using Spectre.Console;

namespace PolicyKit.Cli.Checking;

/// <summary>Shows how far a check is, where there is a terminal to show it on.</summary>
internal static class Progress
{
    /// <summary>Called with what is being done, how much of it is done, and how much there is.</summary>
    public delegate void Step(string what, int done, int total);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public static T Show<T>(IAnsiConsole? console, Func<Step, T> work)
    {
        if (console is null) return work(static (_, _, _) => { });
        return console.Status().Spinner(Spinner.Known.Line).Start("reading", context =>
        {
            long shown = 0;
            return work((what, done, total) =>
            {
                if (System.Diagnostics.Stopwatch.GetElapsedTime(shown) < Interval) return;
                shown = System.Diagnostics.Stopwatch.GetTimestamp();
                context.Status($"{what} {done}/{total}");
            });
        });
    }
}
