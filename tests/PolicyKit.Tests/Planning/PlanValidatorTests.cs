using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using PolicyKit.Binding;
using PolicyKit.Builtins;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;
using Operand = PolicyKit.Planning.Operand;

namespace PolicyKit.Tests.Planning;

/// <summary>Every kind of step is held to the rules: what it reads is filled before, and what it fills is filled once.</summary>
public sealed class PlanValidatorTests
{
    private static readonly RuleSymbol s_rule = new(new PackageSymbol(null, ""), "p", RuleKind.Complete, 0, 0, Location.None);
    private static readonly PlanLocal s_result = new(1);
    private static readonly PropertyInfo[] s_operands = [.. StepTypes().SelectMany(t => t.GetProperties()).Where(p => CountsAsOperand(p.PropertyType))];

    public static TheoryData<string> Reading => [.. StepTypes().Where(t => t.GetProperties().Any(p => CountsAsOperand(p.PropertyType))).Select(t => t.Name)];

    public static TheoryData<string> Filling => [.. StepTypes().Where(t => t.GetProperty("Result")?.PropertyType == typeof(PlanLocal)).Select(t => t.Name)];

    [Fact]
    public void Steps_read_operands() => Assert.True(s_operands.Length > 30);

    [Theory]
    [MemberData(nameof(Reading))]
    public void What_a_step_reads_is_filled_before(string type)
    {
        foreach (PropertyInfo property in TypeOf(type).GetProperties().Where(p => CountsAsOperand(p.PropertyType)))
        {
            PlanStep step = Make(type);
            Set(step, property, Read(property.PropertyType, new PlanLocal(9)));
            Assert.Contains("$9 is read before it is filled", Broken(step), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Filling))]
    public void What_a_step_fills_is_filled_once(string type) =>
        Assert.Contains("$1 is filled twice", Broken(Make(type), Make(type)), StringComparison.Ordinal);

    [Fact]
    public void What_a_block_fills_is_not_known_after_it()
    {
        var inner = new PlanLocal(5);
        PlanBlock body = Block(new BaseDataStep(inner), new HoldsStep());
        Assert.Contains("$5 is read before it is filled", Broken(new NotStep(body), new TruthTest(inner)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_ends_with_its_end() =>
        Assert.Contains("only the end of a block", Broken(new NotStep(Block(new BaseDataStep(new PlanLocal(5))))), StringComparison.Ordinal);

    [Fact]
    public void A_scan_is_last() =>
        Assert.Contains("only the end of a block", Broken(new ScanStep(null, null, Constant, ScanOrder.Any, Block(new ResultStep(Constant))), new ResultStep(Constant)), StringComparison.Ordinal);

    [Fact]
    public void A_context_is_made_before_it_is_used() =>
        Assert.Contains("there is no such context", Broken(new UseContextStep(3)), StringComparison.Ordinal);

    [Fact]
    public void A_context_is_made_once() =>
        Assert.Contains("a context is made once", Broken(new WithStep(1, 0, []), new WithStep(1, 0, [])), StringComparison.Ordinal);

    [Fact]
    public void A_sound_plan_is_accepted() => PlanValidator.Check(PlanOf(new BaseDataStep(new PlanLocal(1))));

    private static Operand Constant => Operand.Of(Value.True);

    private static string Broken(params PlanStep[] steps) => Assert.Throws<InvalidOperationException>(() => PlanValidator.Check(PlanOf(steps))).Message;

    private static RulePlan PlanOf(params PlanStep[] steps)
    {
        PlanStep[] all = steps[^1] is ScanStep or ResultStep or MemberResultStep or EntryResultStep or EndFindingStep ? steps : [.. steps, new ResultStep(Constant)];
        return new RulePlan(s_rule, [], [[Block(all)]], null);
    }

    private static PlanBlock Block(params PlanStep[] steps)
    {
        var block = new PlanBlock();
        foreach (PlanStep step in steps) block.Add(step);
        return block;
    }

    /// <summary>A step that reads constants and fills <c>$1</c>; its blocks end as they must.</summary>
    private static PlanStep Make(string name)
    {
        Type type = TypeOf(name);
        var step = (PlanStep)RuntimeHelpers.GetUninitializedObject(type);
        foreach (PropertyInfo property in type.GetProperties())
        {
            if (property.Name == "Result") Set(step, property, s_result);
            else if (property.PropertyType == typeof(PlanBlock)) Set(step, property, Block(EndOf(step)));
            else if (property.PropertyType == typeof(RuleSymbol)) Set(step, property, s_rule);
            else if (property.PropertyType == typeof(BoundFix)) Set(step, property, new BoundFix(FixKind.Remove, false, null, null, Location.None));
            else if (property.PropertyType == typeof(Builtin)) Set(step, property, BuiltinTable.All.First());
            else if (property.PropertyType == typeof(string)) Set(step, property, "key");
            else if (property.PropertyType == typeof(ImmutableArray<string>)) Set(step, property, ImmutableArray.Create("", ""));
            else if (CountsAsOperand(property.PropertyType)) Set(step, property, Read(property.PropertyType, null));
        }
        return step;
    }

    private static PlanStep EndOf(PlanStep step) => step switch
    {
        ComprehensionStep or CountStep => new CollectStep(null, Constant),
        OptionalStep => new FoundStep(Constant),
        NotStep => new HoldsStep(),
        ForEachStep => new PlaceStep(Constant, []),
        _ => new ResultStep(Constant),
    };

    /// <summary>A value of an operand's type that reads a local, or a constant.</summary>
    private static object Read(Type type, PlanLocal? local)
    {
        Operand operand = local is null ? Constant : local;
        if (type == typeof(ImmutableArray<Operand>)) return ImmutableArray.Create(operand);
        if (type == typeof(ImmutableArray<(Operand, Operand)>)) return ImmutableArray.Create((Constant, operand));
        if (type == typeof(ImmutableArray<Replacement>)) return ImmutableArray.Create(new Replacement(new BoundDataModifier(new PackageSymbol(null, ""), [], new BoundConstant(Value.Null, Location.None)), operand));
        return operand;
    }

    private static bool CountsAsOperand(Type type) =>
        type == typeof(Operand) || type == typeof(Operand?) || type == typeof(ImmutableArray<Operand>) || type == typeof(ImmutableArray<(Operand, Operand)>)
        || type == typeof(ImmutableArray<Replacement>);

    private static void Set(PlanStep step, PropertyInfo property, object value) => property.SetValue(step, value);

    private static Type TypeOf(string name) => StepTypes().Single(t => t.Name == name);

    private static IEnumerable<Type> StepTypes() => typeof(PlanStep).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PlanStep)) && !t.IsAbstract).OrderBy(t => t.Name, StringComparer.Ordinal);
}
