using PolicyKit.Syntax;

namespace PolicyKit.Tests.Engine;

public sealed class HostTests
{
    [Fact]
    public async Task A_reload_swaps_the_program_and_an_evaluation_keeps_the_one_that_it_has()
    {
        var host = new PolicyHost(Program("old"));
        PolicyProgram before = host.Current;
        EmitResult result = await host.ReloadAsync(Compile("new"));
        Assert.Same(result.Program, host.Current);
        Assert.Equal("new", Message(host.Current));
        Assert.Equal("old", Message(before));
    }

    [Fact]
    public async Task A_reload_with_errors_leaves_the_program_and_tells_them()
    {
        var host = new PolicyHost(Program("old"));
        EmitResult result = await host.ReloadAsync(Compilation.Create([SyntaxTree.Parse("package t\n\na := b\n")], TestDomain.Instance));
        Assert.False(result.Success);
        Assert.Equal(["PK3001"], result.Diagnostics.Select(d => d.Id));
        Assert.Equal("old", Message(host.Current));
    }

    [Fact]
    public async Task The_program_is_configured_before_it_judges()
    {
        var host = new PolicyHost(Program("old"));
        await host.ReloadAsync(Compile("new"), p => p.WithLevels(_ => FindingLevel.Warn));
        Assert.Equal(FindingLevel.Warn, Assert.Single(Judge(host.Current).Findings).Level);
        await Assert.ThrowsAsync<InvalidDataException>(() => host.ReloadAsync(Compile("newer"), _ => throw new InvalidDataException()));
        Assert.Equal("new", Message(host.Current));
    }

    [Fact]
    public async Task What_was_asked_for_last_counts_whichever_is_done_first()
    {
        var host = new PolicyHost(Program("old"));
        using var slow = new SemaphoreSlim(0);
        Task<EmitResult> first = host.ReloadAsync(Compile("first"), p =>
        {
            slow.Wait();
            return p;
        });
        host.Replace(Program("last"));
        slow.Release();
        await first;
        Assert.Equal("last", Message(host.Current));
    }

    [Fact]
    public async Task A_cancelled_reload_leaves_the_program()
    {
        var host = new PolicyHost(Program("old"));
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.ReloadAsync(
            Compile("new"),
            p =>
            {
                source.Cancel();
                return p;
            },
            source.Token));
        Assert.Equal("old", Message(host.Current));
    }

    [Fact]
    public void Decisions_made_while_programs_are_swapped_belong_to_one_of_them()
    {
        PolicyProgram[] programs = [Program("even"), Program("odd")];
        var host = new PolicyHost(programs[0]);
        int[] seen = new int[2];
        Parallel.For(0, 20_000, i =>
        {
            if (i % 7 == 0) host.Replace(programs[i % 2]);
            PolicyProgram program = host.Current;
            string message = Message(program);
            Assert.Equal(program == programs[0] ? "even" : "odd", message);
            Interlocked.Increment(ref seen[message == "even" ? 0 : 1]);
        });
        Assert.All(seen, count => Assert.True(count > 0));
    }

    private static string Message(PolicyProgram program)
    {
        Decision decision = Judge(program);
        // Both findings are of one program, or the decision is mixed.
        return Assert.Single(decision.Findings.Select(f => f.Message).Distinct());
    }

    private static Decision Judge(PolicyProgram program) => program.Evaluate("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}"""u8);

    private static PolicyProgram Program(string message) => Compile(message).Emit().Program!;

    private static Compilation Compile(string message) => Compilation.Create(
        [SyntaxTree.Parse($"package t\n\nname := \"{message}\"\n\npolicy p {{\n    match: [\"*\"]\n    deny because $\"{{name}}\" if object.metadata.name\n}}\n")], TestDomain.Instance);
}
