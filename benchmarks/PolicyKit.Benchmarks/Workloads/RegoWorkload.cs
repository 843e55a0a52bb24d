using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>Plain Rego: about 30 deny rules (Pod Security <em>restricted</em>, RBAC) over whole objects, with the messages that OPA gives.</summary>
internal static class RegoWorkload
{
    private static readonly Value s_data = Value.FromObject([]);

    /// <summary>Names of the inputs: a Deployment of three containers, a Pod's AdmissionReview, a ClusterRole of 20 rules; compliant and not.</summary>
    public static ImmutableArray<string> Inputs { get; } = ["deploy_c3_ok", "deploy_c3_bad", "admission_ok", "admission_bad", "clusterrole_r20_ok", "clusterrole_r20_bad"];

    public static byte[] Json(string input) => Resource.Read($"rego/inputs/{input}.json");

    public static PolicyQuery Compile()
    {
        SyntaxTree tree = SyntaxTree.Parse(Encoding.UTF8.GetString(Resource.Read("rego/restricted_and_rbac.rego")), "restricted_and_rbac.rego");
        return PolicyQuery.Compile([tree], "data.policies.p001.deny = messages", out ImmutableArray<Diagnostic> diagnostics)
            ?? throw new InvalidOperationException(diagnostics[0].ToString());
    }

    /// <summary>The set of messages for an input that was read before.</summary>
    public static Value Evaluate(PolicyQuery query, Value input) => query.Evaluate(new PolicyInput { Input = input }, s_data);

    /// <summary>The set of messages for an input in bytes.</summary>
    public static Value Evaluate(PolicyQuery query, byte[] json) => query.Evaluate(json, s_data);

    /// <summary>Holds every input's messages against OPA's: a faster answer that differs is no answer.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void AssertMessages(PolicyQuery query)
    {
        foreach (string input in Inputs)
        {
            string expected = Canonical(Resource.Read($"rego/expected/{input}.json"));
            foreach (Value answer in new[] { Evaluate(query, Json(input)), Evaluate(query, PolicyDocument.ParseJson(Json(input)).RawRoot) })
            {
                string got = Canonical(Encoding.UTF8.GetBytes(answer[0].Member("messages").ToJson()));
                if (expected != got) throw new InvalidOperationException($"{input}: expected {expected} got {got}");
            }
        }
    }

    private static string Canonical(byte[] messages) => string.Join('\n', JsonSerializer.Deserialize<string[]>(messages)!.Order(StringComparer.Ordinal));
}
