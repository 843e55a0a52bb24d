using BenchmarkDotNet.Running;
using PolicyKit.Benchmarks.Headline;
using PolicyKit.Benchmarks.Scale;

return args switch
{
    ["--headline"] => HeadlineRun.Run(),
    ["--threads"] => HeadlineRun.Threads(),
    ["--cold"] => ColdStart.RunHere(),
    ["--cold-compiled"] => ColdStart.RunCompiledHere(),
    ["--cold-gatekeeper"] => ColdStart.RunGatekeeperHere(),
    ["--scale", .. var names] => ScaleRun.Run(names),
    ["--scale-here", var name] => ScaleRun.RunHere(name),
    ["--policies"] => PolicyCosts.Run(),
    ["--copies", var count] when int.TryParse(count, out int copies) => CopiesRun.Run(copies),
    ["--ndjson", var count] when int.TryParse(count, out int pods) => StreamRun.Run(pods),
    ["--profile", var name] => ProfileLoop.Run(name, seconds: 5),
    ["--profile", var name, var seconds] when int.TryParse(seconds, out int count) => ProfileLoop.Run(name, count),
    _ => RunTables(args),
};

static int RunTables(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(HeadlineRun).Assembly).Run(args);
    return 0;
}
