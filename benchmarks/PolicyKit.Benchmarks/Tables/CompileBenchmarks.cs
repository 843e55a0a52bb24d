using BenchmarkDotNet.Attributes;
using PolicyKit.Kubernetes;
using PolicyKit.Syntax;

namespace PolicyKit.Benchmarks.Tables;

/// <summary>From the pack's text to a program.</summary>
[MemoryDiagnoser]
public class CompileBenchmarks
{
    private readonly (string Text, string Path)[] _texts = [.. StandardPack.Trees.Select(t => (t.Text.ToString(), t.Text.Path))];

    /// <summary>All policies of the standard pack, tokens and trees.</summary>
    [Benchmark]
    public int ParsePack() => _texts.Sum(t => SyntaxTree.Parse(t.Text, t.Path).Diagnostics.Length);

    /// <summary>Trees to a program that can be interpreted.</summary>
    [Benchmark]
    public PolicyProgram BindPack() => Compilation.Create(StandardPack.Trees, KubernetesDomain.Instance).Emit().Program!;

    /// <summary>The embedded compiled pack to a program that can be interpreted.</summary>
    [Benchmark]
    public PolicyProgram LoadPack() => StandardPack.Compile();

    /// <summary>Trees to machine code.</summary>
    [Benchmark]
    public PolicyProgram CompilePack()
    {
        PolicyProgram program = BindPack();
        program.Warm();
        return program;
    }
}
