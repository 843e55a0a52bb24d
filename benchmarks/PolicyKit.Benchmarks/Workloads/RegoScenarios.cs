using PolicyKit.Benchmarks.Rivals;
using PolicyKit.Runtime;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>Plain Rego over a Deployment.</summary>
internal static class RegoScenarios
{
    public const string Group = "rego";
    public const string Parse = "rego-json-document";
    public const string Bytes = "rego-bytes";
    public const string Parsed = "rego-parsed";

    public static IEnumerable<Scenario> Prepare()
    {
        PolicyQuery query = RegoWorkload.Compile();
        query.Warm();
        RegoWorkload.AssertMessages(query);
        byte[] json = RegoWorkload.Json(RegoWorkload.Inputs[0]);
        Value input = PolicyDocument.ParseJson(json).RawRoot;
        return
        [
            new(Parse, () => JsonDocumentParse.Once(json)),
            new(Bytes, () => RegoWorkload.Evaluate(query, json).Count),
            new(Parsed, () => RegoWorkload.Evaluate(query, input).Count),
        ];
    }
}
