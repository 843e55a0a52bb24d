using PolicyKit.Benchmarks.Rivals;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>The whole standard pack over a Pod of 8 KB.</summary>
internal static class PodScenarios
{
    public const string Group = "pod";
    public const string Parse = "pod-json-document";
    public const string Read = "pod-read";
    public const string Bytes = "pod-bytes";
    public const string Parsed = "pod-parsed";

    public static IEnumerable<Scenario> Prepare()
    {
        PolicyProgram program = PodWorkload.Compile();
        program.Warm();
        PodWorkload.AssertAllowed(program);
        byte[] json = PodWorkload.Json;
        PolicyInput input = PolicyInput.ForObject(PolicyDocument.ParseJson(json));
        return
        [
            new(Parse, () => JsonDocumentParse.Once(json)),
            new(Read, () => PolicyDocument.ParseJson(json).Name.Length),
            new(Bytes, () => program.Evaluate(json).PoliciesMatched),
            new(Parsed, () => program.Evaluate(input).PoliciesMatched),
        ];
    }
}
