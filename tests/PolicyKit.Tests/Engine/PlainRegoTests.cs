using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Syntax;
using PolicyKit.Tests.Syntax;
using Xunit.Abstractions;

namespace PolicyKit.Tests.Engine;

/// <summary>Rego and inputs that nobody on this project wrote, read in place.</summary>
public sealed class PlainRegoTests(ITestOutputHelper output)
{
    private static readonly Value s_data = Value.FromObject([]);

    /// <summary>A policy of about 30 rules says of each object what OPA says, of bytes as of a document; nothing is read again.</summary>
    [Fact]
    public void A_policy_gives_the_messages_that_opa_gives()
    {
        if (Corpora.Root is null || !Directory.Exists(Path.Combine(Corpora.Root, "..", "bench")))
        {
            output.WriteLine("skipped: no corpora beside the repository and POLICYKIT_CORPORA is not set");
            return;
        }
        string folder = Path.Combine(Corpora.Root, "..", "bench");
        SyntaxTree tree = SyntaxTree.Parse(File.ReadAllText(Path.Combine(folder, "restricted_and_rbac.rego")), "restricted_and_rbac.rego");
        PolicyQuery? query = PolicyQuery.Compile([tree], "data.policies.p001.deny = messages", out ImmutableArray<Diagnostic> diagnostics);
        Assert.True(query is not null, string.Join('\n', diagnostics));
        string[] inputs = [.. Directory.EnumerateFiles(Path.Combine(folder, "inputs"), "*.json").Order(StringComparer.Ordinal)];
        Assert.Equal(15, inputs.Length);
        foreach (bool isWarm in new[] { false, true })
        {
            if (isWarm) query.Warm();
            foreach (string input in inputs)
            {
                byte[] json = File.ReadAllBytes(input);
                string[] expected = JsonSerializer.Deserialize<string[]>(File.ReadAllBytes(Path.Combine(folder, "expected", Path.GetFileName(input))))!;
                Assert.Equal(expected.Order(StringComparer.Ordinal), Messages(query.Evaluate(json, s_data)));
                Assert.Equal(expected.Order(StringComparer.Ordinal), Messages(query.Evaluate(new PolicyInput { Input = Value.ParseJson(json) }, s_data)));
            }
        }
        Assert.Equal(0, query.ReadAgain);
    }

    /// <summary>Every case of OPA's suite that has an input ends alike whether the input is in bytes or was read before.</summary>
    [Theory]
    [InlineData("v1", 80)]
    [InlineData("v0", 15)]
    public void An_input_in_bytes_ends_alike(string version, int atLeast)
    {
        if (Corpora.Root is null)
        {
            output.WriteLine("skipped: no corpora beside the repository and POLICYKIT_CORPORA is not set");
            return;
        }
        int evaluated = 0;
        int again = 0;
        foreach ((string name, JsonElement test) in Corpora.OpaCases(version))
        {
            if (Member(test, "input") is not { } given || Compile(test, version == "v0" ? ParseOptions.RegoV0 : ParseOptions.Rego) is not { } query) continue;
            string input = given.GetRawText();
            Value data = Member(test, "data") is { } json ? Value.ParseJson(json.GetRawText()) : s_data;
            string expected = Outcome(() => query.Evaluate(new PolicyInput { Input = Value.ParseJson(input) }, data));
            for (int i = 0; i < 2; i++) Assert.Equal($"{name}: {expected}", $"{name}: {Outcome(() => query.Evaluate(Encoding.UTF8.GetBytes(input), data))}");
            evaluated++;
            again += query.ReadAgain / 2;
            if (query.ReadAgain > 0) output.WriteLine($"read again: {name}");
        }
        Assert.True(evaluated >= atLeast, $"only {evaluated} cases were evaluated");
        Assert.True(again * 20 < evaluated, $"{again} of {evaluated} inputs were read again");
    }

    private static PolicyQuery? Compile(JsonElement test, ParseOptions options)
    {
        SyntaxTree[] trees = [.. Member(test, "modules")?.EnumerateArray().Select((m, i) => SyntaxTree.Parse(m.GetString()!, $"{i}.rego", options)) ?? []];
        bool isStrict = Member(test, "strict_error")?.GetBoolean() == true;
        return PolicyQuery.Compile(trees, test.GetProperty("query").GetString()!, out _, options: new QueryOptions { StrictBuiltinErrors = isStrict });
    }

    private static string Outcome(Func<Value> evaluate)
    {
        try
        {
            return evaluate().ToString();
        }
        catch (EvaluationException exception)
        {
            return $"{exception.Location.Start} {exception.Kind} {exception.Message}";
        }
    }

    private static IEnumerable<string> Messages(Value answer) => answer[0].Member("messages").Elements().Select(m => m.TextOrEmpty()).Order(StringComparer.Ordinal);

    private static JsonElement? Member(JsonElement test, string name) => test.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null ? member : null;
}
