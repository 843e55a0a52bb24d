using PolicyKit.Diagnostics;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>Every diagnostic about Gatekeeper's objects, one row each; <c>docs/diagnostics/</c> has a page for each id.</summary>
internal static class GatekeeperDescriptors
{
    internal static readonly DiagnosticDescriptor Unreadable = Error("PK5101", "unreadable file", "{0}");
    internal static readonly DiagnosticDescriptor InvalidTemplate = Error("PK5102", "invalid template", "`{0}` {1}");
    internal static readonly DiagnosticDescriptor OtherTarget = Warning("PK5103", "unsupported target", "template `{0}` is not supported: it is for the target `{1}`, not for `admission.k8s.gatekeeper.sh`");
    internal static readonly DiagnosticDescriptor NoRego = Warning("PK5104", "template without Rego", "template `{0}` is not supported: it has code for `{1}` and none for `Rego`");
    internal static readonly DiagnosticDescriptor NoViolation = Error("PK5105", "template without `violation`", "template `{0}` has no rule `violation`, so it can find nothing");
    internal static readonly DiagnosticDescriptor ForbiddenImport = Error("PK5106", "import that Gatekeeper refuses", "a template imports from `data.lib` and nothing else, so `{0}` is refused");
    internal static readonly DiagnosticDescriptor ForbiddenData = Error("PK5107", "data that Gatekeeper refuses", "a template reads `data.inventory` and `data.lib` and no other data, so `{0}` is refused");
    internal static readonly DiagnosticDescriptor LibPackage = Error("PK5108", "package of a lib", "the package of a lib starts with `lib.`, so `{0}` is refused");
    internal static readonly DiagnosticDescriptor DuplicateTemplate = Error("PK5109", "duplicate template", "kind `{0}` already has a template in {1}");
    internal static readonly DiagnosticDescriptor TemplateName = Error("PK5110", "name of a template", "the template of kind `{0}` must be named `{1}`, not `{2}`");
    internal static readonly DiagnosticDescriptor InvalidSchema = Error("PK5111", "invalid schema", "`{0}` {1}");
    internal static readonly DiagnosticDescriptor InvalidConstraint = Error("PK5112", "invalid constraint", "`{0}` {1}");
    internal static readonly DiagnosticDescriptor UnknownField = Error("PK5113", "unknown field", "`{0}` has no field `{1}`{2}");
    internal static readonly DiagnosticDescriptor UnknownAction = Error("PK5114", "unknown enforcement action", "`{0}` is no enforcement action{1}; actions are `deny`, `warn`, `dryrun` and `scoped`");
    internal static readonly DiagnosticDescriptor NoTemplate = Error("PK5115", "constraint without template", "constraint `{0}` has no template: none is of kind `{1}`{2}");
    internal static readonly DiagnosticDescriptor NoConstraint = Info("PK5116", "template without constraint", "template `{0}` has no constraint, so it judges nothing");
    internal static readonly DiagnosticDescriptor DuplicateConstraint = Error("PK5117", "duplicate constraint", "constraint `{0}` is already declared in {1}");
    internal static readonly DiagnosticDescriptor OtherPolicy = Warning("PK5118", "policy of another engine", "`{0}` is not supported: {1}");

    private static DiagnosticDescriptor Error(string id, string title, string message) => new(id, title, message);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => new(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string message) => new(id, title, message, DiagnosticSeverity.Info);
}
