using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Tests.Configuration;

/// <summary>Configurations of cases and of pages: behind a line <c># pod-security.yaml</c> stands the file that <c>podSecurity.configuration</c> names, behind a line <c># objects.yaml</c> what is judged.</summary>
internal static class ConfigurationText
{
    private const string Plugin = "# pod-security.yaml\n";
    private const string Judged = "# objects.yaml\n";

    public static ProjectConfiguration Load(string source)
    {
        string[] parts = source.Split(Judged)[0].Split(Plugin);
        ProjectConfiguration configuration = ProjectConfiguration.Load(SourceText.From(parts[0], "policykit.yaml"));
        return parts is [_, var file] ? configuration.WithPodSecurity(SourceText.From(file, "pod-security.yaml")) : configuration;
    }

    /// <summary>The configuration alone.</summary>
    public static string OwnPart(string source) => source.Split(Judged)[0].Split(Plugin)[0];

    /// <summary>What is judged; null where nothing is said of it.</summary>
    public static PolicyInput[]? ReadObjects(string source)
    {
        if (source.Split(Judged) is not [_, var text]) return null;
        ManifestFile file = new ManifestLoader().ReadText(text, "objects.yaml");
        Assert.Empty(file.Problems);
        var inventory = ClusterInventory.Build(file.Manifests);
        return [.. file.Manifests.Select(m => ManifestJudge.InputOf(m, inventory))];
    }
}
