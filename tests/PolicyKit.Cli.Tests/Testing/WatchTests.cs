using System.Collections.Concurrent;
using System.Text;

namespace PolicyKit.Cli.Tests.Testing;

/// <summary><c>policykit test --watch</c></summary>
public sealed class WatchTests : IDisposable
{
    private const string Watching = "watching for changes; Ctrl+C ends";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new();

    public void Dispose()
    {
        _end.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Tests_run_again_after_a_change_and_until_they_are_cancelled()
    {
        string file = _folder.Write("a_test.rego", "package a\n\ntest_one if 1 == 2\n");
        using var lines = new LineWriter();
        Task<int> run = Task.Run(() =>
        {
            using var terminal = new Terminal(Stream.Null, lines, lines);
            return CommandTree.Run(["test", _folder.Path, "--watch"], terminal, _end.Token);
        });

        lines.Expect("0 passed, 1 failed", Watching);
        _folder.Write("a_test.rego", "package a\n\ntest_one if 1 == 1 # mended\n");
        lines.Expect($"changed: {file}", "1 passed, 0 failed", Watching);
        string broken = _folder.Write("b.rego", "package {\n");
        lines.Expect($"changed: {broken}", "1 error: no test was run", Watching);
        File.Delete(broken);
        File.Delete(file);
        lines.Expect($"changed: {file}, {broken}", $"error: there is no test in `{_folder.Path}`", Watching);
        await _end.CancelAsync();

        Assert.Equal(ExitCode.Interrupted, await run.WaitAsync(Patience));
    }

    [Fact]
    public async Task Only_text_is_written_again()
    {
        Invocation run = await Invocation.Run(["test", _folder.Path, "--watch", "--output", "junit"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--watch is for --output text", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Hands the lines that are written to another thread.</summary>
    private sealed class LineWriter : TextWriter
    {
        private readonly BlockingCollection<string> _lines = [];
        private readonly StringBuilder _line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (value != '\n')
            {
                _line.Append(value);
                return;
            }
            _lines.Add(_line.ToString().TrimEnd('\r'));
            _line.Clear();
        }

        /// <summary>Waits for lines, among others but in this order.</summary>
        public void Expect(params string[] lines)
        {
            foreach (string line in lines)
            {
                List<string> seen = [];
                while (seen.LastOrDefault() != line) Assert.True(_lines.TryTake(out string? next, Patience) && Add(seen, next), $"`{line}` did not come after {string.Join(" | ", seen)}");
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _lines.Dispose();
            base.Dispose(disposing);
        }

        private static bool Add(List<string> seen, string line)
        {
            seen.Add(line);
            return true;
        }
    }
}
