using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PolicyKit.Benchmarks.Rivals;
using PolicyKit.Benchmarks.Workloads;
using PolicyKit.Runtime;

namespace PolicyKit.Benchmarks.Tables;

/// <summary>Plain Rego of about 30 deny rules over each input.</summary>
[MemoryDiagnoser]
public class RegoBenchmarks
{
    private readonly PolicyQuery _query = RegoWorkload.Compile();
    private byte[] _json = [];
    private Value _parsed;

    /// <summary>Names of the inputs.</summary>
    public static IEnumerable<string> Inputs => RegoWorkload.Inputs;

    /// <summary>Name of the input.</summary>
    [ParamsSource(nameof(Inputs))]
    public string Input { get; set; } = "";

    /// <summary>Compiles to machine code and checks the messages.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _query.Warm();
        RegoWorkload.AssertMessages(_query);
        _json = RegoWorkload.Json(Input);
        _parsed = PolicyDocument.ParseJson(_json).RawRoot;
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

    /// <summary>JSON bytes → messages.</summary>
    [Benchmark]
    public Value FromBytes() => RegoWorkload.Evaluate(_query, _json);

    /// <summary>Document read before → messages.</summary>
    [Benchmark]
    public Value FromParsed() => RegoWorkload.Evaluate(_query, _parsed);
}
