namespace PolicyKit.Diagnostics;

internal static partial class Descriptors
{
    internal static readonly DiagnosticDescriptor UnusedRule = Warning("PK6001", "unused rule", "nothing uses `{0}`");
    internal static readonly DiagnosticDescriptor UnusedParam = Warning("PK6002", "unused param", "the policy never reads `params.{0}`, so setting it changes nothing");
    internal static readonly DiagnosticDescriptor UnusedImport = Warning("PK6003", "unused import", "nothing uses the import `{0}`");
    internal static readonly DiagnosticDescriptor UnusedVariable = Warning("PK6004", "unused variable", "`{0}` is never read; {1}");
    internal static readonly DiagnosticDescriptor ShadowedName = Warning("PK6005", "shadowed name", "the variable `{0}` hides {1} of the same name");
    internal static readonly DiagnosticDescriptor FindingWithoutPlace = Info("PK6006", "finding without a place", "this `{0}` looks into `{1}` but names no place: with `at` the finding shows the line to mend");
    internal static readonly DiagnosticDescriptor PathInMessage = Warning("PK6007", "path written into a message", "this message builds a path out of indices; `at` carries the path, and it is right for every kind");
    internal static readonly DiagnosticDescriptor UnclearUnification = Info("PK6008", "unification where less is meant", "`=` {0} here; `{1}` says so");
    internal static readonly DiagnosticDescriptor OpenPrefix = Warning("PK6009", "image prefix without a separator", "names such as `{1}` start with `{0}` too; end the prefix with `/`");
    internal static readonly DiagnosticDescriptor ForgottenLists = Warning("PK6010", "forgotten container lists", "`{0}` is only one of the lists of `{1}`; read `{1}`{2}");
    internal static readonly DiagnosticDescriptor VersionAsNumber = Warning("PK6011", "version compared as a number or string", "versions do not compare like this: `1.9` would come after `1.10`; use `kubernetes.at_least` or `semver.compare`");
    internal static readonly DiagnosticDescriptor CountedComprehension = Info("PK6012", "counting where asking would do", "{0}; {1}");
    internal static readonly DiagnosticDescriptor UndefinedPasses = Warning("PK6013", "undefined is not compared", "{0} when `{1}` is undefined{2}");
    internal static readonly DiagnosticDescriptor WithOutsideTests = Warning("PK6014", "`with` outside of tests", "`with` replaces what `{0}` judges by; outside of tests a function with an argument says what it depends on");
    internal static readonly DiagnosticDescriptor BuiltinName = Warning("PK6015", "rule named like a builtin", "`{0}` is also a builtin: {1}");
    internal static readonly DiagnosticDescriptor UnreachableBranch = Warning("PK6016", "unreachable or repeated branch", "{0}");
    internal static readonly DiagnosticDescriptor PlainPattern = Info("PK6017", "pattern without metacharacters", "`{0}` has no metacharacter; `{1}` says the same and is faster");
    internal static readonly DiagnosticDescriptor OpenPattern = Warning("PK6018", "image pattern without an anchor", "this pattern is found anywhere in an image, also in names that others choose; start it with `^`");
    internal static readonly DiagnosticDescriptor NoMetadata = Info("PK6019", "policy without metadata", "policy `{0}` has no {1}");
    internal static readonly DiagnosticDescriptor Untested = Info("PK6020", "policy without a test", "no test judges policy `{0}`");
    internal static readonly DiagnosticDescriptor IdleSuppression = Info("PK6021", "suppression without effect", "{0}");
}
