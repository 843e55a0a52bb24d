using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace PolicyKit.Binding;

/// <summary>Rebuilds a bound tree; a node whose children are unchanged is kept.</summary>
internal abstract class BoundRewriter
{
    public virtual BoundQuery Rewrite(BoundQuery query)
    {
        ImmutableArray<BoundLiteral> literals = RewriteAll(query.Literals, Rewrite);
        return literals == query.Literals ? query : new BoundQuery(literals);
    }

    public virtual BoundLiteral Rewrite(BoundLiteral literal) => literal switch
    {
        BoundTest test => Rewrite(test.Term) is var term && term == test.Term ? test : new BoundTest(term, test.Location),
        BoundUnification u => (Rewrite(u.Left), Rewrite(u.Right)) is var (left, right) && left == u.Left && right == u.Right ? u : new BoundUnification(left, right, u.Location),
        BoundSomeIn some => new BoundSomeIn(RewriteOptional(some.Key), Rewrite(some.Value), Rewrite(some.Collection), some.Location),
        BoundEvery every => new BoundEvery(every.Key, every.Value, Rewrite(every.Domain), Rewrite(every.Query), every.Location),
        BoundNot not => Rewrite(not.Query) is var query && query == not.Query ? not : new BoundNot(query, not.Location) { IsExhaustive = not.IsExhaustive },
        BoundWith with => new BoundWith(RewriteAll(with.Modifiers, Rewrite), Rewrite(with.Literal), with.Location),
        _ => literal,
    };

    public virtual BoundTerm Rewrite(BoundTerm term)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return RewriteParts(term);
    }

    private BoundTerm RewriteParts(BoundTerm term) => term switch
    {
        BoundLookup l => (Rewrite(l.Target), Rewrite(l.Key)) is var (target, key) && target == l.Target && key == l.Key ? l : new BoundLookup(target, key, l.Location),
        BoundFunctionCall c => RewriteAll(c.Arguments, Rewrite) is var arguments && arguments == c.Arguments ? c : new BoundFunctionCall(c.Function, arguments, c.Location),
        BoundBuiltinCall c => RewriteAll(c.Arguments, Rewrite) is var arguments && arguments == c.Arguments ? c : new BoundBuiltinCall(c.Builtin, arguments, c.IsStrict, c.Location),
        BoundComparison c => (Rewrite(c.Left), Rewrite(c.Right)) is var (left, right) && left == c.Left && right == c.Right ? c : new BoundComparison(c.Operator, left, right, c.Location),
        BoundMembership m => new BoundMembership(RewriteOptional(m.Key), Rewrite(m.Value), Rewrite(m.Collection), m.Location),
        BoundUnificationTerm u => new BoundUnificationTerm(Rewrite(u.Left), Rewrite(u.Right), u.Location),
        BoundArray a => RewriteAll(a.Items, Rewrite) is var items && items == a.Items ? a : new BoundArray(items, a.Location),
        BoundSet s => RewriteAll(s.Items, Rewrite) is var items && items == s.Items ? s : new BoundSet(items, s.Location),
        BoundObject o => new BoundObject([.. o.Items.Select(i => (Rewrite(i.Key), Rewrite(i.Value)))], o.Location),
        BoundComprehension c => new BoundComprehension(c.Kind, RewriteOptional(c.Key), Rewrite(c.Term), Rewrite(c.Query), c.Location),
        BoundTemplate t => RewriteAll(t.Interpolations, Rewrite) is var parts && parts == t.Interpolations ? t : new BoundTemplate(t.Texts, parts, t.Location),
        _ => term,
    };

    public virtual BoundModifier Rewrite(BoundModifier modifier) => modifier switch
    {
        BoundDocumentModifier m => new BoundDocumentModifier(m.Document, m.Path, Rewrite(m.Value)),
        BoundDataModifier m => new BoundDataModifier(m.Root, m.Path, Rewrite(m.Value)),
        BoundParamModifier m => new BoundParamModifier(m.Param, Rewrite(m.Value)),
        BoundFunctionModifier m => new BoundFunctionModifier(m.Function, m.Builtin, m.Replacement, Rewrite(m.Value)),
        _ => modifier,
    };

    public virtual BoundFinding Rewrite(BoundFinding finding) =>
        finding with { Places = RewriteOptional(finding.Places), Message = RewriteOptional(finding.Message), Fix = finding.Fix is null ? null : Rewrite(finding.Fix) };

    public virtual BoundFix Rewrite(BoundFix fix) => fix with { Value = RewriteOptional(fix.Value), Target = RewriteOptional(fix.Target) };

    public virtual BoundPlaces Rewrite(BoundPlaces places) => places switch
    {
        BoundPlaceComprehension c => new BoundPlaceComprehension(Rewrite(c.Query), RewritePlace(c.Place)),
        BoundPlaceArray a => new BoundPlaceArray(Rewrite(a.Nodes)),
        _ => RewritePlace((BoundPlace)places),
    };

    public virtual BoundClause Rewrite(BoundClause clause) => clause with
    {
        Parameters = RewriteAll(clause.Parameters, Rewrite),
        Branches = RewriteAll(clause.Branches, Rewrite),
    };

    public virtual BoundBranch Rewrite(BoundBranch branch) => branch with
    {
        Keys = RewriteAll(branch.Keys, Rewrite),
        Value = Rewrite(branch.Value),
        Query = Rewrite(branch.Query),
        Finding = branch.Finding is null ? null : Rewrite(branch.Finding),
    };

    private BoundPlaces? RewriteOptional(BoundPlaces? places) => places is null ? null : Rewrite(places);

    protected BoundTerm? RewriteOptional(BoundTerm? term) => term is null ? null : Rewrite(term);

    protected static ImmutableArray<T> RewriteAll<T>(ImmutableArray<T> items, Func<T, T> rewrite)
        where T : class
    {
        ImmutableArray<T>.Builder? changed = null;
        for (int i = 0; i < items.Length; i++)
        {
            T item = rewrite(items[i]);
            if (item != items[i] && changed is null)
            {
                changed = ImmutableArray.CreateBuilder<T>(items.Length);
                changed.AddRange(items.Take(i));
            }
            changed?.Add(item);
        }
        return changed?.MoveToImmutable() ?? items;
    }

    private BoundPlace RewritePlace(BoundPlace place) => new(Rewrite(place.Anchor), RewriteAll(place.Steps, Rewrite));
}
