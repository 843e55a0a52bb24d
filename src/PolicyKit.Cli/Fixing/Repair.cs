using System.Collections.Immutable;
using PolicyKit.Cli.Reports;
using PolicyKit.Runtime;

namespace PolicyKit.Cli.Fixing;

/// <summary>A finding that a fix was for.</summary>
/// <param name="Policy">Id of the policy.</param>
/// <param name="File">The file.</param>
/// <param name="Object">The object.</param>
/// <param name="Path">The field.</param>
/// <param name="Fix">What the fix does.</param>
/// <param name="Reason">Why it is not applied; null when it is.</param>
internal sealed record Repair(string Policy, string File, ReportedObject Object, string Path, string Fix, string? Reason = null)
{
    /// <summary>The reason of fixes that nobody asked for.</summary>
    public const string IsUnsafe = "it can stop a working program; --unsafe-fixes applies it";
}

/// <summary>An object that a fix proposes.</summary>
/// <param name="Policy">Id of the policy.</param>
/// <param name="Object">The object.</param>
internal sealed record Proposal(string Policy, Value Object);

/// <summary>What fixing did.</summary>
/// <param name="IsWritten">Whether files are changed, and not only what would change is shown.</param>
/// <param name="Fixed">The findings that are gone.</param>
/// <param name="NotFixed">The findings whose fix is not applied, and why.</param>
/// <param name="Proposals">Objects that fixes propose.</param>
/// <param name="Files">The files that change.</param>
internal sealed record FixOutcome(bool IsWritten, ImmutableArray<Repair> Fixed, ImmutableArray<Repair> NotFixed, ImmutableArray<Proposal> Proposals, ImmutableArray<FixedFile> Files);
