using System.Collections.Immutable;
using System.Text.Json;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Syntax;
using PolicyKit.Tests.Syntax;
using Xunit.Abstractions;

namespace PolicyKit.Tests.Reference;

/// <summary>The reference evaluator is held to the suite itself; what the compiler refuses does not reach it.</summary>
public sealed class OpaSuiteTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("v1", 850)]
    [InlineData("v0", 400)]
    public void Reference_gives_what_the_suite_wants(string version, int atLeast)
    {
        if (Corpora.Root is null)
        {
            output.WriteLine("skipped: no corpora beside the repository and POLICYKIT_CORPORA is not set");
            return;
        }
        var failures = new List<string>();
        int passed = 0;
        foreach ((string name, JsonElement test) in Corpora.OpaCases(version))
        {
            if (Judge(test, version == "v0" ? ParseOptions.RegoV0 : ParseOptions.Rego) is not { } verdict) continue;
            if (verdict.Length == 0) passed++;
            else failures.Add($"{name}: {verdict}");
        }
        Assert.Empty(failures);
        Assert.True(passed >= atLeast, $"only {passed} cases were evaluated");
    }

    /// <summary>Empty when the case passes; null when it is about the compiler.</summary>
    private static string? Judge(JsonElement test, ParseOptions options)
    {
        SyntaxTree[] trees = [.. Member(test, "modules")?.EnumerateArray().Select((m, i) => SyntaxTree.Parse(m.GetString()!, $"{i}.rego", options)) ?? []];
        string query = test.GetProperty("query").GetString()!;
        bool isStrict = Member(test, "strict_error")?.GetBoolean() == true;
        if (PolicyQuery.Compile(trees, query, out ImmutableArray<Diagnostic> _, options: new QueryOptions { StrictBuiltinErrors = isStrict }) is null) return null;
        Outcome got = Outcome.Of(() => ReferenceQuery.Compile(trees, query, isStrict).Evaluate(Input(test), Read(test, "data") ?? Value.FromObject([])));
        if (Member(test, "want_result") is { } wanted)
        {
            bool isSorted = Member(test, "sort_bindings")?.GetBoolean() == true;
            Value expected = Normalise(Value.ParseJson(wanted.GetRawText()), isSorted);
            return !got.Value.IsUndefined && Normalise(Value.ParseJson(got.Value.ToJson()), isSorted) == expected ? "" : $"expected {expected}, got {got}";
        }
        EvaluationErrorKind kind = Member(test, "want_error_code")?.GetString() == "eval_conflict_error" ? EvaluationErrorKind.Conflict : EvaluationErrorKind.Builtin;
        return got.Error == kind ? "" : $"expected {kind}, got {got}";
    }

    private static Value Input(JsonElement test)
    {
        if (Member(test, "input_term")?.GetString() is not { } term) return Read(test, "input") ?? Value.Undefined;
        return ReferenceQuery.Compile([], $"x = {term}").Evaluate(Value.Undefined, Value.FromObject([]))[0].Member("x");
    }

    /// <summary>Bindings as a set.</summary>
    private static Value Normalise(Value bindings, bool isSorted) => Value.FromSet(bindings.Entries.Select(binding => Value.FromObject(
        binding.Value.Entries
            .Where(e => !(e.Key.TryGetString(out string? name) && name.StartsWith("__local", StringComparison.Ordinal)))
            .Select(e => KeyValuePair.Create(e.Key, isSorted && e.Value.Kind == ValueKind.Array ? Value.FromArray(e.Value.Entries.Select(m => m.Value).Order(Comparer<Value>.Create(Ops.Compare))) : e.Value)))));

    private static Value? Read(JsonElement test, string name) => Member(test, name) is { } json ? Value.ParseJson(json.GetRawText()) : null;

    private static JsonElement? Member(JsonElement test, string name) => test.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null ? member : null;
}
