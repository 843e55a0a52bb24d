using System.Collections.Immutable;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Yaml;

namespace PolicyKit.Conformance.Pss;

/// <summary>Judges one manifest with the pack's policies and compares check by check.</summary>
internal sealed class PssRunner(DirectoryInfo corpus)
{
    private const string Prefix = "PSS ";
    private const string Passes = "pass";

    // Both levels with all that they have: what a restricted check overrides depends on the version.
    private readonly PolicyProgram _program = StandardPack.Compile("pod_security/baseline", "pod_security/restricted");

    public CaseResult Run(PssFixture fixture)
    {
        PolicyDocument pod = Load(fixture.File);
        Decision decision = _program.Evaluate(PolicyInput.ForObject(pod));
        if (decision.Errors is [{ } error, ..]) return CaseResult.Failed(fixture.File, $"error in {error.PolicyId}: {error.Message}");
        ILookup<string, string> found = decision.Findings.ToLookup(f => CheckOf(f.Policy), f => f.Message, StringComparer.Ordinal);
        var failures = new List<string>();
        var excuses = new List<string>();
        foreach (PssCheck check in PssCheck.All.Where(c => c.AppliesTo(fixture)))
        {
            string? expected = fixture.MessageOf(check.Id);
            string? got = found.Contains(check.Id) ? string.Join(", ", found[check.Id]) : null;
            if (expected == got) continue;
            if (check.Excuse(fixture, pod.Root, expected, got) is { } excuse) excuses.Add(excuse);
            else failures.Add($"{check.Id} (expected {expected ?? Passes} got {got ?? Passes})");
        }
        return failures.Count > 0 ? CaseResult.Failed(fixture.File, string.Join("; ", failures))
            : excuses.Count > 0 ? CaseResult.Skipped(fixture.File, string.Join("; ", excuses))
            : CaseResult.Passed(fixture.File);
    }

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
