using System.Collections.Immutable;

namespace PolicyKit.Cli.Testing;

/// <summary>Runs tests again and again.</summary>
internal static class TestWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs the tests, and once more after each change of a file. Only being cancelled ends it.</summary>
    /// <exception cref="OperationCanceledException">It is to end.</exception>
    public static int Run(TestSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        ImmutableArray<string> named = [.. settings.Paths, .. settings.Policies, .. settings.Data, .. settings.Project.CustomResources];
        ImmutableArray<string> watched = named;
        Painter messages = terminal.PaintError(settings.NoColour);
        FileStamps stamps = FileStamps.Of(watched);
        while (true)
        {
            RunOnce(settings, terminal, messages, Watch, cancellationToken);
            messages.Line("watching for changes; Ctrl+C ends", Styles.Faint);
            terminal.Output.Flush();
            terminal.Error.Flush();
            FileStamps changed = WaitForChange(stamps, watched, cancellationToken);
            messages.Line().Line($"changed: {string.Join(", ", changed.Since(stamps))}", Styles.Strong);
            stamps = changed;
        }

        void Watch(PolicyTest[] tests)
        {
            string[] given = [.. tests.SelectMany(t => t.Given).Where(g => g.IsFile).Select(GivenReader.PathOf).Distinct(StringComparer.Ordinal)];
            stamps.AddNew(given);
            watched = [.. named, .. given];
        }
    }

    private static void RunOnce(TestSettings settings, Terminal terminal, Painter messages, Action<PolicyTest[]> found, CancellationToken cancellationToken)
    {
        try
        {
            TestRun.Run(settings, terminal, found, cancellationToken);
        }
        catch (UsageException exception)
        {
            // The next change may mend it.
            messages.Write("error", Styles.Deny).Line($": {exception.Message}");
        }
    }

    /// <summary>Waits until something changed and then nothing more for a while: editors and version control write many files one after the other.</summary>
    private static FileStamps WaitForChange(FileStamps before, ImmutableArray<string> watched, CancellationToken cancellationToken)
    {
        FileStamps last = before;
        while (true)
        {
            if (cancellationToken.WaitHandle.WaitOne(Interval)) cancellationToken.ThrowIfCancellationRequested();
            FileStamps now = FileStamps.Of(watched);
            bool isQuiet = !now.Since(last).Any();
            if (isQuiet && now.Since(before).Any()) return now;
            last = now;
        }
    }
}
