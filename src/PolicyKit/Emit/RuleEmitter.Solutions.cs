using System.Collections.Immutable;
using System.Linq.Expressions;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using E = System.Linq.Expressions.Expression;

namespace PolicyKit.Emit;

/// <summary>The clauses of complete rules and functions.</summary>
internal sealed partial class RuleEmitter
{
    /// <summary>Complete rules and functions: the solutions of the clauses in place when they are few, else in chunks; then the default.</summary>
    private void EmitComplete(RulePlan plan)
    {
        LabelTarget done = E.Label("done");
        bool firstCounts = HaveOneConstantResult(plan);
        if (plan.Clauses.Sum(SizeOf) <= MaxSteps) EmitSolutions(plan.Clauses, firstCounts, done);
        else EmitSolutionChunks(plan, firstCounts, done);
        if (plan.Default is { } block)
        {
            LabelTarget skip = E.Label("hasResult");
            _code.Add(E.IfThen(E.Not(IsUndefined(_result)), E.Goto(skip)));
            EmitBlock(block, step => _code.Add(E.Assign(_result, Read(((ResultStep)step).Value))));
            _code.Add(E.Label(skip));
        }
        _code.Add(E.Label(done));
    }

    /// <summary>All clauses must agree; a clause's branches are tried until one holds.</summary>
    private void EmitSolutions(IEnumerable<ImmutableArray<PlanBlock>> clauses, bool firstCounts, LabelTarget done)
    {
        foreach (ImmutableArray<PlanBlock> branches in clauses)
        {
            LabelTarget endOfClause = E.Label("endOfClause");
            ParameterExpression? found = branches.Length > 1 ? Variable(typeof(bool), "found") : null;
            if (found is not null) _code.Add(E.Assign(found, E.Constant(false)));
            foreach (PlanBlock branch in branches)
            {
                EmitBlock(branch, step =>
                {
                    E value = Read(((ResultStep)step).Value);
                    _code.Add(E.Assign(_result, firstCounts ? value : Merge(value)));
                    if (found is not null) _code.Add(E.Assign(found, E.Constant(true)));
                    if (firstCounts) _code.Add(E.Goto(done));
                });
                if (found is not null && branch != branches[^1]) _code.Add(E.IfThen(found, E.Goto(endOfClause)));
            }
            _code.Add(E.Label(endOfClause));
        }
    }

    private void EmitSolutionChunks(RulePlan plan, bool firstCounts, LabelTarget done)
    {
        ParameterExpression arguments = Variable(typeof(Value[]), "all");
        _code.Add(E.Assign(arguments, Array([.. plan.Parameters.Select(p => (Operand)p)])));
        foreach (ImmutableArray<PlanBlock>[] clauses in Chunks(plan.Clauses, SizeOf))
        {
            // The branches of one long clause are chunks of their own: what a chunk finds ends the clause.
            if (clauses is [{ Length: > 1 } clause] && SizeOf(clause) > MaxSteps) EmitBranchChunks(plan, clause, firstCounts, arguments);
            else _code.Add(E.Assign(_result, RunSolutions(plan, clauses, firstCounts, arguments, _result)));
            if (firstCounts) _code.Add(E.IfThen(E.Not(IsUndefined(_result)), E.Goto(done)));
        }
    }

    private void EmitBranchChunks(RulePlan plan, ImmutableArray<PlanBlock> clause, bool firstCounts, ParameterExpression arguments)
    {
        LabelTarget endOfClause = E.Label("endOfClause");
        LabelTarget found = E.Label("found");
        ParameterExpression value = Variable(typeof(Value), "value");
        foreach (PlanBlock[] branches in Chunks(clause, b => b.Size))
        {
            _code.Add(E.Assign(value, RunSolutions(plan, [[.. branches]], firstCounts, arguments, E.Default(typeof(Value)))));
            _code.Add(E.IfThen(E.Not(IsUndefined(value)), E.Goto(found)));
        }
        _code.Add(E.Goto(endOfClause));
        _code.Add(E.Label(found));
        _code.Add(E.Assign(_result, Merge(value)));
        _code.Add(E.Label(endOfClause));
    }

    private MethodCallExpression RunSolutions(RulePlan plan, ImmutableArray<PlanBlock>[] clauses, bool firstCounts, ParameterExpression arguments, E result)
    {
        var code = new TieredCode(() => new RuleEmitter(plan.Rule, plan.IsTraced).EmitSolutionChunk(plan.Parameters, clauses, firstCounts));
        _chunks.Add(code);
        return Call(nameof(EmitOps.RunSolutions), _context, E.Constant(code), arguments, result);
    }

    private Expression<SolutionCode> EmitSolutionChunk(ImmutableArray<PlanLocal> parameters, ImmutableArray<PlanBlock>[] clauses, bool firstCounts)
    {
        ParameterExpression arguments = E.Parameter(typeof(Value[]), "arguments");
        LoadArguments(parameters, arguments);
        LabelTarget done = E.Label("done");
        EmitSolutions(clauses, firstCounts, done);
        _code.Add(E.Label(done));
        _code.Add(_result);
        return E.Lambda<SolutionCode>(E.Block(_variables, _code), $"{_rule} (chunk)", [_contextParameter, arguments, _result]);
    }

    private MethodCallExpression Merge(E value) => Call(nameof(EmitOps.Merge), E.Constant(_rule), _result, value);

    private static int SizeOf(ImmutableArray<PlanBlock> branches) => branches.Sum(b => b.Size);

    private static bool HaveOneConstantResult(RulePlan plan)
    {
        Operand[] results = [.. plan.Clauses.SelectMany(c => c).Select(ResultOf)];
        return results.Length > 0 && results.All(r => r.IsConstant && r.Constant == results[0].Constant);
    }

    private static Operand ResultOf(PlanBlock block)
    {
        PlanStep last = block.Steps[^1];
        return last is ScanStep scan ? ResultOf(scan.Body) : ((ResultStep)last).Value;
    }
}
