using System.Text.Json;
using PolicyKit.Benchmarks.Rivals;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary><em>Restricted</em> over compliant Pods, stored and sent, and over a denied one; and what it is held against.</summary>
internal static class RestrictedScenarios
{
    public const string Group = "restricted";
    public const string StoredParse = "restricted-stored-json-document";
    public const string StoredPass = "restricted-stored-utf8-reader";
    public const string StoredBytes = "restricted-stored-bytes";
    public const string StoredParsed = "restricted-stored-parsed";
    public const string StoredJsonElement = "restricted-stored-json-element";
    public const string StoredObject = "restricted-stored-clr-object";
    public const string StoredElement = "restricted-stored-hand-written-element";
    public const string StoredClr = "restricted-stored-hand-written-clr";
    public const string SentParse = "restricted-sent-json-document";
    public const string SentPass = "restricted-sent-utf8-reader";
    public const string SentBytes = "restricted-sent-bytes";
    public const string DeniedBytes = "restricted-denied-bytes";
    public const string DeniedElement = "restricted-denied-hand-written-element";

    public static IEnumerable<Scenario> Prepare()
    {
        PolicyProgram program = RestrictedWorkload.Compile();
        RestrictedWorkload.AssertSameAnswers(program);
        (byte[] stored, byte[] sent, byte[] denied) = (SamplePods.Stored, SamplePods.Sent, SamplePods.Denied);
        PolicyInput parsed = PolicyInput.ForObject(PolicyDocument.ParseJson(stored));
        JsonElement element = JsonDocument.Parse(stored).RootElement;
        JsonElement deniedElement = JsonDocument.Parse(denied).RootElement;
        V1Pod clr = V1Pod.Read(stored);
        return
        [
            new(StoredParse, () => JsonDocumentParse.Once(stored)),
            new(StoredPass, () => Utf8Pass.Count(stored)),
            new(StoredBytes, () => program.Evaluate(stored).PoliciesMatched),
            new(StoredParsed, () => program.Evaluate(parsed).PoliciesMatched),
            new(StoredJsonElement, () => program.Evaluate(element).PoliciesMatched),
            new(StoredObject, () => program.Evaluate(clr).PoliciesMatched),
            new(StoredElement, () => JsonElementCheck.Check(element).Length),
            new(StoredClr, () => ClrCheck.Check(clr).Length),
            new(SentParse, () => JsonDocumentParse.Once(sent)),
            new(SentPass, () => Utf8Pass.Count(sent)),
            new(SentBytes, () => program.Evaluate(sent).PoliciesMatched),
            new(DeniedBytes, () => program.Evaluate(denied).PoliciesMatched),
            new(DeniedElement, () => JsonElementCheck.Check(deniedElement).Length),
        ];
    }
}
