using System.Collections.Immutable;

namespace PolicyKit.Builtins.Re2;

/// <summary>A regular expression as RE2 reads it: flags and escapes are resolved.</summary>
internal abstract record Re2Node;

/// <summary>One code point out of a set.</summary>
internal sealed record Re2Set(CodePointSet Set) : Re2Node;

/// <summary>A place in the text.</summary>
internal sealed record Re2Anchor(Re2AnchorKind Kind) : Re2Node;

internal sealed record Re2Sequence(ImmutableArray<Re2Node> Parts) : Re2Node;

internal sealed record Re2Alternation(ImmutableArray<Re2Node> Branches) : Re2Node;

/// <summary>A repetition; <paramref name="Max"/> is -1 for no limit.</summary>
internal sealed record Re2Repetition(Re2Node Operand, int Min, int Max, bool IsLazy) : Re2Node;

internal sealed record Re2Capture(Re2Node Operand) : Re2Node;

internal enum Re2AnchorKind
{
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    WordBoundary,
    NoWordBoundary,
}

/// <summary>A parsed expression.</summary>
/// <param name="Root">The whole expression.</param>
/// <param name="GroupNames">Name of each capturing group from 1 on, empty where it has none.</param>
/// <param name="HasWordBoundary">Whether <c>\b</c> or <c>\B</c> occurs.</param>
internal sealed record Re2Expression(Re2Node Root, ImmutableArray<string> GroupNames, bool HasWordBoundary)
{
    /// <summary>Number of sets and anchors when every repetition is written out.</summary>
    public long Size { get; } = SizeOf(Root);

    /// <summary>The different sets.</summary>
    public IReadOnlyCollection<CodePointSet> Sets { get; } = [.. SetsOf(Root).Distinct()];

    private static long SizeOf(Re2Node node) => node switch
    {
        Re2Capture capture => SizeOf(capture.Operand),
        Re2Sequence sequence => sequence.Parts.Sum(SizeOf),
        Re2Alternation alternation => alternation.Branches.Sum(SizeOf),
        Re2Repetition repetition => SizeOf(repetition.Operand) * Math.Max(1, Math.Max(repetition.Min, repetition.Max)),
        _ => 1,
    };

    private static IEnumerable<CodePointSet> SetsOf(Re2Node node) => node switch
    {
        Re2Set set => [set.Set],
        Re2Capture capture => SetsOf(capture.Operand),
        Re2Sequence sequence => sequence.Parts.SelectMany(SetsOf),
        Re2Alternation alternation => alternation.Branches.SelectMany(SetsOf),
        Re2Repetition repetition => SetsOf(repetition.Operand),
        _ => [],
    };
}
