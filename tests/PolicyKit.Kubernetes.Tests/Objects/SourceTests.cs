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
    public void An_allowed_object_allocates_what_its_bytes_do(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        using JsonDocument document = JsonDocument.Parse(bytes);
        ReadOnlySequence<byte> sequence = Sequences.Split(bytes, 50);
        Restricted.Warm();
        Assert.Equal(Outcome.Allow, Restricted.Evaluate(bytes).Outcome);
        long expected = Decisions.Allocated(() => Restricted.Evaluate(bytes));
        Assert.Equal(expected, Decisions.Allocated(() => Restricted.Evaluate(document.RootElement)));
        Assert.Equal(expected, Decisions.Allocated(() => Restricted.Evaluate(sequence)));
        Assert.Equal(expected, Decisions.Allocated(() => Restricted.Evaluate(new ReadOnlySequence<byte>(bytes))));
    }
}
