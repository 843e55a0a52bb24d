using System.Collections.Immutable;
using PolicyKit.Binding;

namespace PolicyKit.Lowering.Screening;

/// <summary>Finds what may end in an error: literals that a query does not get past may not be left out with it.</summary>
internal sealed class FailureFinder : BoundWalker
{
    private bool _found;

    public static bool MayFail(ImmutableArray<BoundLiteral> literals)
    {
        var finder = new FailureFinder();
        foreach (BoundLiteral literal in literals) finder.Visit(literal);
        return finder._found;
    }

    public override void Visit(BoundLiteral literal)
    {
        _found |= literal is BoundWith;
        base.Visit(literal);
    }

    public override void Visit(BoundTerm term)
    {
        _found |= term is BoundFunctionCall or BoundBuiltinCall or BoundRule or BoundPackage or BoundComprehension { Kind: ComprehensionKind.Object };
        base.Visit(term);
    }
}
