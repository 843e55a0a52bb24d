using PolicyKit.Cli.Reports;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Cli.Tests.Checking;

/// <summary>What is secret in a manifest is in no output.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Everywhere =
        """
        package own

        policy everywhere {
            title: "Everywhere"
            match: ["Secret", "Pod"]

            deny at object.data.password because $"data {object.data.password}" if object.data.password
            deny at object.stringData because $"string data {object.stringData.key}" if object.stringData
            deny at object.stringData.key because "key" if object.stringData.key
            deny at e.value because $"env {e.value} of {e.name}" if {
                some c in object.spec.containers
                some e in c.env
            }
            deny at object.metadata.annotations because "annotations" if object.metadata.annotations
            deny at object.metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"] because "last" if object.metadata.annotations
        }

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Values_of_any_depth_are_masked()
    {
        DocumentReading reading = DocumentReader.Read("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {key: SENTINEL}\n").Single();
        Value deep = Value.FromString("a SENTINEL");
        for (int i = 0; i < 100_000; i++) deep = Value.FromArray([deep]);

        string text = new SecretWords(reading.Document!).Mask(deep).ToJson();

        Assert.DoesNotContain("SENTINEL", text, StringComparison.Ordinal);
        Assert.Contains("a ***", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  password: SENTINEL64\n")]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {password: SENTINEL64, other: SENTINEL64}\n")]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  key: |\n    SENTINEL\n    SENTINEL\n")]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {key: \"SENTINEL\n  SENTINEL\"}\n")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"s\"},\"stringData\":{\"key\":\"SENTINEL \\\" , SENTINEL\"},\"type\":\"Opaque\"}")]
    [InlineData("apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: s}\n  stringData: {key: SENTINEL}\n")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    env:\n    - {name: TOKEN, value: SENTINEL}\n    - name: OTHER\n      value: SENTINEL\n")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, env: [{name: TOKEN, value: 'SENTINEL, SENTINEL'}, {value: SENTINEL, name: X}]}]}\n")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      {\"SENTINEL\": 1}\n")]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  key: SENTINEL\n bad\n")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    env:\n    - name: A\n      value: SENTINEL: SENTINEL\n")]
    [InlineData("{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\": \"s\"},\n\"stringData\":\n{\"key\":\n\"SENTINEL\"}}")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    env:\n    - {name: A, value: &v SENTINEL}\n    - {name: B, value: *v}\n")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    env:\n    - name: A\n      value: >-\n        SENTINEL # no comment\n\n        SENTINEL\n")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    env:\n    - name: A\n      value: SENTINEL\n        SENTINEL\n")]
    public async Task A_secret_is_in_no_output(string manifest)
    {
        string policy = _folder.Write("everywhere.policy", Everywhere);
        string file = _folder.Write("secret.yaml", manifest);

        foreach (string format in (string[])["text", "json", "sarif"])
        {
            Invocation run = await Invocation.Check(file, "--policy", policy, "--output", format);

            Assert.NotEqual(0, run.ExitCode);
            Assert.DoesNotContain("SENTINEL", run.Output + run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_secret_in_another_form_is_in_no_message()
    {
        string policy = _folder.Write("forms.policy", """
            package own

            policy forms {
                match: ["Secret"]

                deny because $"{object}" if true
                deny because base64.encode(object.stringData.key) if true
                deny because split(object.stringData.key, "\n")[1] if true
            }
            """);
        string file = _folder.Write("secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  key: |\n    first \"SENTINEL\n    second SENTINEL\n");

        Invocation run = await Invocation.Check(file, "--policy", policy, "--output", "json");

        Assert.Equal(3, run.Json().GetProperty("findings").GetArrayLength());
        Assert.DoesNotContain("SENTINEL", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("first \"SENTINEL\nsecond SENTINEL\n"u8), run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_beside_a_secret_is_shown()
    {
        string policy = _folder.Write("everywhere.policy", Everywhere);
        string file = _folder.Write("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    env: [{value: hunter2, name: TOKEN}]\n");

        Invocation run = await Invocation.Check(file, "--policy", policy, "--pack", "none");

        Assert.Contains("  env *** of TOKEN\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("    7 |     env: [{value: ***, name: TOKEN}]\n        |            ^^^^^^^^^^\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_is_stated_openly_is_no_secret()
    {
        string policy = _folder.Write("everywhere.policy", Everywhere);
        string file = _folder.Write("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: monitoring}\nspec: {containers: [{name: c, env: [{name: NAMESPACE, value: monitoring}]}]}\n");

        Invocation run = await Invocation.Check(file, "--policy", policy, "--pack", "none");

        Assert.Contains("  env monitoring of NAMESPACE\n", run.Output, StringComparison.Ordinal);
    }
}
