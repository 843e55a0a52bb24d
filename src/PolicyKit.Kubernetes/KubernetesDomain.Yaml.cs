using PolicyKit.Kubernetes.Yaml;

namespace PolicyKit.Kubernetes;

public sealed partial class KubernetesDomain
{
    /// <inheritdoc/>
    public override YamlReading ReadYaml(string text) =>
        DocumentReader.Read(text).FirstOrDefault() is not { } reading ? new YamlReading(null)
        : reading.Error is { } error ? new YamlReading(null, error.Message, error.Position)
        : new YamlReading(reading.Document);
}
