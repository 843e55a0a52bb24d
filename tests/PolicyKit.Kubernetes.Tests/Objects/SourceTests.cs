using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyKit.Kubernetes.Manifests;

namespace PolicyKit.Kubernetes.Tests.Objects;

/// <summary>An object is judged alike, whatever holds its JSON.</summary>
public sealed class SourceTests
{
    private const string Hidden = """{"apiVersion":"v1","kind":"Pod","metadata":{"x":{ /* } }, "spec":{"containers":[]}, "y":{"z":" */ "a":1}},"spec":{"hostNetwork":true,"containers":[{"name":"a"}]}}""";

    private static readonly JsonDocumentOptions Loose = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly PolicyProgram Restricted = StandardPack.Compile("network", "pod_security/restricted", "rbac");

    [CorporaTheory]
    [InlineData("apps", 100)]
    [InlineData("badPods", 100)]
    [InlineData("k8s-api-testdata", 100)]
    [InlineData("pss", 600)]
    public void Every_source_gives_the_decision_of_the_bytes(string corpus, int atLeast)
    {
        int judged = 0;
        foreach (Manifest manifest in new ManifestLoader().Load([Path.Combine(Corpora.Root!, corpus)]).SelectMany(f => f.Manifests))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(manifest.Root.ToJson());
            string expected = Decisions.Print(Restricted.Evaluate(bytes));
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonNode node = JsonNode.Parse(bytes)!;
            Assert.All(
                [
                    Restricted.Evaluate(document.RootElement),
                    Restricted.Evaluate(document),
                    Restricted.Evaluate(node),
                    Restricted.Evaluate(node.AsObject()),
                    Restricted.Evaluate(Sequences.Split(bytes, bytes.Length)),
                    Restricted.Evaluate(Sequences.Split(bytes, bytes.Length / 3)),
                    Restricted.Evaluate(PolicyInput.ForObject(document.RootElement)),
                    Restricted.Evaluate(PolicyInput.ForObject(document)),
                    Restricted.Evaluate(PolicyInput.ForObject(node)),
                    Restricted.Evaluate(PolicyInput.ForObject(node.AsObject())),
                ],
                decision => Assert.Equal(expected, Decisions.Print(decision)));
            judged++;
        }
        Assert.InRange(judged, atLeast, int.MaxValue);
    }

    /// <summary>Whoever skips by brackets and quotes would take the comment for the end of what is skipped.</summary>
    [Fact]
    public void A_comment_hides_nothing()
    {
        using JsonDocument document = JsonDocument.Parse(Hidden, Loose);
        string expected = Decisions.Print(Restricted.Evaluate("""{"apiVersion":"v1","kind":"Pod","spec":{"hostNetwork":true,"containers":[{"name":"a"}]}}"""u8));
        Assert.StartsWith("Deny", expected, StringComparison.Ordinal);
        Assert.Equal(expected, Decisions.Print(Restricted.Evaluate(document.RootElement)));
        Assert.Equal(expected, Decisions.Print(Restricted.Evaluate(document)));
        Assert.Equal(expected, Decisions.Print(Restricted.Evaluate(PolicyInput.ForObject(document))));
        Assert.Equal(expected, Decisions.Print(Restricted.Evaluate(JsonNode.Parse(Hidden, null, Loose))));
    }

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap",}""", "Allow 0")]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","data":{"a":"b",},} // end""", "Allow 0")]
    [InlineData("""{"apiVersion":"v1","kind":"Pod","kind":"ConfigMap"}""", "duplicate key `kind` (line 1, column 33)")]
    [InlineData("""{"apiVersion":"v1","kind":"Pod","kind":"ConfigMap",}""", "duplicate key `kind` (line 1, column 33)")]
    [InlineData("""{"apiVersion":"v1",/**/"kind":"Pod","kind":"ConfigMap"}""", "duplicate key `kind` (line 1, column 37)")]
    [InlineData("[]", "the object has no `apiVersion` and `kind`, so no policy can be matched to it")]
    [InlineData("null", "the object has no `apiVersion` and `kind`, so no policy can be matched to it")]
    public void An_element_is_judged_by_its_text(string text, string expected)
    {
        using JsonDocument document = JsonDocument.Parse(text, Loose);
        Decision decision = Restricted.Evaluate(document.RootElement);
        Assert.Equal(expected, decision.Errors.IsEmpty ? Decisions.Print(decision) : Assert.Single(decision.Errors).Message);
    }

    /// <summary>A repeated or escaped key in any object: who reads the element must tell what who reads the text tells.</summary>
    [Theory]
    [InlineData("{", "{\"dup\":1,\"dup\":2,")]
    [InlineData("{\"", "{\"\\u006eot\":1,\"")]
    [InlineData("{", "{\"hostNetwork\":true,\"hostNet\\u0077ork\":null,")]
    [InlineData("{", "{\"privileged\":true,")]
    [InlineData("{", "{\"privilege\\u0064\":true,")]
    [InlineData("\"RuntimeDefault\"", "\"Runtime\\u0044efault\"")]
    [InlineData("\"ALL\"", "\"\\u0041LL\"")]
    [InlineData(": true", ": null")]
    [InlineData(": false", ": null")]
    [InlineData(": 1000", ": 0e0")]
    [InlineData("{", "{\"long\":1e1234567890,")]
    [InlineData("[", "[1E+1234567890,")]
    [InlineData(": true", ": 1e-1234567890")]
    [InlineData("\"note\"", "\"container.apparmor.security.beta.kubernetes.io/a\"")]
    [InlineData("\"note\"", "\"container.apparm\\u006fr.security.beta.kubernetes.io/a\"")]
    [InlineData("\"emptyDir\"", "\"hostPath\"")]
    [InlineData("\"emptyDir\"", "\"sp\u00e9cial\"")]
    public void An_element_is_judged_as_its_text_wherever_it_is_odd(string found, string odd)
    {
        Restricted.Warm();
        const string pod = ObjectJudgingTests.Compliant;
        int places = 0;
        for (int at = pod.IndexOf(found, StringComparison.Ordinal); at >= 0; at = pod.IndexOf(found, at + 1, StringComparison.Ordinal))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(pod[..at] + odd + pod[(at + found.Length)..]);
            using JsonDocument document = JsonDocument.Parse(bytes);
            Assert.Equal(Decisions.Print(Restricted.Evaluate(bytes)), Decisions.Print(Restricted.Evaluate(document.RootElement)));
            places++;
        }
        Assert.NotEqual(0, places);
    }

    [Fact]
    public void An_element_with_a_number_of_too_many_digits_is_an_error()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"spec\":{\"containers\":[],\"x\":" + new string('1', 5_000) + "}}");
        Restricted.Warm();
        using JsonDocument document = JsonDocument.Parse(bytes);
        Assert.Equal(Decisions.Print(Restricted.Evaluate(bytes)), Decisions.Print(Restricted.Evaluate(document.RootElement)));
        Assert.Equal(Outcome.Error, Restricted.Evaluate(document.RootElement).Outcome);
    }

    [Fact]
    public void An_element_whose_text_is_no_utf_8_is_an_error()
    {
        byte[] bytes = Encoding.Latin1.GetBytes("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"spec\":{\"containers\":[],\"x\":\"\u00e9\"}}");
        Restricted.Warm();
        using JsonDocument document = JsonDocument.Parse(bytes);
        Assert.Equal(Decisions.Print(Restricted.Evaluate(bytes)), Decisions.Print(Restricted.Evaluate(document.RootElement)));
        Assert.Equal(Outcome.Error, Restricted.Evaluate(document.RootElement).Outcome);
    }

    [Fact]
    public void Bytes_are_judged_wherever_they_are_held()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(ObjectJudgingTests.Compliant);
        Assert.All(
            [
                Restricted.Evaluate(bytes.AsMemory()), Restricted.Evaluate((ReadOnlyMemory<byte>)bytes), Restricted.Evaluate(new ArraySegment<byte>(bytes)), Restricted.Evaluate<object>(bytes),
                Restricted.Evaluate(bytes, CancellationToken.None), Restricted.Evaluate((ReadOnlyMemory<byte>)bytes, CancellationToken.None), Restricted.Evaluate(bytes.AsMemory(), CancellationToken.None),
            ],
            decision => Assert.Equal(Decisions.Print(Restricted.Evaluate(bytes)), Decisions.Print(decision)));
    }

    [Fact]
    public void A_token_that_is_cancelled_ends_the_evaluation_of_every_source()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(ObjectJudgingTests.Compliant);
        using JsonDocument document = JsonDocument.Parse(bytes);
        JsonNode node = JsonNode.Parse(bytes)!;
        var cancelled = new CancellationToken(canceled: true);
        Restricted.Warm();
        Func<Decision>[] sources =
            [
                () => Restricted.Evaluate(bytes, cancelled), () => Restricted.Evaluate(new ReadOnlySpan<byte>(bytes), cancelled), () => Restricted.Evaluate((ReadOnlyMemory<byte>)bytes, cancelled),
                () => Restricted.Evaluate(new ReadOnlySequence<byte>(bytes), cancelled), () => Restricted.Evaluate(document.RootElement, cancelled), () => Restricted.Evaluate(node, cancelled),
                () => Restricted.Evaluate(document, cancelled), () => Restricted.Evaluate(new V1Pod(), cancelled), () => Restricted.Evaluate(new V1Pod(), JsonSerializerOptions.Default, cancelled),
                () => Restricted.Evaluate(new V1Pod(), PodContext.Default.V1Pod, cancelled),
            ];
        Assert.All(sources, judge => Assert.Throws<OperationCanceledException>(judge));
    }

    [Fact]
    public void What_holds_nothing_or_cannot_be_written_is_an_error()
    {
        var deep = new JsonArray();
        for (int i = 0; i < 1_001; i++) deep = [deep];
        Assert.All(
            [Restricted.Evaluate(default(JsonElement)), Restricted.Evaluate((JsonNode?)null), Restricted.Evaluate<JsonObject?>(null), Restricted.Evaluate(deep), Restricted.Evaluate(default(ReadOnlySequence<byte>))],
            decision => Assert.Equal(Outcome.Error, decision.Outcome));
        Assert.Throws<DocumentException>(() => PolicyInput.ForObject(default(JsonElement)));
        Assert.Throws<DocumentException>(() => PolicyInput.ForObject(deep));
    }

    [Fact]
    public void A_document_of_an_element_knows_its_places()
    {
        using JsonDocument document = JsonDocument.Parse("[0, // a pod\n{\"apiVersion\": \"v1\", \"kind\": \"Pod\",\n \"spec\": {\"hostNetwork\": true, \"containers\": [],},\n}]", Loose);
        Decision decision = Restricted.Evaluate(PolicyInput.ForObject(document.RootElement[1]));
        Assert.Equal((1, 10), decision.Findings.Where(f => f.Path == "spec.hostNetwork").Select(f => (f.Place.Position!.Value.Line, f.Place.Position.Value.Character)).First());
    }

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","managedFields":[{"a/b":{"c":["//"]}}]},"data":{"a":"b"}}""")]
    [InlineData(ObjectJudgingTests.Compliant)]
    public void An_allowed_object_allocates_nothing(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        using JsonDocument document = JsonDocument.Parse(bytes);
        ReadOnlySequence<byte> sequence = Sequences.Split(bytes, 50);
        // Alone, because a policy that asks for other objects is evaluated.
        PolicyProgram program = StandardPack.Compile("pod_security/restricted");
        program.Warm();
        Assert.Equal(Outcome.Allow, program.Evaluate(bytes).Outcome);
        Assert.Equal(0, Decisions.Allocated(() => program.Evaluate(bytes)));
        Assert.Equal(0, Decisions.Allocated(() => program.Evaluate(document.RootElement)));
        Assert.Equal(0, Decisions.Allocated(() => program.Evaluate(sequence)));
        Assert.Equal(0, Decisions.Allocated(() => program.Evaluate(new ReadOnlySequence<byte>(bytes))));
    }
}
