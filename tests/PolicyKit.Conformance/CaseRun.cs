namespace PolicyKit.Conformance;

/// <summary>Runs cases on two threads and reports them in their own order.</summary>
internal static class CaseRun
{
    private const int Threads = 2;
    private const int LongestReason = 400;

    /// <summary>Runs each case and prints what did not pass, then the counts. Gives the exit code.</summary>
    /// <param name="cases">The cases; none at all is bad usage, not success.</param>
    /// <param name="name">How a case is called in the report.</param>
    /// <param name="run">Judges one case. What it throws is that case's failure.</param>
    /// <param name="output">Takes the report.</param>
    public static int Run<T>(IReadOnlyList<T> cases, Func<T, string> name, Func<T, CaseResult> run, TextWriter output)
    {
        if (cases.Count == 0)
        {
            Console.Error.WriteLine("no case to run");
            return ExitCodes.BadUsage;
        }
        var results = new CaseResult[cases.Count];
        Parallel.For(0, cases.Count, new ParallelOptions { MaxDegreeOfParallelism = Threads }, i => results[i] = Guard(cases[i], name, run));
        return Report(results, output);
    }

    private static CaseResult Guard<T>(T @case, Func<T, string> name, Func<T, CaseResult> run)
    {
        try
        {
            return run(@case);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever a case throws is a defect of what is tested; the other cases still have to be counted.
            return CaseResult.Failed(name(@case), $"unexpected {exception.GetType().Name}: {exception.Message}");
        }
    }

    private static int Report(CaseResult[] results, TextWriter output)
    {
        foreach (CaseResult result in results.Where(r => r.Verdict != Verdict.Passed))
        {
            output.WriteLine($"{(result.Verdict == Verdict.Skipped ? "skipped " : "")}{result.Name}: {OneLine(result.Reason)}");
        }
        int failed = results.Count(r => r.Verdict == Verdict.Failed);
        int skipped = results.Count(r => r.Verdict == Verdict.Skipped);
        output.WriteLine($"{results.Length - failed - skipped} passed, {failed} failed, {skipped} skipped");
        return failed == 0 ? ExitCodes.AllPassed : ExitCodes.SomeFailed;
    }

    private static string OneLine(string reason)
    {
        string line = reason.ReplaceLineEndings(" ");
        return line.Length <= LongestReason ? line : line[..LongestReason] + "…";
    }
}
