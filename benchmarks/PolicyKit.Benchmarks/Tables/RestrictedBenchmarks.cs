using System.Collections.Immutable;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PolicyKit.Benchmarks.Rivals;
using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Tables;

/// <summary><em>Restricted</em> over Pods, beside what reading them costs and what hand-written checks with the same messages cost.</summary>
[MemoryDiagnoser]
public class RestrictedBenchmarks
{
    private readonly PolicyProgram _program = RestrictedWorkload.Compile();
    private byte[] _json = [];
    private PolicyInput _input = PolicyInput.Empty;
    private JsonElement _element;
    private V1Pod _clr = new();

    /// <summary>The stored Pod (12 KB), the sent one (6 KB), the stored one with 12 findings.</summary>
    [Params("stored", "sent", "denied")]
    public string Pod { get; set; } = "";

    /// <summary>Checks the answers.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        RestrictedWorkload.AssertSameAnswers(_program);
        _json = Pod switch { "stored" => SamplePods.Stored, "sent" => SamplePods.Sent, _ => SamplePods.Denied };
        _input = PolicyInput.ForObject(PolicyDocument.ParseJson(_json));
        _element = JsonDocument.Parse(_json).RootElement;
        _clr = V1Pod.Read(_json);
    }

    /// <summary>JSON bytes → <see cref="JsonDocument"/>.</summary>
    [Benchmark(Baseline = true)]
    public int Parse() => JsonDocumentParse.Once(_json);

    /// <summary>A pass over all tokens.</summary>
    [Benchmark]
    public int Utf8JsonReaderPass() => Utf8Pass.Count(_json);

    /// <summary>JSON bytes → decision.</summary>
    [Benchmark]
    public Decision BytesToDecision() => _program.Evaluate(_json);

    /// <summary>Document read before → decision.</summary>
    [Benchmark]
    public Decision ParsedToDecision() => _program.Evaluate(_input);

    /// <summary>Parsed <see cref="JsonElement"/> → messages, by hand.</summary>
    [Benchmark]
    public ImmutableArray<string> HandWrittenElement() => JsonElementCheck.Check(_element);

    /// <summary>CLR object → messages, by hand.</summary>
    [Benchmark]
    public ImmutableArray<string> HandWrittenClr() => ClrCheck.Check(_clr);
}
