using PolicyKit.Cli.Reports;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Manifests;

namespace PolicyKit.Cli.Checking;

/// <summary>Judges what was read.</summary>
internal static class Judging
{
    public static CheckReport Judge(PolicyProgram program, CheckInput input, CheckSettings settings, Progress progress, CancellationToken cancellationToken)
    {
        ClusterInventory inventory = InventoryOf(input, settings);
        var judge = new ManifestJudge(program, inventory);
        bool tellsChanges = settings.Output == OutputFormat.Sarif;
        var decisions = new Decision[input.Manifests.Length];
        Parallel.For(0, decisions.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            decisions[i] = judge.Judge(input.Manifests[i], cancellationToken);
            progress.Step("judging", decisions.Length);
        });
        var report = new ReportBuilder(input.Sources, program.Policies);
        foreach ((Manifest manifest, Decision decision) in input.Manifests.Zip(OwnerReports.Join(input.Manifests, decisions, inventory))) report.Add(Named(manifest), manifest.Document, manifest.Position, decision, tellsChanges ? fix => TextChange.Of(fix, manifest, input.Standard.TextOf(manifest.Path)?.ToString()) : null);
        return report.ToReport(input.Problems, input.Skipped);
    }

    /// <summary>The objects that policies may look at.</summary>
    public static ClusterInventory InventoryOf(CheckInput input, CheckSettings settings) =>
        ClusterInventory.Build(input.Manifests, settings.IsComplete, settings.KubernetesVersion, TimeProvider.System.GetUtcNow());

    /// <summary>An object as reports name it.</summary>
    public static ReportedObject Named(Manifest manifest)
    {
        string generated = manifest.Root.Member("metadata").Member("generateName").TryGetString(out string? prefix) ? prefix + "*" : "";
        return new ReportedObject(manifest.ApiVersion, manifest.Kind, manifest.Namespace, manifest.Name.Length > 0 ? manifest.Name : generated);
    }
}
