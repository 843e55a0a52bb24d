using PolicyKit.Syntax;

namespace PolicyKit.Kubernetes.Tests;

public sealed class StandardPackTests
{
    private static readonly Lazy<EmitResult> Compiled = new(() => Compilation.Create(StandardPack.Trees, KubernetesDomain.Instance).Emit());

    public static TheoryData<string> PolicyIds => [.. Compiled.Value.Program!.Policies.Select(p => p.Id)];

    [Fact]
    public void Pack_compiles_without_diagnostics() => Assert.Empty(Compiled.Value.Diagnostics);

    [Theory]
    [MemberData(nameof(PolicyIds))]
    public void Policy_stands_where_its_id_says(string id)
    {
        PolicyInfo policy = Compiled.Value.Program!.Policies.Single(p => p.Id == id);
        Assert.Equal($"standard:{id.Replace('.', '/')}.policy", policy.Location.Source?.Path);
    }

    [Theory]
    [MemberData(nameof(PolicyIds))]
    public void Policy_says_what_it_is_for(string id)
    {
        PolicyInfo policy = Compiled.Value.Program!.Policies.Single(p => p.Id == id);
        Assert.NotEqual(id.Split('.')[^1], policy.Title);
        Assert.NotEmpty(policy.Description);
        Assert.NotEmpty(policy.References);
    }

    [Theory]
    [MemberData(nameof(PolicyIds))]
    public void Policy_has_tests_of_what_it_finds_and_what_it_lets_through(string id)
    {
        SyntaxTree tree = StandardPack.Trees.Single(t => t.Text.Path == $"standard:{id.Replace('.', '/')}.policy");
        string[] outcomes = [.. Expectations(tree).Select(e => e.Outcome.Text).Distinct()];
        Assert.Contains("allow", outcomes);
        Assert.Contains(outcomes, o => o is "deny" or "warn");
    }

    [Fact]
    public void Baseline_names_the_twelve_checks_of_the_API_server()
    {
        string[] expected =
        [
            "PSS appArmorProfile", "PSS capabilities_baseline", "PSS hostNamespaces", "PSS hostPathVolumes", "PSS hostPorts", "PSS hostProbesAndHostLifecycle",
            "PSS privileged", "PSS procMount", "PSS seLinuxOptions", "PSS seccompProfile_baseline", "PSS sysctls", "PSS windowsHostProcess",
        ];
        IEnumerable<string> named = Compiled.Value.Program!.Policies.Where(p => p.Id.StartsWith("pod_security.baseline.", StringComparison.Ordinal)).Select(p => p.References[0]);
        Assert.Equal(expected, named.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<ExpectClauseSyntax> Expectations(SyntaxTree tree) =>
        tree.Root.Members.OfType<PolicyDeclarationSyntax>().SelectMany(p => p.Members).Concat(tree.Root.Members)
            .OfType<TestDeclarationSyntax>().SelectMany(t => t.Clauses).OfType<ExpectClauseSyntax>();
}
