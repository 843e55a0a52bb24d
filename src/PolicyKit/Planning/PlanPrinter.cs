using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using PolicyKit.Binding;
using PolicyKit.Runtime;

namespace PolicyKit.Planning;

/// <summary>Prints plans, one step a line: locals are <c>$n</c>, contexts <c>#n</c>, blocks are indented.</summary>
internal sealed class PlanPrinter
{
    private static readonly Dictionary<ComparisonOperator, string> Operators = new()
    {
        [ComparisonOperator.Equal] = "==",
        [ComparisonOperator.NotEqual] = "!=",
        [ComparisonOperator.Less] = "<",
        [ComparisonOperator.LessOrEqual] = "<=",
        [ComparisonOperator.Greater] = ">",
        [ComparisonOperator.GreaterOrEqual] = ">=",
    };

    private readonly StringBuilder _text = new();
    private int _depth;

    private PlanPrinter()
    {
    }

    public static string Print(RulePlan plan) => LargeStack.RunWhenNeeded(() => PrintHere(plan));

    /// <summary>Prints the block of a screen.</summary>
    public static string Print(PlanBlock screen) => LargeStack.RunWhenNeeded(() =>
    {
        var printer = new PlanPrinter();
        printer.Block("screen", screen);
        return printer._text.ToString();
    });

    private static string PrintHere(RulePlan plan)
    {
        var printer = new PlanPrinter();
        string parameters = plan.Parameters.IsEmpty ? "" : $"({string.Join(", ", plan.Parameters)})";
        printer.Line($"{plan.Rule}{parameters}");
        printer._depth++;
        foreach (ImmutableArray<PlanBlock> branches in plan.Clauses)
        {
            for (int i = 0; i < branches.Length; i++) printer.Block(i == 0 ? "clause" : "else", branches[i]);
        }
        if (plan.Default is { } block) printer.Block("default", block);
        return printer._text.ToString();
    }

    private void Line(string text) => _text.Append(' ', 2 * _depth).Append(text).Append('\n');

    private void Block(string head, PlanBlock block)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Line(head);
        _depth++;
        foreach (PlanStep step in block.Steps) Step(step);
        _depth--;
    }

    private void Step(PlanStep step)
    {
        switch (step)
        {
            case ScanStep scan:
                Block(Describe(scan), scan.Body);
                break;
            case ComprehensionStep comprehension:
                Block($"{comprehension.Result} = {comprehension.Kind.ToString().ToLowerInvariant()} of", comprehension.Body);
                break;
            case CountStep count:
                Block($"{count.Result} = count of", count.Body);
                break;
            case OptionalStep optional:
                Block($"{optional.Result} = optional", optional.Body);
                break;
            case NotStep not:
                Block(not.IsExhaustive ? "none of all" : "not", not.Body);
                break;
            case ForEachStep each:
                Block("each", each.Body);
                break;
            case AlternativesStep alternatives:
                foreach (PlanBlock block in alternatives.Blocks) Block("in turn", block);
                break;
            case MarkStep mark:
                Block($"mark {mark.Target} if", mark.Body);
                break;
            default:
                Line(Describe(step));
                break;
        }
    }

    private static string Describe(ScanStep scan)
    {
        string variables = string.Join(", ", new[] { scan.Key, scan.Element }.Select(l => l?.ToString() ?? "_"));
        string order = scan.Order.HasFlag(ScanOrder.Canonical) ? " in order" : "";
        return $"scan {variables} in {scan.Source}{order}{(scan.Order.HasFlag(ScanOrder.EachPlace) ? " at each place" : "")}";
    }

    private static string Describe(PlanStep step) => step switch
    {
        DocumentStep s => $"{s.Result} = document {s.Document}{(s.IsOptional ? " optional" : "")}",
        ParamStep s => $"{s.Result} = param {s.Param.Name}",
        BaseDataStep s => $"{s.Result} = base data",
        RuleStep s => $"{s.Result} = {(s.IsGuard ? "guard" : "rule")} {s.Rule}{(s.IsOptional ? " optional" : "")}",
        PackageStep s => $"{s.Result} = package {s.Package}",
        RuleEntryStep s => $"{s.Result} = rule {s.Rule} at {string.Concat(s.Keys.Select(k => $"[{k}]"))}",
        PlaceMemberStep s => $"{s.Result} = place {s.Place}[{s.Key}]",
        PlaceEntriesStep s => $"{s.Result} = entries of {s.Place}",
        DocumentOfStep s => $"{s.Result} = document of {s.Place}",
        MemberStep s => $"{s.Result} = {s.Source}[{Value.FromString(s.Key)}]{(s.IsOptional ? " optional" : "")}",
        DefinedTest s => $"test {s.Operand} is defined",
        NextStep => "next",
        IndexStep s => $"{s.Result} = {s.Source}[{s.Key}]",
        BuiltinStep s => $"{s.Result} = {s.Builtin.Name}({Join(s.Arguments)}){(s.IsStrict ? " strict" : "")}{(s.IsMocked ? " replaceable" : "")}",
        FunctionStep s => $"{s.Result} = {s.Function}({Join(s.Arguments)}){(s.Function.IsMocked ? " replaceable" : "")}",
        CompareStep s => $"{s.Result} = {s.Left} {Operators[s.Operator]} {s.Right}",
        CompareTest s => $"test {s.Left} {Operators[s.Operator]} {s.Right}",
        MembershipStep s => $"{s.Result} = {(s.Key is { } key ? $"{key}, " : "")}{s.Item} in {s.Collection}",
        RepeatTest s => $"test {string.Join('.', s.Path)} of {s.Source} repeats",
        TruthTest s => $"test {s.Operand}",
        CollectionTest s => $"test {s.Operand} is a collection",
        ArrayTest s => string.Create(CultureInfo.InvariantCulture, $"test {s.Operand} is an array of {s.Length}"),
        ObjectTest s => string.Create(CultureInfo.InvariantCulture, $"test {s.Operand} is an object of {s.Count}"),
        ArrayStep s => $"{s.Result} = [{Join(s.Items)}]",
        SetStep s => $"{s.Result} = {{{Join(s.Items)}}}",
        ObjectStep s => $"{s.Result} = {{{string.Join(", ", s.Items.Select(i => $"{i.Key}: {i.Value}"))}}}",
        CollectStep s => $"collect {(s.Key is { } key ? $"{key}: " : "")}{s.Value}",
        TemplateStep s => $"{s.Result} = template {string.Join(" + ", s.Texts.Select(t => Value.FromString(t).ToString()).Zip(s.Operands.Select(o => $" + {o}").Append(""), string.Concat))}",
        FoundStep s => $"found {s.Value}",
        HoldsStep => "holds",
        WithStep s => string.Create(CultureInfo.InvariantCulture, $"with #{s.Context} from #{s.Parent}: {string.Join(", ", s.Replacements.Select(Describe))}"),
        UseContextStep s => string.Create(CultureInfo.InvariantCulture, $"use #{s.Context}"),
        ResultStep s => $"result {s.Value}",
        MemberResultStep s => $"member {s.Member}",
        EntryResultStep s => $"entry {string.Concat(s.Keys.Select(k => $"[{k}]"))} {(s.AddsMember ? "contains" : "=")} {s.Value}",
        BeginFindingStep s => s.Finding.IsWarning ? "warn" : "deny",
        PlaceStep s => $"place {s.Anchor}{string.Concat(s.Steps.Select(k => $"[{k}]"))}",
        PlaceArrayStep s => $"places {s.Nodes}",
        FixStep s => $"fix {(s.Fix.IsUnsafe ? "unsafe " : "")}{s.Fix.Kind.ToString().ToLowerInvariant()}{(s.Fix.Value is null ? "" : $" {s.Value}")}{(s.Fix.Target is null ? "" : " at")}",
        EndFindingStep s => $"because {s.Message}",
        BeginExpressionStep s => $"begin `{s.Expression.Text}`",
        WatchStep s => string.Create(CultureInfo.InvariantCulture, $"watch {s.Index} = {s.Operand}"),
        EndExpressionStep => "end",
        TryClauseStep s => $"try clause at {s.Location.Start}",
        SolutionStep s => $"solution {s.Value}",
        _ => throw new UnreachableException(),
    };

    private static string Describe(Replacement replacement) => replacement.Modifier switch
    {
        BoundDocumentModifier m => $"{string.Join('.', m.Path.Insert(0, m.Document.Name))} = {replacement.Value}",
        BoundDataModifier m => $"{string.Join('.', m.Path.Insert(0, "data"))} = {replacement.Value}",
        BoundParamModifier m => $"params.{m.Param.Name} = {replacement.Value}",
        BoundFunctionModifier m => $"{(object?)m.Function ?? m.Builtin!.Name} = {Name(m.Replacement) ?? replacement.Value.ToString()}",
        _ => throw new UnreachableException(),
    };

    private static string? Name(object? function) => function is Builtins.Builtin builtin ? builtin.Name : function?.ToString();

    private static string Join(ImmutableArray<Operand> operands) => string.Join(", ", operands);
}
