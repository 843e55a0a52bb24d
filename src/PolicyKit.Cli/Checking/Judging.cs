using PolicyKit.Cli.Reports;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Manifests;

namespace PolicyKit.Cli.Checking;

/// <summary>Judges what was read.</summary>
internal static class Judging
{
    public static CheckReport Judge(PolicyProgram program, CheckInput input, bool isComplete, Progress.Step step, CancellationToken cancellationToken)
    {
        var report = new ReportBuilder(input.Sources, program.Policies);
        var judge = new ManifestJudge(program, ClusterInventory.Build(input.Manifests, isComplete));
        foreach ((int index, Manifest manifest) in input.Manifests.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            step("judging", index, input.Manifests.Length);
            report.Add(Named(manifest), manifest.Document, manifest.Position, judge.Judge(manifest));
        }
        return report.ToReport(input.Problems, input.Skipped);
    }

    private static ReportedObject Named(Manifest manifest)
    {
        string generated = manifest.Root.Member("metadata").Member("generateName").TryGetString(out string? prefix) ? prefix + "*" : "";
        return new ReportedObject(manifest.ApiVersion, manifest.Kind, manifest.Namespace, manifest.Name.Length > 0 ? manifest.Name : generated);
    }
}
