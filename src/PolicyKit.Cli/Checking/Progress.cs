using System.Diagnostics;
using System.Globalization;

namespace PolicyKit.Cli.Checking;

/// <summary>Shows how far a check is on one line of a terminal, once it has taken long enough to be wondered about. Thread-safe.</summary>
/// <param name="terminal">Where to; null when messages do not go to a terminal.</param>
internal sealed class Progress(TextWriter? terminal) : IDisposable
{
    private const string ClearLine = "\r\u001b[2K";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private string _what = "";
    private int _done;
    private long _shown;

    /// <summary>One more of <paramref name="total"/> is done.</summary>
    public void Step(string what, int total)
    {
        if (terminal is null) return;
        lock (_gate)
        {
            _done = what == _what ? _done + 1 : 1;
            _what = what;
            if (Stopwatch.GetElapsedTime(_start) < Patience || Stopwatch.GetElapsedTime(_shown) < Interval) return;
            _shown = Stopwatch.GetTimestamp();
            terminal.Write(string.Create(CultureInfo.InvariantCulture, $"{ClearLine}{what} {_done}/{total}"));
            terminal.Flush();
        }
    }

    public void Dispose()
    {
        if (_shown == 0) return;
        terminal!.Write(ClearLine);
        terminal.Flush();
    }
}
