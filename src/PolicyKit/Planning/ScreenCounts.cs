using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Runtime;

namespace PolicyKit.Planning;

/// <summary>
/// Counts of comprehensions in screens, without the collections: an array has as many elements as its block has solutions, and a set of what the elements of a collection have under a name is as large as the collection unless
/// something is there twice, or not at all.
/// </summary>
internal sealed class ScreenCounts
{
    private readonly Dictionary<PlanLocal, string> _paths = [];

    private ScreenCounts()
    {
    }

    /// <summary>The block with such counts in place of comprehensions that nothing else reads.</summary>
    public static PlanBlock In(PlanBlock block) => new ScreenCounts().Rewrite(block);

    private PlanBlock Rewrite(PlanBlock block)
    {
        List<PlanStep> steps = [.. block.Steps.Select(Rewrite)];
        for (int i = 0; i + 1 < steps.Count; i++)
        {
            if (steps[i] is not ComprehensionStep made || steps[i + 1] is not BuiltinStep count || !IsCountOf(count, made.Result) || IsRead(steps, i + 2, made.Result)) continue;
            if (made.Kind == ComprehensionKind.Array) steps.Splice(i, 2, new CountStep(count.Result, Counting(made.Body)));
            else if (made.Kind == ComprehensionKind.Set && MemberOf(made.Body) is { } member) FindRepeats(steps, i, count.Result, member);
        }
        var rewritten = new PlanBlock();
        rewritten.AddRange(steps);
        return rewritten;
    }

    private PlanStep Rewrite(PlanStep step)
    {
        Know(step);
        return step switch
        {
            ScanStep s => s with { Body = Rewrite(s.Body) },
            ComprehensionStep s => s with { Body = Rewrite(s.Body) },
            OptionalStep s => s with { Body = Rewrite(s.Body) },
            NotStep s => s with { Body = Rewrite(s.Body) },
            _ => step,
        };
    }

    /// <summary>The test that the set of a member is smaller than its collection, in place of both counts: reads of the collection stand between them.</summary>
    private void FindRepeats(List<PlanStep> steps, int i, PlanLocal ofSet, (string Source, ImmutableArray<string> Path) member)
    {
        int end = i + 2;
        while (end < steps.Count && steps[end] is DocumentStep or MemberStep) end++;
        if (end + 1 >= steps.Count || steps[end] is not BuiltinStep { Arguments: [{ Local: { } source }] } ofAll || !IsCountOf(ofAll, source) || PathOf(source) != member.Source) return;
        if (steps[end + 1] is not CompareTest { Operator: ComparisonOperator.NotEqual } test || !IsOf(test, ofSet, ofAll.Result) || IsRead(steps, end + 2, ofSet) || IsRead(steps, end + 2, ofAll.Result)) return;
        steps.Splice(end, 2, new RepeatTest(source, member.Path));
        steps.RemoveRange(i, 2);
    }

    /// <summary>The collection, and the names under which a block collects something of each element; null when it does something else.</summary>
    private (string Source, ImmutableArray<string> Path)? MemberOf(PlanBlock body)
    {
        if (body.Steps is not [.., ScanStep { Key: null, Element: { } element, Source.Local: { } source } scan] || !body.Steps.SkipLast(1).All(s => s is DocumentStep or MemberStep)) return null;
        if (scan.Body.Steps is not [.., CollectStep { Key: null, Value.Local: { } collected }]) return null;
        var path = ImmutableArray.CreateBuilder<string>();
        PlanLocal last = element;
        foreach (PlanStep step in scan.Body.Steps.SkipLast(1))
        {
            if (step is not MemberStep member || member.Source.Local != last) return null;
            path.Add(member.Key);
            last = member.Result;
        }
        return collected == last && path.Count > 0 ? (PathOf(source), path.ToImmutable()) : null;
    }

    private void Know(PlanStep step)
    {
        switch (step)
        {
            case DocumentStep s:
                _paths[s.Result] = $"{s.Document}";
                break;
            case MemberStep { Source.Local: { } source } s:
                _paths[s.Result] = $"{PathOf(source)}[{Value.FromString(s.Key)}]";
                break;
        }
    }

    private string PathOf(PlanLocal local) => _paths.GetValueOrDefault(local) ?? local.ToString();

    /// <summary>What is collected does not matter.</summary>
    private static PlanBlock Counting(PlanBlock body)
    {
        var counting = new PlanBlock();
        counting.AddRange(body.Steps.Select(s => s switch
        {
            CollectStep { Key: null } => new CollectStep(null, Operand.Of(Value.True)),
            ScanStep scan => scan with { Body = Counting(scan.Body) },
            _ => s,
        }));
        return counting;
    }

    private static bool IsCountOf(BuiltinStep step, PlanLocal local) => step is { Builtin.Name: "count", IsMocked: false, Arguments: [{ Local: { } counted }] } && counted == local;

    private static bool IsOf(CompareTest test, PlanLocal a, PlanLocal b) => (test.Left.Local == a && test.Right.Local == b) || (test.Left.Local == b && test.Right.Local == a);

    private static bool IsRead(IEnumerable<PlanStep> steps, int from, PlanLocal local) => steps.Skip(from).Any(s => Reads(s, local));

    private static bool Reads(PlanStep step, PlanLocal local) => step.Operands.Any(o => o.Local == local) || step.Blocks.Any(b => b.Steps.Any(s => Reads(s, local)));
}

file static class Steps
{
    /// <summary>Puts one step in place of some.</summary>
    public static void Splice(this List<PlanStep> steps, int index, int count, PlanStep step)
    {
        steps.RemoveRange(index, count);
        steps.Insert(index, step);
    }
}
