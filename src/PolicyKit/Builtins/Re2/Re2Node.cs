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
internal sealed record Re2Expression(Re2Node Root, ImmutableArray<string> GroupNames, bool HasWordBoundary);
