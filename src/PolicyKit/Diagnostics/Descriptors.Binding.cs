namespace PolicyKit.Diagnostics;

internal static partial class Descriptors
{
    internal static readonly DiagnosticDescriptor UnknownFunction = Error("PK2003", "unknown function", "there is no function or builtin `{0}`{1}");
    internal static readonly DiagnosticDescriptor WrongArity = Error("PK2004", "wrong number of arguments", "`{0}` takes {1} but is called with {2}");
    internal static readonly DiagnosticDescriptor BuiltinLeftOut = Error("PK2005", "builtin left out", "`{0}` is left out of this language on purpose: {1}");
    internal static readonly DiagnosticDescriptor UnknownParam = Error("PK2006", "unknown param", "policy `{0}` has no param `{1}`{2}");
    internal static readonly DiagnosticDescriptor ConflictingRules = Error("PK2007", "conflicting rules", "`{0}` is declared as {1} here and as {2} in {3}");
    internal static readonly DiagnosticDescriptor DuplicateDefault = Error("PK2008", "duplicate default", "`{0}` has more than one `default`");
    internal static readonly DiagnosticDescriptor AssignedTwice = Error("PK2009", "variable assigned twice", "`{0}` is already declared {1}");
    internal static readonly DiagnosticDescriptor ReferencedAbove = Error("PK2010", "variable used before its declaration", "`{0}` is used above its declaration in this body");
    internal static readonly DiagnosticDescriptor ReservedName = Error("PK2011", "reserved name", "`{0}` cannot be declared here: it names {1}");
    internal static readonly DiagnosticDescriptor NotAssignable = Error("PK2012", "not assignable", "`{0}` cannot stand on the left of `:=`; only variables, and arrays and objects of them, can");
    internal static readonly DiagnosticDescriptor InvalidWithTarget = Error("PK2014", "invalid `with` target", "`{0}` cannot be replaced by `with`; targets are `input`, `data`, documents, params and functions");
    internal static readonly DiagnosticDescriptor FunctionAsValue = Error("PK2015", "function used as a value", "`{0}` is a function; call it with arguments");
    internal static readonly DiagnosticDescriptor InvalidDefault = Error("PK2016", "default is not constant", "the value of `default {0}` must be a constant");
    internal static readonly DiagnosticDescriptor DuplicateImport = Error("PK2017", "conflicting import", "the name `{0}` is already imported");
    internal static readonly DiagnosticDescriptor InvalidPattern = Error("PK2018", "invalid regular expression", "{0}");
    internal static readonly DiagnosticDescriptor PartOfRuleReplaced = Error("PK2020", "part of a rule replaced", "`{0}` is a part of the value of rule `{1}`; `with` replaces a rule as a whole");
    internal static readonly DiagnosticDescriptor ReplacementArity = Error("PK2019", "replacement of another arity", "`{0}` takes {1} and cannot stand for a function of {2}");
    internal static readonly DiagnosticDescriptor UnsafeVariable = Error("PK3001", "unsafe variable", "variable `{0}` is unsafe: nothing in the body gives it a value{1}");
    internal static readonly DiagnosticDescriptor Recursion = Error("PK3002", "recursive rule", "rule `{0}` is recursive: {1}");
    internal static readonly DiagnosticDescriptor MissingMatch = Error("PK5001", "no match", "policy `{0}` has no `match`; write for example `match: workloads`");
    internal static readonly DiagnosticDescriptor UnknownKind = Error("PK5002", "unknown kind", "`{0}` is neither a kind nor a group of kinds{1}");
    internal static readonly DiagnosticDescriptor UnknownProperty = Error("PK5003", "unknown property", "a policy has no property `{0}`{1}");
    internal static readonly DiagnosticDescriptor InvalidProperty = Error("PK5004", "invalid property", "`{0}` must be {1}");
    internal static readonly DiagnosticDescriptor UntraceablePlace = Error("PK5005", "place cannot be traced", "`{0}` cannot be traced to a field of the judged object; `at` takes a ref that starts at `object`, `containers` or a variable that ranges over them");
    internal static readonly DiagnosticDescriptor InvalidParamDefault = Error("PK5006", "invalid param default", "the default of `{0}` is not of type `{1}`");
    internal static readonly DiagnosticDescriptor InvalidParamType = Error("PK5007", "invalid param type", "`{0}` is no type; types are `string`, `int`, `number`, `bool`, `any`, `[T]`, `set[T]` and `{{string: T}}`");
    internal static readonly DiagnosticDescriptor DuplicateDeclaration = Error("PK5008", "duplicate declaration", "`{0}` is already declared in {1}");
    internal static readonly DiagnosticDescriptor UnknownPolicy = Error("PK5009", "unknown policy", "there is no policy `{0}` in package `{1}`{2}");
    internal static readonly DiagnosticDescriptor NoFindings = Error("PK5010", "policy without findings", "policy `{0}` has neither a `deny` nor a `warn`, so it can find nothing");
    internal static readonly DiagnosticDescriptor InvalidFix = Error("PK5016", "invalid fix", "{0}");
    internal static readonly DiagnosticDescriptor InvalidExpectation = Error("PK5012", "invalid expectation", "{0}");
    internal static readonly DiagnosticDescriptor AmbiguousInput = Error("PK5014", "ambiguous input", "package `{0}` reads both `input.{1}` and `input.{2}`, so it is not clear what its `input` is; say which: object, review or gatekeeper");
    internal static readonly DiagnosticDescriptor PartialTest = Warning("PK5017", "no test", "`{0}` has the name of a test, but is a set or an object of values and is not run; write `{0} if {{ … }}`");
    internal static readonly DiagnosticDescriptor FindingsAreNoSet = Warning("PK5015", "findings are no set", "`{0}` is no set of findings and is not judged; write `{0} contains message if {{ … }}`");
    internal static readonly DiagnosticDescriptor DocumentNotAvailable = Error("PK5013", "document not available", "`{0}` is not available for every kind that policy `{1}` matches: {2}");
}
