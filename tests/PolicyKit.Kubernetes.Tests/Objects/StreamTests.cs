using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PolicyKit.Kubernetes.Manifests;

namespace PolicyKit.Kubernetes.Tests.Objects;

/// <summary>The objects of a stream are judged one by one, in whatever parts it comes.</summary>
public sealed class StreamTests
{
    private const string Good = """{"apiVersion":"v1","kind":"ConfigMap","data":{"a":"{\"\\"}}""";
    private const string Bad = """{"apiVersion":"v1","kind":"Pod","spec":{"hostNetwork":true,"containers":[]}}""";
    private const string Pretty = "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"Pod\",\n  \"spec\": {\n    \"hostNetwork\": true,\n    \"containers\": [\n      {\n        \"name\": \"a\"\n      }\n    ]\n  }\n}";
    private const string Large = """{"apiVersion":"v1","kind":"ConfigMap","data":{"a":["0000000000000000000000000000000000"]}}""";
    private const string BareBad = """{"spec":{"hostNetwork":true,"containers":[]}}""";

    private static readonly Regex Place = new(@" \(line (?<line>\d+), byte (?<byte>\d+)\)$", RegexOptions.NonBacktracking);

    private static readonly PolicyProgram Baseline = StandardPack.Compile("pod_security/baseline");

    /// <summary>A stream, and for each decision its line, and outcome or error.</summary>
    public static TheoryData<string, string> Streams => new()
    {
        { "", "" },
        { " \n\t", "" },
        { Good, "1 Allow" },
        { $"{Good}\n{Bad}\n", "1 Allow; 2 Deny" },
        { $"\uFEFF{Good}\r\n\r\n{Bad}", "1 Allow; 3 Deny" },
        { $"{Bad}{Good} {Bad}\n{Bad}", "1 Deny; 1 Allow; 1 Deny; 2 Deny" },
        { $"{Pretty}\n{Pretty}\n{Good}", "1 Deny; 13 Deny; 25 Allow" },
        { $"[{Good}, {Bad}\n, {Bad}] {Bad}", "1 Allow; 1 Deny; 2 Deny; 2 Deny" },
        { $"[]\n[{Bad}]\n", "2 Deny" },
        { $$"""{"apiVersion":"v1","kind":"List","metadata":{},"items":[{{Good}},{{Bad}}]}""", "1 Allow; 1 Deny" },
        { $$"""{"apiVersion":"v1","items":[{{Good}},{{Bad}}],"kind":"List","metadata":{ } }""" + "\n" + Bad, "1 Allow; 1 Deny; 2 Deny" },
        { $$"""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[{{BareBad}},{{Bad}},{},{{BareBad}}]}""", "1 Deny; 1 Deny; 1 Allow; 1 Deny" },
        { $$"""{"items":[{{BareBad}}],"kind":"PodList","apiVersion":"v1"}""", "1 Deny" },
        { """{"apiVersion":"v1","kind":"List","items":[]}""", "" },
        { """{"apiVersion":"x.y/v1","kind":"Bag","items":[{"kind":"Pod"}]}""", "1 Allow" },
        // Broken objects: the next line is judged.
        { $$"""{"apiVersion":"v1" "kind":"Pod"}""" + $"\n{Bad}", "1 expected `,` or `}` but found `\"` (line 1); 2 Deny" },
        { $"{Good}\n{Bad[..^1]}\n{Good}\n", "1 Allow; 2 the text ends where `,` or `}` is expected (line 3); 3 Allow" },
        { $"{Bad[..20]}\n{Good}\n", "1 the text ends within a string (line 1); 2 Allow" },
        { $"{Bad[..^3]}\n{Good}\n{Bad}", "1 the text ends where `,` or `]` is expected (line 3); 2 Allow; 3 Deny" },
        { $"{Good}\nnone\n{Bad}\n", "1 Allow; 2 expected an object (line 2); 3 Deny" },
        { $"{Good} }}\n{Bad}", "1 Allow; 1 expected an object (line 1); 2 Deny" },
        { "{\"a\":[\n{\"b\":1}\n", "1 the text ends where `,` or `]` is expected (line 3); 2 the object has no `apiVersion` and `kind`, so no policy can be matched to it" },
        { Pretty[..63] + "\n", "1 the text ends within a string (line 5)" },
        { """{"apiVersion":"v1","kind":"Pod","kind":"ConfigMap"}""", "1 duplicate key `kind` (line 1)" },
        { "{\"a\":\"\u00e9\"", "1 the text ends where `,` or `}` is expected (line 1)" },
        { $"{Pretty[..70]}\n{Pretty}\n", "1 the text ends where `:` is expected (line 6); 6 Deny" },
        // Broken arrays and lists: all that follows is lost.
        { $"[{Bad},]\n{Bad}", "1 Deny; 1 expected a value but found `]` (line 1)" },
        { $"[{Bad} {Bad}]", "1 Deny; 1 expected `,` or `]` (line 1)" },
        { $"[{Bad}, 1, \"x\", [2], null]", "1 Deny; 1 the object has no `apiVersion` and `kind`, so no policy can be matched to it; 1 the object has no `apiVersion` and `kind`, so no policy can be matched to it; 1 the object has no `apiVersion` and `kind`, so no policy can be matched to it; 1 the object has no `apiVersion` and `kind`, so no policy can be matched to it" },
        { $"[{Bad}", "1 Deny; 1 the text ends within the array (line 1)" },
        { $$"""{"kind":"List","apiVersion":"v1","items":[{{Bad}},{{Good}}""", "1 Deny; 1 Allow; 1 the text ends within the list (line 1)" },
        { $$"""{"kind":"List","apiVersion":"v1","items":[{{Bad}}],"items":[{{Bad}}]}""", "1 Deny; 1 duplicate key `items` (line 1)" },
        { $$"""{"kind":"PodList","apiVersion":"v1","items":[{"kind":"Pod","kind":"Pod"},{{Bad}}]}""", "1 duplicate key `kind` (line 1); 1 Deny" },
        // What is a list in another spelling is never allowed.
        { $$"""{"kind":"List","apiVersion":"v1","\u0069tems":[{{Bad}}]}""", "1 `List` is a list: judge its items one by one" },
        { $$"""{"k\u0069nd":"List","apiVersion":"v1","items":[{{Bad}}]}""", "1 `List` is a list: judge its items one by one" },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task A_stream_is_judged_alike_wherever_it_is_split(string text, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(expected, Print(bytes, Baseline.EvaluateMany(new MemoryStream(bytes))));
        for (int at = 1; at < bytes.Length; at++) Assert.Equal(expected, Print(bytes, Baseline.EvaluateMany(new SplitStream(bytes, at, bytes.Length))));
        Assert.Equal(expected, Print(bytes, Baseline.EvaluateMany(new SplitStream(bytes, 1, 1))));
        var decisions = new List<StreamDecision>();
        await foreach (StreamDecision decision in Baseline.EvaluateManyAsync(new SplitStream(bytes, 3, 7))) decisions.Add(decision);
        Assert.Equal(expected, Print(bytes, decisions));
    }

    /// <summary>As above, where an object may have 80 bytes.</summary>
    public static TheoryData<string, string> StreamsOfLargeObjects => new()
    {
        { $"{Good}\n{Large}\n{Bad}", "1 Allow; 2 the object is larger than 80 bytes (line 2); 3 Deny" },
        { $"{Large}{Bad}", "1 the object is larger than 80 bytes (line 1); 1 Deny" },
        { $"{Pretty} {Pretty}\n{Bad}", "1 the object is larger than 80 bytes (line 1); 12 the object is larger than 80 bytes (line 12); 24 Deny" },
        { $"[{Large}, {Bad}]", "1 the object is larger than 80 bytes (line 1); 1 Deny" },
        { $"[{Good}, {Large[..^1]}", "1 Allow; 1 the object is larger than 80 bytes (line 1); 1 the text ends within the array (line 1)" },
        { $"{Large[..^1]}\n{Bad}\n", "1 the object is larger than 80 bytes (line 1); 2 Deny" },
        { $"{Good}\n{{\"a\":[\n{Bad}\n{Good}\n{Bad}", "1 Allow; 2 the object is larger than 80 bytes (line 2); 3 Deny; 4 Allow; 5 Deny" },
        { $$"""{"kind":"PodList","apiVersion":"v1","items":[{{BareBad}},{{Large}},{{BareBad}}]}""", "1 Deny; 1 the object is larger than 80 bytes (line 1); 1 Deny" },
        { $$"""{"apiVersion":"v1","items":[{{Good}},{{Bad}},{{Good}}],"kind":"List"}""", "1 Allow; 1 Deny; 1 Allow" },
        { $$"""{"apiVersion":"v1","items":[{{BareBad}},{{Bad}},{{Good}}],"kind":"PodList"}""", "1 the object has no `apiVersion` and `kind`, so no policy can be matched to it; 1 Deny; 1 Allow" },
        { $$"""{"apiVersion":"x.y/v1","items":[{{Good}},{{Bad}}],"kind":"Bag"}""" + Bad, "1 Allow; 1 Deny; 1 the object whose `items` were judged is no list, but `Bag` (line 1); 1 Deny" },
        { $$"""{"apiVersion":"x.y/v1","kind":"Bag","items":[{{Good}},{{Bad}}]}""", "1 the object is larger than 80 bytes (line 1)" },
        { $$"""{"kind":"List","metadata":{"annotations":{"a":"{{new string('x', 80)}}"} },"apiVersion":"v1","items":[{{Bad}}]}""", "1 the object is larger than 80 bytes (line 1)" },
        { $$"""{"kind":"List","items":[{{Bad}}],"metadata":{"a":"{{new string('x', 80)}}"},"apiVersion":"v1"}""", "1 Deny; 1 the list says too much beside its items (line 1)" },
    };

    [Theory]
    [MemberData(nameof(StreamsOfLargeObjects))]
    public void What_is_too_large_is_an_error_and_the_next_is_judged(string text, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var options = new StreamOptions { MaxObjectBytes = 80 };
        for (int at = 1; at <= bytes.Length; at++) Assert.Equal(expected, Print(bytes, Baseline.EvaluateMany(new SplitStream(bytes, at, bytes.Length), options)));
        Assert.Equal(expected, Print(bytes, Baseline.EvaluateMany(new SplitStream(bytes, 1, 1), options)));
    }

    [Theory]
    [InlineData("", "\n", "")]
    [InlineData("", "", "")]
    [InlineData("[", ",\n", "]")]
    [InlineData("""{"kind":"List","apiVersion":"v1","items":[""", ",", "]}")]
    [InlineData("""{"apiVersion":"v1","items":[""", ",", """],"kind":"List"}""")]
    public void A_long_stream_takes_the_memory_of_an_object_and_allocates_nothing_for_it(string before, string between, string after)
    {
        const int Count = 200_000;
        var stream = new RepeatedStream(Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(Good), Encoding.UTF8.GetBytes(between), Encoding.UTF8.GetBytes(after), Count);
        Baseline.Warm();
        Assert.Equal(Outcome.Allow, Baseline.Evaluate(Encoding.UTF8.GetBytes(Good)).Outcome);
        long start = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Count, Baseline.EvaluateMany(stream).Count(d => d.Decision.Outcome == Outcome.Allow));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - start, 0, 20 << 20);
    }

    [Fact]
    public async Task A_stream_is_read_no_further_than_it_is_asked_for_and_can_be_cancelled()
    {
        var stream = new RepeatedStream([], Encoding.UTF8.GetBytes(Good), "\n"u8.ToArray(), [], 1_000_000);
        Assert.Equal(5, Baseline.EvaluateMany(stream).Take(5).Count());
        Assert.InRange(stream.Given, 5, 1 << 18);
        using var cancelled = new CancellationTokenSource();
        int judged = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (StreamDecision _ in Baseline.EvaluateManyAsync(stream, cancellationToken: cancelled.Token))
            {
                if (++judged == 3) await cancelled.CancelAsync();
            }
        });
        Assert.Equal(3, judged);
        Assert.Throws<ArgumentOutOfRangeException>(() => Baseline.EvaluateMany(stream, new StreamOptions { MaxObjectBytes = 0 }).Count());
    }

    /// <summary>An object is given before the stream must be read again.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("[")]
    public void An_object_is_judged_as_soon_as_it_is_complete(string before)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(before + Good);
        var stream = new SplitStream(bytes, bytes.Length, 0);
        using IEnumerator<StreamDecision> decisions = Baseline.EvaluateMany(stream).GetEnumerator();
        Assert.True(decisions.MoveNext());
        Assert.Equal(1, stream.Reads);
    }

    [CorporaTheory]
    [InlineData("apps", 100)]
    [InlineData("badPods", 100)]
    [InlineData("pss", 600)]
    public void Objects_are_judged_in_a_stream_as_they_are_alone(string corpus, int atLeast)
    {
        string[] objects = [.. new ManifestLoader().Load([Path.Combine(Corpora.Root!, corpus)]).SelectMany(f => f.Manifests).Select(m => m.Root.ToJson())];
        string[] expected = [.. objects.Select(o => Decisions.Print(Baseline.Evaluate(Encoding.UTF8.GetBytes(o))))];
        Assert.InRange(objects.Length, atLeast, int.MaxValue);
        Assert.All(
            [string.Join('\n', objects), string.Concat(objects), $"[{string.Join(',', objects)}]", $$"""{"items":[{{string.Join(",\n", objects)}}],"apiVersion":"v1","kind":"List"}"""],
            text =>
            {
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                Assert.Equal(expected, Baseline.EvaluateMany(new MemoryStream(bytes)).Select(d => Decisions.Print(d.Decision)));
                Assert.Equal(expected, Baseline.EvaluateMany(new SplitStream(bytes, 1000, 1001)).Select(d => Decisions.Print(d.Decision)));
            });
    }

    private static string Print(byte[] stream, IEnumerable<StreamDecision> decisions) => string.Join("; ", decisions.Select((d, i) =>
    {
        Assert.Equal(i, d.Ordinal);
        Assert.True(stream.AsSpan((int)d.Offset).StartsWith(d.Utf8Json.Span));
        Assert.Equal(LineOf(stream, d.Offset), d.Line);
        return $"{d.Line} {(d.Decision.Errors.IsEmpty ? d.Decision.Outcome : Place.Replace(Assert.Single(d.Decision.Errors).Message, m => PlaceOf(stream, m)))}";
    }));

    private static string PlaceOf(byte[] stream, Match place)
    {
        Assert.Equal(place.Groups["line"].Value, LineOf(stream, long.Parse(place.Groups["byte"].Value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture));
        return $" (line {place.Groups["line"].Value})";
    }

    private static long LineOf(byte[] stream, long offset) => 1 + stream.AsSpan(0, (int)offset).Count((byte)'\n');
}
