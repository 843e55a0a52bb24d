namespace PolicyKit.Diagnostics;

internal static partial class Descriptors
{
    internal static readonly DiagnosticDescriptor UnknownField = Warning("PK4001", "unknown field", "`{0}` has no field `{1}`{2}");
    internal static readonly DiagnosticDescriptor NeverEqual = Warning("PK4002", "values that are never equal", "these are never equal: one is `{0}`, the other `{1}`{2}");
    internal static readonly DiagnosticDescriptor NoMembers = Warning("PK4003", "value without members", "there is nothing in `{0}` that could be looked up here");
    internal static readonly DiagnosticDescriptor WrongArgument = Warning("PK4004", "argument of a wrong type", "argument {0} of `{1}` must be `{2}`, not `{3}`");
    internal static readonly DiagnosticDescriptor OrderOfTypes = Warning("PK4005", "order of values of different types", "this compares types, not values: one is `{0}`, the other `{1}`");
    internal static readonly DiagnosticDescriptor NeverHolds = Warning("PK4006", "condition that never holds", "this condition never holds: {0}");
    internal static readonly DiagnosticDescriptor WrongValue = Warning("PK4007", "value of a wrong type", "a value here must be `{0}`, not `{1}`{2}");
    internal static readonly DiagnosticDescriptor InvalidAnnotation = Warning("PK4008", "invalid METADATA", "this comment is no METADATA as it should be: {0}");
    internal static readonly DiagnosticDescriptor UndefinedDocument = Warning("PK4009", "document that is always undefined", "`{0}` is always undefined in policy `{1}`: {2}");
    internal static readonly DiagnosticDescriptor OrderOfQuantities = Warning("PK4010", "order of quantities", "this orders quantities as texts, not as amounts; compare what `units.parse` gives");
}
