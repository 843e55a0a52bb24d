using PolicyKit.Diagnostics;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>Every diagnostic about <c>policykit.yaml</c>, one row each; <c>docs/diagnostics/</c> has a page for each id. A file that is no YAML is PK5101.</summary>
internal static class ConfigurationDescriptors
{
    internal static readonly DiagnosticDescriptor InvalidConfiguration = new("PK5301", "invalid configuration", "{0}");
    internal static readonly DiagnosticDescriptor UnknownPolicy = new("PK5302", "unknown policy", "there is no policy `{0}`{1}");
    internal static readonly DiagnosticDescriptor UnknownParam = new("PK5303", "unknown param", "policy `{0}` has no param `{1}`{2}");
    internal static readonly DiagnosticDescriptor InvalidParamValue = new("PK5304", "value of another type", "{0}");
    internal static readonly DiagnosticDescriptor UnsetParam = new("PK5305", "param without a value", "param `{0}` of policy `{1}` has no default and is given no value (`policies: {{{1}: params: {{{0}: …}}}}` in policykit.yaml)");
    internal static readonly DiagnosticDescriptor ExpiredWaiver = new("PK5306", "expired waiver", "the waiver has expired on {0} and covers nothing any more; its owner is {1}", DiagnosticSeverity.Warning);
    internal static readonly DiagnosticDescriptor UnusedWaiver = new("PK5307", "unused waiver", "the waiver covers nothing that was found", DiagnosticSeverity.Warning);
    internal static readonly DiagnosticDescriptor Contradiction = new("PK5308", "contradiction about Pod Security", "{0}");
    internal static readonly DiagnosticDescriptor PartialWaiver = new("PK5309", "waiver of a part of a finding", "the waiver does not cover what `{0}` finds in {1}, because the finding is of {2} too", DiagnosticSeverity.Warning);
    internal static readonly DiagnosticDescriptor WaiversOfOthers = new("PK5310", "waivers of what was not judged", "nothing was judged that {0} for", DiagnosticSeverity.Info);
    internal static readonly DiagnosticDescriptor NewerVersion = new("PK5311", "version of Kubernetes that is not known", "Kubernetes {0} is newer than {1}, the newest that the standard policies know: they judge as for that", DiagnosticSeverity.Warning);
}
