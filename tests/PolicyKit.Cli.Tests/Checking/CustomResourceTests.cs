namespace PolicyKit.Cli.Tests.Checking;

/// <summary><c>--crd</c>: custom resources that policies match by name.</summary>
public sealed class CustomResourceTests : IDisposable
{
    private const string Definition =
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.x.io}
        spec:
          group: x.io
          names: {kind: Widget, plural: widgets}
          scope: Namespaced
          versions:
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
        """;

    private const string Policy =
        """
        package own

        policy small {
            match: ["Widget"]

            deny at object.spec.size because "too large" if object.spec.size > 3

            test "four is too large" {
                given `
                    apiVersion: x.io/v1
                    kind: Widget
                    metadata: {name: a}
                    spec: {size: 4}`
                expect deny at spec.size
            }
        }

        """;

    private const string Widget = "apiVersion: x.io/v1\nkind: Widget\nmetadata: {name: a}\nspec: {size: 4}\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_custom_kind_is_known_by_its_name()
    {
        string crd = _folder.Write("crds/widget.yaml", Definition), policy = _folder.Write("own/small.policy", Policy), file = _folder.Write("a.yaml", Widget);

        Invocation unknown = await Invocation.Check(file, "--policy", policy);
        Invocation known = await Invocation.Check(file, "--policy", policy, "--crd", Path.GetDirectoryName(crd)!);
        Invocation tested = await Invocation.Run(["test", policy, "--crd", crd]);
        Invocation built = await Invocation.Run(["build", policy, "--crd", crd, "-o", $"{_folder.Path}/own.pkp"]);

        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("`Widget`", unknown.Error, StringComparison.Ordinal);
        Assert.Equal((1, ""), (known.ExitCode, known.Error));
        Assert.Contains("own.small", known.Output, StringComparison.Ordinal);
        Assert.Equal(0, tested.ExitCode);
        Assert.Equal(0, built.ExitCode);
    }

    [Fact]
    public async Task A_broken_definition_is_an_error_at_its_place()
    {
        string crd = _folder.Write("widget.yaml", Definition.Replace("Namespaced", "Everywhere", StringComparison.Ordinal)), file = _folder.Write("a.yaml", Widget);

        Invocation run = await Invocation.Check(file, "--crd", crd);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("widget.yaml:7:10: error PK5201: `spec.scope` must be `Namespaced` or `Cluster`", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_holds_no_definition_is_refused()
    {
        string file = _folder.Write("a.yaml", Widget);

        Invocation other = await Invocation.Check(file, "--crd", file);
        Invocation absent = await Invocation.Check(file, "--crd", file + ".gone");

        Assert.Contains("there is no CustomResourceDefinition in", other.Error, StringComparison.Ordinal);
        Assert.Contains("does not exist", absent.Error, StringComparison.Ordinal);
        Assert.Equal((2, 2), (other.ExitCode, absent.ExitCode));
    }
}
