using System.Diagnostics;
using System.Runtime.CompilerServices;
using PolicyKit.Symbols;

namespace PolicyKit.Planning;

/// <summary>
/// Fuses the clauses of a partial set that start alike: what they read first is read once, a collection is gone over once, and what differs comes in turn. A clause fails where a shared step fails, as it would by itself; the
/// order of solutions, which is no part of a set, is another.
/// </summary>
internal sealed class ClauseFusion
{
    private readonly Dictionary<PlanLocal, Operand> _shared = [];
    private readonly PlanStepRewriter _rewriter;
    private readonly Branch _root = new((PlanStep?)null);

    private ClauseFusion() => _rewriter = new PlanStepRewriter(Map);

    /// <summary>The clauses as one block; as they are when one of them prints, for then the order is seen.</summary>
    public static PlanBlock[] Fuse(PlanBlock[] clauses)
    {
        if (clauses.Length < 2 || clauses.Any(Prints)) return clauses;
        var fusion = new ClauseFusion();
        foreach (PlanBlock clause in clauses) fusion.Add(clause);
        return [fusion._root.ToBlock()];
    }

    private void Add(PlanBlock clause)
    {
        Branch branch = _root;
        IReadOnlyList<PlanStep> steps = clause.Steps;
        int i = 0;
        while (CanShare(steps[i]))
        {
            PlanStep step = steps[i] is ScanStep { Source: var source } scan ? scan with { Source = Map(source) } : _rewriter.Rewrite(steps[i]);
            Branch? like = branch.Branches.Find(b => b.Step is { } other && IsSame(other, step));
            if (like is null) branch.Branches.Add(like = new Branch(step));
            else Share(like, step);
            branch = like;
            (steps, i) = step is ScanStep { Body: var body } ? (body.Steps, 0) : (steps, i + 1);
        }
        branch.Branches.Add(new Branch([.. steps.Skip(i).Select(_rewriter.Rewrite)]));
    }

    private Operand Map(Operand operand) => operand.Local is { } local && _shared.TryGetValue(local, out Operand shared) ? shared : operand;

    private void Share(Branch branch, PlanStep step)
    {
        if (step is ScanStep scan)
        {
            var shared = (ScanStep)branch.Step!;
            if (scan.Key is { } key && shared.Key is { } sharedKey) _shared[key] = sharedKey;
            if (scan.Element is { } element && shared.Element is { } sharedElement) _shared[element] = sharedElement;
            branch.Step = shared with { Key = shared.Key ?? scan.Key, Element = shared.Element ?? scan.Element };
            return;
        }
        _shared[ResultOf(step)] = ResultOf(branch.Step!);
    }

    private static bool CanShare(PlanStep step) => step is DocumentStep or BaseDataStep or RuleStep { Rule.Kind: not RuleKind.Findings } or MemberStep or ScanStep { Source.IsConstant: false };

    private static bool IsSame(PlanStep one, PlanStep other) => (one, other) switch
    {
        (DocumentStep a, DocumentStep b) => a.Document == b.Document,
        (BaseDataStep, BaseDataStep) => true,
        (RuleStep a, RuleStep b) => a.Rule == b.Rule,
        (MemberStep a, MemberStep b) => a.Source.Local is { } source && source == b.Source.Local && a.Key == b.Key,
        (ScanStep a, ScanStep b) => a.Source.Local == b.Source.Local && a.Order == b.Order,
        _ => false,
    };

    private static PlanLocal ResultOf(PlanStep step) => step switch
    {
        DocumentStep s => s.Result,
        BaseDataStep s => s.Result,
        RuleStep s => s.Result,
        MemberStep s => s.Result,
        _ => throw new UnreachableException(),
    };

    private static bool Prints(PlanBlock block)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return block.Steps.Any(s => s is BuiltinStep { Builtin.Name: "print" } || s.Blocks.Any(Prints));
    }

    /// <summary>A shared step and what comes after it, or the rest of one clause.</summary>
    private sealed class Branch(PlanStep? step)
    {
        private readonly IReadOnlyList<PlanStep> _rest = [];

        public Branch(IReadOnlyList<PlanStep> rest)
            : this((PlanStep?)null) => _rest = rest;

        public PlanStep? Step { get; set; } = step;

        public List<Branch> Branches { get; } = [];

        public PlanBlock ToBlock()
        {
            var block = new PlanBlock();
            AddTo(block);
            return block;
        }

        private void AddTo(PlanBlock block)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            if (Step is ScanStep scan)
            {
                var body = new PlanBlock();
                AddBranches(body);
                block.Add(scan with { Body = body });
                return;
            }
            if (Step is not null) block.Add(Step);
            block.AddRange(_rest);
            AddBranches(block);
        }

        private void AddBranches(PlanBlock block)
        {
            if (Branches.Count == 1) Branches[0].AddTo(block);
            else if (Branches.Count > 1) block.Add(new AlternativesStep([.. Branches.Select(b => b.ToBlock())]));
        }
    }
}
