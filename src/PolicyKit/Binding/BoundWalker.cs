using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PolicyKit.Binding;

/// <summary>Visits every term and literal below a node. Closures are the bodies of comprehensions and <c>every</c>; a walker may stay out of them.</summary>
internal abstract class BoundWalker
{
    protected virtual bool EntersClosures => true;

    public virtual void Visit(BoundQuery query)
    {
        foreach (BoundLiteral literal in query.Literals) Visit(literal);
    }

    public virtual void Visit(BoundLiteral literal)
    {
        switch (literal)
        {
            case BoundTest test:
                Visit(test.Term);
                break;
            case BoundUnification unification:
                Visit(unification.Left);
                Visit(unification.Right);
                break;
            case BoundSomeIn some:
                VisitOptional(some.Key);
                Visit(some.Value);
                Visit(some.Collection);
                break;
            case BoundEvery every:
                Visit(every.Domain);
                if (EntersClosures) Visit(every.Query);
                break;
            case BoundNot not:
                Visit(not.Query);
                break;
            case BoundWith with:
                foreach (BoundModifier modifier in with.Modifiers) Visit(modifier);
                Visit(with.Literal);
                break;
            case BoundBlock block:
                if (!block.IsClosure || EntersClosures) Visit(block.Query);
                break;
            case BoundCollectionTest test:
                Visit(test.Term);
                break;
            default:
                throw new UnreachableException();
        }
    }

    public virtual void Visit(BoundTerm term)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (term)
        {
            case BoundLookup lookup:
                Visit(lookup.Target);
                Visit(lookup.Key);
                break;
            case BoundFunctionCall call:
                foreach (BoundTerm argument in call.Arguments) Visit(argument);
                break;
            case BoundBuiltinCall call:
                foreach (BoundTerm argument in call.Arguments) Visit(argument);
                break;
            case BoundComparison comparison:
                Visit(comparison.Left);
                Visit(comparison.Right);
                break;
            case BoundMembership membership:
                VisitOptional(membership.Key);
                Visit(membership.Value);
                Visit(membership.Collection);
                break;
            case BoundUnificationTerm unification:
                Visit(unification.Left);
                Visit(unification.Right);
                break;
            case BoundArray array:
                foreach (BoundTerm item in array.Items) Visit(item);
                break;
            case BoundSet set:
                foreach (BoundTerm item in set.Items) Visit(item);
                break;
            case BoundObject @object:
                foreach ((BoundTerm key, BoundTerm value) in @object.Items)
                {
                    Visit(key);
                    Visit(value);
                }
                break;
            case BoundComprehension comprehension when EntersClosures:
                Visit(comprehension.Query);
                VisitOptional(comprehension.Key);
                Visit(comprehension.Term);
                break;
            case BoundTemplate template when EntersClosures:
                foreach (BoundTerm interpolation in template.Interpolations) Visit(interpolation);
                break;
        }
    }

    public virtual void Visit(BoundModifier modifier) => Visit(modifier.Value);

    public void Visit(BoundClause clause)
    {
        foreach (BoundTerm parameter in clause.Parameters) Visit(parameter);
        foreach (BoundBranch branch in clause.Branches)
        {
            Visit(branch.Query);
            foreach (BoundTerm key in branch.Keys) Visit(key);
            Visit(branch.Value);
            if (branch.Finding is { } finding) Visit(finding);
        }
    }

    public void Visit(BoundFinding finding)
    {
        VisitOptional(finding.Places);
        VisitOptional(finding.Message);
        if (finding.Fix is not { } fix) return;
        VisitOptional(fix.Value);
        VisitOptional(fix.Target);
    }

    private void VisitOptional(BoundPlaces? places)
    {
        switch (places)
        {
            case BoundPlace place:
                Visit(place);
                break;
            case BoundPlaceComprehension comprehension when EntersClosures:
                Visit(comprehension.Query);
                Visit(comprehension.Place);
                break;
            case BoundPlaceArray array:
                Visit(array.Nodes);
                break;
        }
    }

    public void Visit(BoundPlace place)
    {
        Visit(place.Anchor);
        foreach (BoundTerm step in place.Steps) Visit(step);
    }

    private void VisitOptional(BoundTerm? term)
    {
        if (term is not null) Visit(term);
    }
}
