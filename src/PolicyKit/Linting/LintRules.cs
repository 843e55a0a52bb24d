using System.Collections.Immutable;
using PolicyKit.Linting.Rules;

namespace PolicyKit.Linting;

/// <summary>Every lint rule, in the order of ids.</summary>
internal static class LintRules
{
    public static ImmutableArray<LintRule> All { get; } =
    [
        new UnusedRule(),
        new UnusedParam(),
        new UnusedImport(),
        new UnusedVariable(),
        new ShadowedName(),
        new FindingWithoutPlace(),
        new PathInMessage(),
        new UnclearUnification(),
        new OpenPrefix(),
        new ForgottenLists(),
        new VersionAsNumber(),
        new CountedComprehension(),
        new UndefinedPasses(),
        new WithOutsideTests(),
        new BuiltinName(),
        new UnreachableBranch(),
        new PlainPattern(),
        new OpenPattern(),
        new NoMetadata(),
        new Untested(),
    ];
}
