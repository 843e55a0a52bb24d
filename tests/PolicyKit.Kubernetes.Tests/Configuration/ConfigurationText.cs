using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Tests.Configuration;

/// <summary>Configurations of cases and of pages: behind a line <c># pod-security.yaml</c> stands the file that <c>podSecurity.configuration</c> names.</summary>
internal static class ConfigurationText
{
    private const string Separator = "# pod-security.yaml\n";

    public static ProjectConfiguration Load(string source)
    {
        string[] parts = source.Split(Separator);
        ProjectConfiguration configuration = ProjectConfiguration.Load(SourceText.From(parts[0], "policykit.yaml"));
        return parts is [_, var file] ? configuration.WithPodSecurity(SourceText.From(file, "pod-security.yaml")) : configuration;
    }
}
