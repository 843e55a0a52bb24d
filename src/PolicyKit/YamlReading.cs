using PolicyKit.Text;

namespace PolicyKit;

/// <summary>What a domain reads of a YAML text.</summary>
/// <param name="Document">The document; null when it cannot be read, or there is none.</param>
/// <param name="Fault">Why it cannot be read, in one sentence; null when it can.</param>
/// <param name="FaultPosition">Where in the text that is.</param>
public sealed record YamlReading(PolicyDocument? Document, string? Fault = null, LinePosition FaultPosition = default);
