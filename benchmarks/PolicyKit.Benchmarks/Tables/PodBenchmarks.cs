using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Tables;

/// <summary>The standard pack over a Pod of 8 KB, beside what reading it costs and what a hand-written check costs.</summary>
[MemoryDiagnoser]
public class PodBenchmarks : IDisposable
{
    private readonly byte[] _json = PodWorkload.Json;
    private readonly JsonDocument _document = JsonDocument.Parse(PodWorkload.Json);
    private readonly PolicyInput _input = PolicyInput.ForObject(PolicyDocument.ParseJson(PodWorkload.Json));
    private readonly PolicyProgram _program = PodWorkload.Compile();

    /// <summary>Compiles to machine code and checks the answers.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _program.Warm();
        Agreement.AssertSameVerdicts(_program);
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

    /// <summary>Parsed <see cref="JsonElement"/> → which baseline controls are broken, without messages and paths.</summary>
    [Benchmark]
    public int HandWritten() => (int)HandWrittenCheck.Check(_document.RootElement);

    /// <inheritdoc/>
    public void Dispose()
    {
        _document.Dispose();
        GC.SuppressFinalize(this);
    }
}
