using System.Text;
using PolicyKit.Binding;
using PolicyKit.Diagnostics;
using PolicyKit.Emit;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit.Tests.Reference.Random;

/// <summary>Evaluates each rule of a program by the product and by the reference.</summary>
internal static class Differential
{
    private const long MaxSteps = 20_000;
    private const int Orders = 100;

    /// <summary>The program without the paragraphs that the compiler refuses.</summary>
    public static RandomProgram Repair(RandomProgram program) => LargeStack.Run(() =>
    {
        while (true)
        {
            SyntaxTree[] trees = Parse(program);
            Diagnostic[] errors = [.. trees.SelectMany(t => t.Diagnostics), .. Binder.Bind(PolicyDomain.None, trees).Diagnostics.ToImmutable()];
            if (errors.Length == 0) return program;
            program = program with { Modules = [.. program.Modules.Select((text, i) => Without(text, [.. errors.Where(e => e.Location.Source?.Path == $"{i}.rego").Select(e => e.Location.Start.Line)]))] };
        }
    });

    private static string Without(string module, int[] lines)
    {
        var kept = new List<string>();
        int line = 0;
        foreach (string paragraph in module.Split("\n\n"))
        {
            int length = paragraph.Count(c => c == '\n') + 2;
            if (!lines.Any(l => l >= line && l < line + length)) kept.Add(paragraph);
            line += length;
        }
        return string.Join("\n\n", kept);
    }

    private static SyntaxTree[] Parse(RandomProgram program) => [.. program.Modules.Select((text, i) => SyntaxTree.Parse(text, $"{i}.rego"))];

    /// <summary>Where the two differ, one line for each rule; null when the compiler refuses the program.</summary>
    public static IReadOnlyList<string>? Compare(RandomProgram program, bool isWarm, bool isStrict) => LargeStack.Run(() => CompareRules(program, isWarm, isStrict));

    private static List<string>? CompareRules(RandomProgram program, bool isWarm, bool isStrict)
    {
        SyntaxTree[] trees = Parse(program);
        BindingSession session = Binder.Bind(PolicyDomain.None, trees, isStrict);
        if (trees.Any(t => t.Diagnostics.Length > 0) || session.Diagnostics.HasErrors) return null;
        var compiled = new PolicyProgram(session, new ProgramCode(session));
        if (isWarm) compiled.Warm();
        Value input = Value.ParseJson(program.Input);
        Value data = Value.ParseJson(program.Data);
        var differences = new List<string>();
        foreach (RuleSymbol rule in session.Rules.Where(r => r.Kind != RuleKind.Function))
        {
            Outcome product = Outcome.Of(() => compiled.Evaluate(rule, new PolicyInput { Input = input, Limits = new EvaluationLimits { MaxSteps = MaxSteps } }, data));
            Outcome fromBytes = Outcome.Of(() => compiled.Evaluate(rule, Encoding.UTF8.GetBytes(program.Input), new QueryReads(rule, session.Bodies), new PolicyInput { Limits = new EvaluationLimits { MaxSteps = MaxSteps } }, data));
            if (product != fromBytes) differences.Add($"{rule}: product {product}, from bytes {fromBytes}");
            Outcome reference = Refer(null);
            bool isExhausted = product.IsExhausted || reference.IsExhausted;
            // A strict builtin is an error wherever it stands: too many orders to try.
            bool isBuiltin = product.Error == EvaluationErrorKind.Builtin || reference.Error == EvaluationErrorKind.Builtin;
            if (!isExhausted && !isBuiltin && !IsSame(product, reference, Refer)) differences.Add($"{rule}: product {product}, reference {reference}");

            Outcome Refer(GoalOrder? order) =>
                Outcome.Of(() => new ReferenceContext(new ReferenceRules(session.Bodies), MaxSteps) { Input = input, Data = data, Order = order }.RuleValue(rule));
        }
        return differences;
    }

    /// <summary>
    /// Which of two failing parts is evaluated first is not said anywhere, and what comes first hides an error of the other: then some order of the reference must lead to an error, or to none, as well.
    /// </summary>
    private static bool IsSame(Outcome product, Outcome reference, Func<GoalOrder, Outcome> refer)
    {
        if (product.Error is null == reference.Error is null) return product.Error is not null || product == reference;
        return Enumerable.Range(0, Orders).Any(seed => refer(new GoalOrder(seed)).Error is null == product.Error is null);
    }
}
