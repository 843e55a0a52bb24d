using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit;

/// <summary>Two fixes that contradict each other, of which neither is applied.</summary>
/// <param name="First">A finding.</param>
/// <param name="Second">Another; the same when its fix contradicts itself.</param>
/// <param name="Path">Where they do.</param>
public sealed record FixConflict(Finding First, Finding Second, string Path);

/// <summary>One operation of a plan and the findings whose fixes ask for it.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Findings">At least one.</param>
public sealed record PlannedOperation(JsonPatchOperation Operation, ImmutableArray<Finding> Findings);

/// <summary>
/// The fixes of one object's findings, put together. Fixes that ask for the same are one; what is below something that is removed, or agrees with what is set above it, is done with it; of two that
/// contradict each other neither is applied. Elements of lists are removed last, from the highest index.
/// </summary>
public sealed class FixPlan
{
    internal FixPlan(ImmutableArray<PlannedOperation> operations, ImmutableArray<Finding> fixedFindings, ImmutableArray<FixConflict> conflicts, ImmutableArray<Value> created)
    {
        Operations = operations;
        Fixed = fixedFindings;
        Conflicts = conflicts;
        Created = created;
    }

    /// <summary>The operations in order; see <see cref="Patch"/>.</summary>
    public ImmutableArray<PlannedOperation> Operations { get; }

    /// <summary>The findings whose fixes are in the patch.</summary>
    public ImmutableArray<Finding> Fixed { get; }

    /// <summary>The fixes that are left out because they contradict each other.</summary>
    public ImmutableArray<FixConflict> Conflicts { get; }

    /// <summary>The objects that fixes propose; they are no part of the patch.</summary>
    public ImmutableArray<Value> Created { get; }

    /// <summary>The change of the judged object.</summary>
    public JsonPatch Patch => new([.. Operations.Select(o => o.Operation)]);

    /// <summary>Puts the fixes of findings of one object together.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="includeUnsafe">Whether fixes that can stop a working program are among them.</param>
    public static FixPlan Of(IEnumerable<Finding> findings, bool includeUnsafe = false) =>
        FixMerger.Merge([.. findings.Where(f => f.Fix is { } fix && (includeUnsafe || !fix.IsUnsafe))]);
}
