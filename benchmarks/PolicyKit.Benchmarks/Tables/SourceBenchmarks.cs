using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using PolicyKit.Benchmarks.Rivals;
using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Tables;

/// <summary><em>Restricted</em> over one Pod, whatever holds it.</summary>
[MemoryDiagnoser]
public class SourceBenchmarks
{
    private const int Segments = 4;

    private readonly PolicyProgram _program = RestrictedWorkload.Compile();
    private byte[] _json = [];
    private ReadOnlySequence<byte> _sequence;
    private JsonElement _element;
    private JsonNode _parsed = new JsonObject();
    private JsonNode _built = new JsonObject();
    private V1Pod _clr = new();

    /// <summary>The stored Pod (12 KB), the sent one (6 KB), the stored one with 12 findings.</summary>
    [Params("stored", "sent", "denied")]
    public string Pod { get; set; } = "";

    /// <summary>Checks that all sources give the same decision.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _json = Pod switch { "stored" => SamplePods.Stored, "sent" => SamplePods.Sent, _ => SamplePods.Denied };
        _sequence = Segment.Split(_json, _json.Length / Segments);
        _element = JsonDocument.Parse(_json).RootElement;
        _parsed = JsonNode.Parse(_json)!;
        _built = Rebuild(_parsed)!;
        _clr = V1Pod.Read(_json);
        int expected = Bytes().Findings.Length;
        Decision[] decisions = [Memory(), Sequence(), Element(), ParsedNode(), BuiltNode(), Object()];
        if (decisions.Any(d => d.Findings.Length != expected || !d.Errors.IsEmpty)) throw new InvalidOperationException("the sources disagree");
    }

    /// <summary>JSON bytes → decision.</summary>
    [Benchmark(Baseline = true)]
    public Decision Bytes() => _program.Evaluate(_json);

    /// <summary>The same in a <see cref="ReadOnlyMemory{T}"/>.</summary>
    [Benchmark]
    public Decision Memory() => _program.Evaluate((ReadOnlyMemory<byte>)_json);

    /// <summary>The same in segments.</summary>
    [Benchmark]
    public Decision Sequence() => _program.Evaluate(_sequence);

    /// <summary><see cref="JsonElement"/> → decision.</summary>
    [Benchmark]
    public Decision Element() => _program.Evaluate(_element);

    /// <summary><see cref="JsonNode"/> that was parsed → decision.</summary>
    [Benchmark]
    public Decision ParsedNode() => _program.Evaluate(_parsed);

    /// <summary><see cref="JsonNode"/> that was built in memory → decision.</summary>
    [Benchmark]
    public Decision BuiltNode() => _program.Evaluate(_built);

    /// <summary>CLR object → decision.</summary>
    [Benchmark]
    public Decision Object() => _program.Evaluate(_clr);

    private static JsonNode? Rebuild(JsonNode? node) => node switch
    {
        JsonObject @object => new JsonObject(@object.Select(m => KeyValuePair.Create(m.Key, Rebuild(m.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Rebuild)]),
        _ => node?.DeepClone(),
    };

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public static ReadOnlySequence<byte> Split(byte[] json, int size)
        {
            var first = new Segment { Memory = json.AsMemory(0, size) };
            Segment last = first;
            for (int at = size; at < json.Length; at += size)
            {
                var next = new Segment { Memory = json.AsMemory(at, Math.Min(size, json.Length - at)), RunningIndex = at };
                last.Next = next;
                last = next;
            }
            return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        }
    }
}
