using System.Text.Json;

namespace PolicyKit.Cli.Tests.Reports;

/// <summary>The shapes of JSON and SARIF, which other programs rely on.</summary>
public sealed class MachineOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Json_has_its_members()
    {
        string file = _folder.Write("web.yaml", Manifests.Privileged + "\n---\n" + Manifests.Lease);

        JsonElement json = (await Invocation.Check(file, "--pack", "pod_security/baseline", "--output", "json")).Json();

        Assert.Equal(
            ["schemaVersion", "policykit", "summary", "findings", "waived", "errors", "notJudged", "problems", "skipped", "diagnostics", "unmatchedKinds"],
            json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(1, json.GetProperty("schemaVersion").GetInt32());
        Assert.Equal(1, json.GetProperty("summary").GetProperty("exitCode").GetInt32());
        Assert.Equal(2, json.GetProperty("summary").GetProperty("objects").GetInt32());
        Assert.Equal(1, json.GetProperty("unmatchedKinds").GetProperty("Lease").GetInt32());
        JsonElement finding = json.GetProperty("findings").EnumerateArray().Single();
        Assert.Equal(
            $$$$"""
            {"policy":"pod_security.baseline.privileged","level":"deny","severity":"critical","title":"Privileged containers","message":"privileged (container \"web\" must not set securityContext.privileged=true)","object":{"apiVersion":"v1","kind":"Pod","namespace":"shop","name":"web"},"file":"{{{{file}}}}","line":9,"column":7,"path":"spec.containers[0].securityContext.privileged","related":[],"fix":{"kind":"remove","unsafe":true,"description":"unsafe remove","patch":[{"op":"remove","path":"/spec/containers/0/securityContext/privileged"}]}}
            """,
            Compact(finding));
    }

    [Fact]
    public async Task Json_tells_what_could_not_be_read()
    {
        string file = _folder.Write("web.yaml", "kind: [\n");

        Invocation run = await Invocation.Check(file, "--output", "json");

        JsonElement problem = run.Json().GetProperty("problems").EnumerateArray().Single();
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(file, problem.GetProperty("file").GetString());
        Assert.True(problem.GetProperty("line").GetInt32() >= 1);
        Assert.NotEqual("", problem.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Json_tells_what_is_wrong_with_a_policy()
    {
        string policy = _folder.Write("broken.policy", "package own\n\npolicy odd {\n    match: [\"Pod\"]\n    deny if nothing\n}\n");

        Invocation run = await Invocation.Check(_folder.Write("web.yaml", Manifests.Clean), "--policy", policy, "--output", "json");

        Assert.Equal(2, run.ExitCode);
        JsonElement diagnostic = run.Json().GetProperty("diagnostics").EnumerateArray().First();
        Assert.Equal(policy, diagnostic.GetProperty("file").GetString());
        Assert.StartsWith("PK", diagnostic.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("error", diagnostic.GetProperty("severity").GetString());
    }

    [Fact]
    public async Task Sarif_has_rules_results_and_fingerprints()
    {
        Invocation run = await Invocation.Check(RepositoryFiles.PathOf("docs/examples/shop"), "--output", "sarif");

        JsonElement log = run.Json();
        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        JsonElement sarifRun = log.GetProperty("runs").EnumerateArray().Single();
        JsonElement[] rules = [.. sarifRun.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray()];
        JsonElement[] results = [.. sarifRun.GetProperty("results").EnumerateArray()];
        Assert.NotEmpty(results);
        Assert.All(rules, AssertRule);
        Assert.All(results, result => AssertResult(result, rules));
        string[] prints = [.. results.Select(r => r.GetProperty("partialFingerprints").GetProperty("policykit/v1").GetString()!)];
        Assert.Equal(prints.Length, prints.Distinct().Count());
        Assert.Contains(results, result => result.GetProperty("relatedLocations").GetArrayLength() > 0);
    }

    [Fact]
    public async Task A_fingerprint_does_not_depend_on_lines_or_files()
    {
        string first = _folder.Write("a.yaml", Manifests.Privileged);
        string second = _folder.Write("sub/b.yaml", "# a comment\n\n" + Manifests.Privileged);

        Assert.Equal(await Fingerprint(first), await Fingerprint(second));
    }

    [Fact]
    public async Task Sarif_of_bad_input_says_that_the_run_failed()
    {
        Invocation run = await Invocation.Check(_folder.Write("web.yaml", "kind: [\n"), "--output", "sarif");

        JsonElement invocation = run.Json().GetProperty("runs")[0].GetProperty("invocations")[0];
        Assert.Equal(2, run.ExitCode);
        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal("error", invocation.GetProperty("toolExecutionNotifications")[0].GetProperty("level").GetString());
    }

    private static async Task<string?> Fingerprint(string file)
    {
        JsonElement log = (await Invocation.Check(file, "--output", "sarif")).Json();
        return log.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("partialFingerprints").GetProperty("policykit/v1").GetString();
    }

    private static void AssertRule(JsonElement rule)
    {
        Assert.NotEqual("", rule.GetProperty("id").GetString());
        Assert.NotEqual("", rule.GetProperty("shortDescription").GetProperty("text").GetString());
        Assert.NotEqual("", rule.GetProperty("help").GetProperty("text").GetString());
        string[] tags = [.. rule.GetProperty("properties").GetProperty("tags").EnumerateArray().Select(t => t.GetString()!)];
        Assert.Equal(tags.Length, tags.Distinct().Count());
        Assert.InRange(double.Parse(rule.GetProperty("properties").GetProperty("security-severity").GetString()!, System.Globalization.CultureInfo.InvariantCulture), 0, 10);
    }

    private static void AssertResult(JsonElement result, JsonElement[] rules)
    {
        Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        Assert.Contains(result.GetProperty("level").GetString(), (string[])["error", "warning"]);
        JsonElement place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.EndsWith(".yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.True(place.GetProperty("region").GetProperty("startLine").GetInt32() >= 1);
        Assert.True(place.GetProperty("region").GetProperty("startColumn").GetInt32() >= 1);
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element, Compacting);

    private static readonly JsonSerializerOptions Compacting = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
