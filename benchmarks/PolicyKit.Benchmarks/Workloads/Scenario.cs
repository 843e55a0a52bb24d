using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>One thing that is measured.</summary>
/// <param name="Name">How it is called on the command line.</param>
/// <param name="Run">Does it once; the result only keeps the work from being optimised away.</param>
internal sealed record Scenario(string Name, Func<int> Run)
{
    public const string PodParse = "pod-json-document";
    public const string PodRead = "pod-read";
    public const string PodBytes = "pod-bytes";
    public const string PodParsed = "pod-parsed";
    public const string PodHandWritten = "pod-hand-written";
    public const string RegoParse = "rego-json-document";
    public const string RegoBytes = "rego-bytes";
    public const string RegoParsed = "rego-parsed";
    public const string ParsePolicies = "parse-policies";

    /// <summary>All scenarios, warm, after their answers were checked.</summary>
    public static ImmutableArray<Scenario> Prepare() => [.. PreparePod(), .. PrepareRego(), new(ParsePolicies, ParseWorkload.Parse)];

    private static IEnumerable<Scenario> PreparePod()
    {
        PolicyProgram program = PodWorkload.Compile();
        program.Warm();
        Agreement.AssertSameVerdicts(program);
        byte[] json = PodWorkload.Json;
        PolicyInput input = PolicyInput.ForObject(PolicyDocument.ParseJson(json));
        JsonElement element = JsonDocument.Parse(json).RootElement;
        return
        [
            new(PodParse, () => Parse(json)),
            new(PodRead, () => PolicyDocument.ParseJson(json).Name.Length),
            new(PodBytes, () => program.Evaluate(json).PoliciesMatched),
            new(PodParsed, () => program.Evaluate(input).PoliciesMatched),
            new(PodHandWritten, () => (int)HandWrittenCheck.Check(element)),
        ];
    }

    private static IEnumerable<Scenario> PrepareRego()
    {
        PolicyQuery query = RegoWorkload.Compile();
        query.Warm();
        RegoWorkload.AssertMessages(query);
        byte[] json = RegoWorkload.Json(RegoWorkload.Inputs[0]);
        Runtime.Value input = PolicyDocument.ParseJson(json).RawRoot;
        return
        [
            new(RegoParse, () => Parse(json)),
            new(RegoBytes, () => RegoWorkload.Evaluate(query, json).Count),
            new(RegoParsed, () => RegoWorkload.Evaluate(query, input).Count),
        ];
    }

    private static int Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return (int)document.RootElement.ValueKind;
    }
}
