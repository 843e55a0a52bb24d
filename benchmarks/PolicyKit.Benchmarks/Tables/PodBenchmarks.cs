using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PolicyKit.Benchmarks.Rivals;
using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Tables;

/// <summary>The standard pack over a Pod of 8 KB, beside what reading it costs.</summary>
[MemoryDiagnoser]
public class PodBenchmarks
{
    private readonly byte[] _json = PodWorkload.Json;
    private readonly PolicyInput _input = PolicyInput.ForObject(PolicyDocument.ParseJson(PodWorkload.Json));
    private readonly PolicyProgram _program = PodWorkload.Compile();

    /// <summary>Compiles to machine code and checks the answers.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _program.Warm();
        PodWorkload.AssertAllowed(_program);
    }

    /// <summary>JSON bytes → <see cref="JsonDocument"/>.</summary>
    [Benchmark(Baseline = true)]
    public JsonValueKind JsonDocumentParse()
    {
        using var document = JsonDocument.Parse(_json);
        return document.RootElement.ValueKind;
    }

    /// <summary>A pass over all tokens.</summary>
    [Benchmark]
    public int Utf8JsonReaderPass() => Utf8Pass.Count(_json);

    /// <summary>JSON bytes → <see cref="PolicyDocument"/>.</summary>
    [Benchmark]
    public PolicyDocument Read() => PolicyDocument.ParseJson(_json);

    /// <summary>JSON bytes → decision.</summary>
    [Benchmark]
    public Decision BytesToDecision() => _program.Evaluate(_json);

    /// <summary>Document read before → decision.</summary>
    [Benchmark]
    public Decision ParsedToDecision() => _program.Evaluate(_input);
}
