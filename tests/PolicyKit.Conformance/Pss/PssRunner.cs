using System.Collections.Immutable;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.PodSecurity;
using PolicyKit.Kubernetes.Yaml;

namespace PolicyKit.Conformance.Pss;

/// <summary>Judges one manifest at a level and a version with the pack's policies, and compares what fails, in which order and words, and all of it in one sentence.</summary>
internal sealed class PssRunner(DirectoryInfo corpus)
{
    private const string Prefix = "PSS ";

    // All that both levels have: what counts at a level depends on the version.
    private readonly PolicyProgram _program = StandardPack.CompileAll().Where(p => p.Id.StartsWith("pod_security.", StringComparison.Ordinal));

    public CaseResult Run(PssFixture fixture)
    {
        PolicyDocument pod = Load(fixture.File);
        Version? version = fixture.KubernetesVersion;
        Decision decision = _program.Evaluate(PolicyInput.ForObject(pod) with { KubernetesVersion = version });
        if (decision.Errors is [{ } error, ..]) return CaseResult.Failed(fixture.File, $"error in {error.PolicyId}: {error.Message}");
        ImmutableArray<Finding> found = PodSecurityStandard.Select(decision.Findings, fixture.PodSecurityLevel, version);
        return Compare(fixture.File, Print(fixture.Fails.Select(f => (f.Check, f.Message))), Print(found.Select(f => (CheckOf(f.Policy), f.Message))))
            ?? Compare(fixture.File, fixture.Message, PodSecurityStandard.Describe(found))
            ?? CaseResult.Passed(fixture.File);
    }

    private static CaseResult? Compare(string file, string expected, string got) =>
        expected == got ? null : CaseResult.Failed(file, $"expected {(expected.Length == 0 ? "a pass" : expected)} got {(got.Length == 0 ? "a pass" : got)}");

    private static string Print(IEnumerable<(string Check, string Message)> failures) => string.Join("; ", failures.Select(f => $"{f.Check}: {f.Message}"));

    private static string CheckOf(PolicyInfo policy) =>
        policy.References is [{ } first, ..] && first.StartsWith(Prefix, StringComparison.Ordinal)
            ? first[Prefix.Length..]
            : throw new FormatException($"the first reference of {policy.Id} does not name its check");

    private PolicyDocument Load(string file)
    {
        ImmutableArray<DocumentReading> readings = [.. DocumentReader.Read(File.ReadAllText(Path.Combine(corpus.FullName, file)), file)];
        return readings is [{ Document: { } document }] ? document : throw new FormatException($"{file} is not one readable document: {readings.FirstOrDefault()?.Error}");
    }
}
