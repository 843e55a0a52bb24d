using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Kubernetes.PodSecurity;
using PolicyKit.Kubernetes.Yaml;

namespace PolicyKit.Kubernetes.Tests.PodSecurity;

public sealed class PodSecurityStandardTests
{
    private static readonly PolicyProgram Program = Compile();

    private static readonly PolicyProgram Warm = Warmed();

    public static TheoryData<string, string, string> Levels => CaseFile.Blocks("pod_security/levels.txt");

    [Theory]
    [MemberData(nameof(Levels))]
    public void A_level_says_what_the_API_server_says(string title, string source, string expected)
    {
        string judged = title.Split(' ')[0];
        PodSecurityLevelVersion levelVersion = Parse(judged);
        Version? version = levelVersion.Version.ToKubernetesVersion();
        PolicyDocument document = Assert.Single(DocumentReader.Read(source.Replace("{kind: Pod,", "{apiVersion: v1, kind: Pod,", StringComparison.Ordinal))).Document!;
        PolicyInput input = PolicyInput.ForObject(document) with { KubernetesVersion = version };
        foreach (PolicyProgram program in (PolicyProgram[])[Program, Warm])
        {
            Decision decision = program.Evaluate(input);
            Assert.Empty(decision.Errors);
            var found = PodSecurityStandard.Select(decision.Findings, levelVersion.Level, version);
            Assert.Equal(expected, found.IsEmpty ? "passes" : PodSecurityStandard.Describe(found));
        }
    }

    [Fact]
    public void Every_policy_of_the_standard_is_a_check_that_it_names()
    {
        Assert.Equal(
            PodSecurityChecks.All.Select(c => (c.PolicyId, "PSS " + c.Id)).Order(),
            Program.Policies.Select(p => (p.Id, p.References[0])).Order());
    }

    [Fact]
    public void Checks_are_in_the_order_of_the_API_server()
    {
        Assert.Equal(PodSecurityChecks.All.OrderBy(c => c.Level).ThenBy(c => c.Id, StringComparer.Ordinal), PodSecurityChecks.All);
    }

    [Fact]
    public void At_the_newest_version_restricted_is_what_the_pack_of_its_name_chooses()
    {
        Assert.Equal(
            StandardPack.Compile("pod_security/restricted").Policies.Select(p => p.Id).Order(StringComparer.Ordinal),
            PodSecurityChecks.All.Select(c => c.PolicyId).Where(id => PodSecurityStandard.Counts(id, PodSecurityLevel.Restricted)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Policies_outside_the_standard_do_not_count()
    {
        Assert.False(PodSecurityStandard.Counts("pod_security.baseline.unheard_of", PodSecurityLevel.Restricted));
        Assert.False(PodSecurityStandard.Counts("pod_security.configuration", PodSecurityLevel.Restricted));
        Assert.False(PodSecurityStandard.Counts("rbac.wildcards", PodSecurityLevel.Baseline));
    }

    /// <summary>The corpus has sixteen pods in each kind of workload, two of which ask for nothing.</summary>
    [CorporaTheory]
    [InlineData("CronJob")]
    [InlineData("DaemonSet")]
    [InlineData("Deployment")]
    [InlineData("Job")]
    [InlineData("Pod")]
    [InlineData("ReplicaSet")]
    [InlineData("ReplicationController")]
    [InlineData("StatefulSet")]
    public void Dangerous_pods_are_forbidden_in_every_kind(string kind)
    {
        IEnumerable<Manifest> manifests = new ManifestLoader().Load([Path.Combine(Corpora.Root!, "badPods")]).SelectMany(f => f.Manifests).Where(m => m.Kind == kind);
        Decision[] decisions = [.. manifests.Select(m => Program.Evaluate(PolicyInput.ForObject(m.Document)))];
        Assert.Equal(16, decisions.Length);
        Assert.All(decisions, d => Assert.Empty(d.Errors));
        Assert.Equal(2, decisions.Count(d => PodSecurityStandard.Select(d.Findings, PodSecurityLevel.Baseline).IsEmpty));
        Assert.DoesNotContain(decisions, d => PodSecurityStandard.Select(d.Findings, PodSecurityLevel.Restricted).IsEmpty);
    }

    private static PolicyProgram Warmed()
    {
        PolicyProgram program = Compile();
        program.Warm();
        return program;
    }

    /// <summary>Both levels with all that they have.</summary>
    private static PolicyProgram Compile() =>
        StandardPack.CompileAll().Where(p => p.Id.StartsWith("pod_security.baseline.", StringComparison.Ordinal) || p.Id.StartsWith("pod_security.restricted.", StringComparison.Ordinal));

    internal static PodSecurityLevelVersion Parse(string text)
    {
        string[] parts = text.Split(':');
        Assert.True(PodSecurityLevels.TryParse(parts[0], out PodSecurityLevel level) & PodSecurityVersion.TryParse(parts[1], out PodSecurityVersion version));
        return new PodSecurityLevelVersion(level, version);
    }
}
