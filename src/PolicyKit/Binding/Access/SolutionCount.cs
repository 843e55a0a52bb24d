namespace PolicyKit.Binding.Access;

/// <summary>Says whether a branch may have several solutions, whose values are then compared.</summary>
internal sealed class SolutionCount : BoundWalker
{
    private bool _maySeveral;

    private SolutionCount()
    {
    }

    protected override bool EntersClosures => false;

    public static bool MayBeSeveral(BoundBranch branch)
    {
        var count = new SolutionCount();
        count.Visit(branch.Query);
        foreach (BoundTerm key in branch.Keys) count.Visit(key);
        count.Visit(branch.Value);
        return count._maySeveral;
    }

    public override void Visit(BoundLiteral literal)
    {
        // A negation has one solution or none.
        if (literal is BoundNot) return;
        _maySeveral |= literal is BoundSomeIn;
        base.Visit(literal);
    }

    public override void Visit(BoundTerm term)
    {
        _maySeveral |= term is BoundLookup { Key: not BoundConstant } or BoundBuiltinCall { Builtin.IsRelation: true };
        base.Visit(term);
    }
}
