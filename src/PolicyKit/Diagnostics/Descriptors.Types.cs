namespace PolicyKit.Diagnostics;

internal static partial class Descriptors
{
    internal static readonly DiagnosticDescriptor UnknownField = Warning("PK4001", "unknown field", "`{0}` has no field `{1}`{2}");
    internal static readonly DiagnosticDescriptor NeverEqual = Warning("PK4002", "values that are never equal", "these are never equal: one is `{0}`, the other `{1}`");
    internal static readonly DiagnosticDescriptor NoMembers = Warning("PK4003", "value without members", "there is nothing in `{0}` that could be looked up here");
    internal static readonly DiagnosticDescriptor WrongArgument = Warning("PK4004", "argument of a wrong type", "argument {0} of `{1}` must be `{2}`, not `{3}`");
}
