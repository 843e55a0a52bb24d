using System.Collections.Immutable;
using PolicyKit.Cli.Checking;
using PolicyKit.Cli.Reports;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Editing;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Manifests;

namespace PolicyKit.Cli.Fixing;

/// <summary>Fixes objects in the texts of their files until nothing more can be fixed. Nothing is written.</summary>
internal sealed class FixRun
{
    /// <summary>A fix may give rise to another finding with a fix, but not for ever.</summary>
    private const int MaxRounds = 10;

    private readonly CheckSettings _settings;
    private readonly Func<string, byte[]?> _read;
    private readonly ManifestLoader _loader;
    private readonly Dictionary<string, FixedFile?> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Repair> _fixed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Repair> _notFixed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Proposal> _proposals = new(StringComparer.Ordinal);

    /// <summary>What the last round found, though there is a fix for it.</summary>
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);

    private FixRun(CheckSettings settings, Func<string, byte[]?> read)
    {
        _settings = settings;
        _read = read;
        _loader = new ManifestLoader(new ManifestOptions { Namespace = settings.Namespace, Domain = settings.Domain });
    }

    /// <summary>Fixes what was read.</summary>
    /// <param name="input">What was read.</param>
    /// <param name="program">The policies over some objects.</param>
    /// <param name="settings">What is asked for.</param>
    /// <param name="read">The bytes of a file; null when it cannot be read any more.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The objects as they are then, and what was done.</returns>
    public static (ImmutableArray<Manifest> Manifests, FixOutcome Outcome) Run(
        CheckInput input, Func<IEnumerable<Manifest>, PolicyProgram> program, CheckSettings settings, Func<string, byte[]?> read, CancellationToken cancellationToken)
    {
        var run = new FixRun(settings, read);
        ImmutableArray<Manifest> manifests = input.Manifests;
        for (int round = 0; round < MaxRounds; round++)
        {
            (ImmutableArray<Manifest> next, bool isChanged) = run.FixOnce(manifests, program(manifests), cancellationToken);
            manifests = next;
            if (!isChanged) break;
        }
        ILookup<bool, Repair> applied = run._fixed.ToLookup(r => run._left.Contains(r.Key), r => r.Value);
        var outcome = new FixOutcome(
            !settings.Fix.IsDiff, [.. applied[false]],
            [.. applied[true].Select(r => r with { Reason = "it is applied, and the finding is still there" }), .. run._notFixed.Where(r => !run._fixed.ContainsKey(r.Key)).Select(r => r.Value)], [.. run._proposals.Values],
            [.. run._files.Values.OfType<FixedFile>().Where(f => f.IsChanged).OrderBy(f => f.Path, StringComparer.Ordinal)]);
        return (manifests, outcome);
    }

    private (ImmutableArray<Manifest> Manifests, bool IsChanged) FixOnce(ImmutableArray<Manifest> manifests, PolicyProgram program, CancellationToken cancellationToken)
    {
        var judge = new ManifestJudge(program, ClusterInventory.Build(manifests, _settings.IsComplete, _settings.KubernetesVersion, TimeProvider.System.GetUtcNow()));
        var decisions = new Decision[manifests.Length];
        Parallel.For(0, manifests.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => decisions[i] = judge.Judge(manifests[i], cancellationToken));
        var next = ImmutableArray.CreateBuilder<Manifest>(manifests.Length);
        bool isChanged = false;
        _left.Clear();
        foreach (IGrouping<string, (Manifest Manifest, Decision Decision)> file in manifests.Zip(decisions).GroupBy(pair => pair.First.Path, StringComparer.Ordinal))
        {
            (Manifest Manifest, Decision Decision)[] judged = [.. file];
            if (judged.Any(j => j.Decision.Findings.Any(f => f.Fix is not null)) && Open(file.Key) is { } opened)
            {
                // What was read before may have changed since.
                if (!opened.IsChanged) judged = [.. opened.Manifests.Select(m => (m, judge.Judge(m, cancellationToken)))];
                isChanged |= Fix(opened, judged);
                next.AddRange(opened.Manifests);
            }
            else
            {
                next.AddRange(judged.Select(j => j.Manifest));
            }
        }
        return (next.ToImmutable(), isChanged);
    }

    private FixedFile? Open(string path)
    {
        if (!_files.TryGetValue(path, out FixedFile? file)) _files.Add(path, file = _read(path) is { } bytes ? FixedFile.Read(path, bytes, _loader) : null);
        return file;
    }

    private bool Fix(FixedFile file, (Manifest Manifest, Decision Decision)[] judged)
    {
        var patches = new List<DocumentPatch>();
        var planned = new Dictionary<string, List<(Manifest Manifest, Finding Finding)>>(StringComparer.Ordinal);
        var asked = new List<(Manifest Manifest, Finding Finding)>();
        foreach ((Manifest manifest, Decision decision) in judged)
        {
            FixPlan plan = FixPlan.Of(decision.Findings, _settings.Fix.IncludesUnsafe);
            Note(manifest, decision, plan);
            _left.UnionWith(plan.Fixed.Select(f => KeyOf(manifest, f)));
            if (plan.Operations.IsEmpty) continue;
            patches.Add(new DocumentPatch(manifest.DocumentIndex, manifest.ItemPath, plan.Patch.Operations));
            string prefix = JsonPatch.PointerTo([.. FieldPath.Parse(manifest.ItemPath)]);
            asked.AddRange(plan.Fixed.Select(f => (manifest, f)));
            foreach (PlannedOperation operation in plan.Operations)
            {
                string key = KeyOf(manifest.DocumentIndex, operation.Operation with { Path = prefix + operation.Operation.Path });
                if (!planned.TryGetValue(key, out List<(Manifest Manifest, Finding Finding)>? findings)) planned.Add(key, findings = []);
                findings.AddRange(operation.Findings.Select(f => (manifest, f)));
            }
        }
        if (patches.Count == 0) return false;
        string before = file.Text;
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (RefusedOperation refusal in file.Apply(patches))
        {
            if (!planned.TryGetValue(KeyOf(refusal.DocumentIndex, refusal.Operation), out List<(Manifest Manifest, Finding Finding)>? findings)) continue;
            foreach ((Manifest manifest, Finding finding) in findings) refused.TryAdd(KeyOf(manifest, finding), refusal.Reason);
        }
        foreach ((Manifest manifest, Finding finding) in asked)
        {
            string key = KeyOf(manifest, finding);
            if (refused.TryGetValue(key, out string? reason)) _notFixed.TryAdd(key, RepairOf(manifest, finding, reason));
            else _fixed.TryAdd(key, RepairOf(manifest, finding, null));
        }
        return file.Text != before;
    }

    /// <summary>Notes what is not applied, and what is proposed.</summary>
    private void Note(Manifest manifest, Decision decision, FixPlan plan)
    {
        foreach (Finding finding in decision.Findings.Where(f => f.Fix is { Kind: FixKind.Create })) _proposals.TryAdd($"{finding.PolicyId} {finding.Fix!.Value.ToJson()}", new Proposal(finding.PolicyId, finding.Fix.Value));
        foreach (Finding finding in decision.Findings.Where(f => f.Fix is { IsUnsafe: true } && !_settings.Fix.IncludesUnsafe))
        {
            _notFixed.TryAdd(KeyOf(manifest, finding), RepairOf(manifest, finding, Repair.IsUnsafe));
        }
        foreach (FixConflict conflict in plan.Conflicts)
        {
            _notFixed.TryAdd(KeyOf(manifest, conflict.First), RepairOf(manifest, conflict.First, $"the fix of {conflict.Second.PolicyId} contradicts it at {conflict.Path}"));
            _notFixed.TryAdd(KeyOf(manifest, conflict.Second), RepairOf(manifest, conflict.Second, $"the fix of {conflict.First.PolicyId} contradicts it at {conflict.Path}"));
        }
    }

    private static Repair RepairOf(Manifest manifest, Finding finding, string? reason) =>
        new(finding.PolicyId, manifest.Path, Judging.Named(manifest), finding.Path, ReportedFix.Describe(finding, new SecretWords(manifest.Document)), reason);

    private static string KeyOf(Manifest manifest, Finding finding) => $"{manifest.Path} {manifest.DocumentIndex} {manifest.ItemPath} {finding.PolicyId} {finding.Path} {finding.Message}";

    private static string KeyOf(int documentIndex, JsonPatchOperation operation) => $"{documentIndex} {operation.Action} {operation.Path}";
}
