using PolicyKit.Binding;

namespace PolicyKit.Lowering.Screening;

/// <summary>Finds calls.</summary>
internal sealed class CallFinder : BoundWalker
{
    private bool _found;

    /// <summary>Whether there are calls among the operands of a statement.</summary>
    public static bool IsInOperands(BoundTerm statement)
    {
        if (statement is not BoundFunctionCall call) return false;
        var finder = new CallFinder();
        foreach (BoundTerm argument in call.Arguments) finder.Visit(argument);
        return finder._found;
    }

    public override void Visit(BoundTerm term)
    {
        _found |= term is BoundFunctionCall or BoundBuiltinCall or BoundComparison or BoundMembership;
        base.Visit(term);
    }
}
