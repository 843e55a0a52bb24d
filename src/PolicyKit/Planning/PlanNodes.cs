using System.Collections.Immutable;
using System.Globalization;
using PolicyKit.Binding;
using PolicyKit.Builtins;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Planning;

/// <summary>A slot that one step of a plan fills. It holds a defined value unless the step says otherwise.</summary>
internal sealed class PlanLocal(int index)
{
    public int Index => index;

    public override string ToString() => $"${index}";
}

/// <summary>How many locals and contexts plans that are fused have so far.</summary>
internal sealed class PlanNumbers
{
    public int Locals { get; set; }

    public int Contexts { get; set; }
}

/// <summary>What a step reads: a local or a constant.</summary>
internal readonly record struct Operand(PlanLocal? Local, Value Constant)
{
    public bool IsConstant => Local is null;

    public static implicit operator Operand(PlanLocal local) => new(local, default);

    public static Operand Of(Value constant) => new(null, constant);

    public override string ToString() => Local?.ToString() ?? (Constant.IsUndefined ? "undefined" : Constant.ToString());
}

/// <summary>One step. A step that gives undefined, or a test that does not hold, fails: evaluation goes on with the next element of the innermost scan around it.</summary>
internal abstract record PlanStep;

/// <summary>Reads a document of the evaluation.</summary>
internal sealed record DocumentStep(PlanLocal Result, DocumentSymbol Document) : PlanStep
{
    /// <summary>Whether the result may be undefined: the step does not fail.</summary>
    public bool IsOptional { get; init; }
}

/// <summary>Reads a param.</summary>
internal sealed record ParamStep(PlanLocal Result, ParamSymbol Param) : PlanStep;

/// <summary>Reads the base document.</summary>
internal sealed record BaseDataStep(PlanLocal Result) : PlanStep;

/// <summary>Evaluates a rule, once for each evaluation.</summary>
internal sealed record RuleStep(PlanLocal Result, RuleSymbol Rule) : PlanStep
{
    /// <summary>In screens: whether the rule is evaluated for all policies that ask for it first.</summary>
    public bool IsGuard { get; init; }

    /// <summary>Whether the result may be undefined: the step does not fail.</summary>
    public bool IsOptional { get; init; }
}

/// <summary>Reads what a partial object has under keys. Other entries of it may fail: they are not read.</summary>
internal sealed record RuleEntryStep(PlanLocal Result, RuleSymbol Rule, ImmutableArray<Operand> Keys) : PlanStep;

/// <summary>Goes to the place of a package; the result is no value yet, but where <see cref="PlaceMemberStep"/>, <see cref="PlaceEntriesStep"/> and <see cref="DocumentOfStep"/> go on.</summary>
internal sealed record PackageStep(PlanLocal Result, PackageSymbol Package) : PlanStep;

/// <summary>Goes from a place to what stands under a key: a place, or the value of a rule or of base data.</summary>
internal sealed record PlaceMemberStep(PlanLocal Result, Operand Place, Operand Key) : PlanStep;

/// <summary>Makes a collection of what stands under each key of a place; its rules are not evaluated yet.</summary>
internal sealed record PlaceEntriesStep(PlanLocal Result, Operand Place) : PlanStep;

/// <summary>Makes the document of a place: the base data there over the values of its rules.</summary>
internal sealed record DocumentOfStep(PlanLocal Result, Operand Place) : PlanStep;

/// <summary>Reads the member under a constant string.</summary>
internal sealed record MemberStep(PlanLocal Result, Operand Source, string Key) : PlanStep
{
    /// <summary>Whether the source and the result may be undefined: the step does not fail.</summary>
    public bool IsOptional { get; init; }
}

/// <summary>Fails unless the result of an optional step is defined.</summary>
internal sealed record DefinedTest(Operand Operand) : PlanStep;

/// <summary>Reads the element under a computed key.</summary>
internal sealed record IndexStep(PlanLocal Result, Operand Source, Operand Key) : PlanStep;

/// <summary>Ranges over a collection; the steps after it are its body.</summary>
internal sealed record ScanStep(PlanLocal? Key, PlanLocal? Element, Operand Source, ScanOrder Order, PlanBlock Body) : PlanStep;

/// <summary>What of a collection's order and places a scan needs.</summary>
[Flags]
internal enum ScanOrder
{
    /// <summary>Any order: only the set of solutions counts.</summary>
    Any = 0,

    /// <summary>Rego's order: the solutions are collected in an array.</summary>
    Canonical = 1,

    /// <summary>Members that are equal at several places count once for each place.</summary>
    EachPlace = 2,
}

/// <summary>Calls a builtin.</summary>
internal sealed record BuiltinStep(PlanLocal Result, Builtin Builtin, ImmutableArray<Operand> Arguments, bool IsStrict, bool IsMocked, Location Location) : PlanStep
{
    /// <summary>In screens: whether operands may be undefined, and then the result is: the step does not fail.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The version that a call of <c>kubernetes.at_least</c> asks for, as <see cref="EvaluationBuiltins.NumberOf"/> has it; null for other calls, and where only the evaluation tells.</summary>
    public long? VersionAsked =>
        this is { IsMocked: false, Builtin.Name: "kubernetes.at_least", Arguments: [{ IsConstant: true, Constant: var text }] } && PolicyInput.ParseKubernetesVersion(text.TextOrEmpty()) is { } version
            ? EvaluationBuiltins.NumberOf(version)
            : null;
}

/// <summary>Calls a user's function.</summary>
internal sealed record FunctionStep(PlanLocal Result, RuleSymbol Function, ImmutableArray<Operand> Arguments) : PlanStep;

/// <summary>Compares, giving a boolean.</summary>
internal sealed record CompareStep(PlanLocal Result, ComparisonOperator Operator, Operand Left, Operand Right) : PlanStep;

/// <summary>Fails unless the comparison holds.</summary>
internal sealed record CompareTest(ComparisonOperator Operator, Operand Left, Operand Right) : PlanStep;

/// <summary>Looks a value up in a collection, giving a boolean; with a key, the element under the key must be equal.</summary>
internal sealed record MembershipStep(PlanLocal Result, Operand? Key, Operand Item, Operand Collection) : PlanStep;

/// <summary>Fails unless the operand is not false.</summary>
internal sealed record TruthTest(Operand Operand) : PlanStep;

/// <summary>Fails unless the operand is a collection.</summary>
internal sealed record CollectionTest(Operand Operand) : PlanStep;

/// <summary>Fails unless the operand is an array of this length.</summary>
internal sealed record ArrayTest(Operand Operand, int Length) : PlanStep;

/// <summary>Fails unless the operand is an object of this many members.</summary>
internal sealed record ObjectTest(Operand Operand, int Count) : PlanStep;

/// <summary>Makes an array.</summary>
internal sealed record ArrayStep(PlanLocal Result, ImmutableArray<Operand> Items) : PlanStep;

/// <summary>Makes a set.</summary>
internal sealed record SetStep(PlanLocal Result, ImmutableArray<Operand> Items) : PlanStep;

/// <summary>Makes an object; the last of two values under equal keys counts.</summary>
internal sealed record ObjectStep(PlanLocal Result, ImmutableArray<(Operand Key, Operand Value)> Items) : PlanStep;

/// <summary>Collects the solutions of a block that ends in a <see cref="CollectStep"/>.</summary>
internal sealed record ComprehensionStep(PlanLocal Result, ComprehensionKind Kind, PlanBlock Body, Location Location) : PlanStep;

/// <summary>How many solutions a block has that ends in a <see cref="CollectStep"/>: the count of an array comprehension, without the array.</summary>
internal sealed record CountStep(PlanLocal Result, PlanBlock Body) : PlanStep;

/// <summary>Fails unless two elements of a collection have the same under a path of names, or one has nothing there: the set of all that is there is smaller than the collection.</summary>
internal sealed record RepeatTest(Operand Source, ImmutableArray<string> Path) : PlanStep;

/// <summary>Ends the block of a comprehension: adds to the collection.</summary>
internal sealed record CollectStep(Operand? Key, Operand Value) : PlanStep;

/// <summary>Concatenates texts and operands; operands may be undefined.</summary>
internal sealed record TemplateStep(PlanLocal Result, ImmutableArray<string> Texts, ImmutableArray<Operand> Operands) : PlanStep;

/// <summary>The first solution of a block that ends in a <see cref="FoundStep"/>, or undefined.</summary>
internal sealed record OptionalStep(PlanLocal Result, PlanBlock Body) : PlanStep;

/// <summary>Ends the block of an <see cref="OptionalStep"/>.</summary>
internal sealed record FoundStep(Operand Value) : PlanStep;

/// <summary>Fails when the block, which ends in a <see cref="HoldsStep"/>, has a solution.</summary>
internal sealed record NotStep(PlanBlock Body) : PlanStep
{
    /// <summary>In a traced plan of an <c>every</c>: the element for which the block is its body.</summary>
    public TracedElement? Element { get; init; }

    /// <summary>Whether all solutions are looked for, because a later one may end in an error.</summary>
    public bool IsExhaustive { get; init; }
}

/// <summary>The variables of an <c>every</c> with their values, and where it stands.</summary>
internal sealed record TracedElement(Location Location, ImmutableArray<(string Name, Operand Value)> Variables);

/// <summary>Ends the block of a negation.</summary>
internal sealed record HoldsStep : PlanStep;

/// <summary>Makes an evaluation context with replacements; the steps up to the next <see cref="UseContextStep"/> run in it.</summary>
internal sealed record WithStep(int Context, int Parent, ImmutableArray<Replacement> Replacements) : PlanStep;

/// <summary>Goes back to an earlier context.</summary>
internal sealed record UseContextStep(int Context) : PlanStep;

/// <summary>One replacement: what, and by which value.</summary>
internal readonly record struct Replacement(BoundModifier Modifier, Operand Value);

/// <summary>Ends the block of a complete rule or function: its value.</summary>
internal sealed record ResultStep(Operand Value) : PlanStep;

/// <summary>Ends the block of a partial set.</summary>
internal sealed record MemberResultStep(Operand Member) : PlanStep;

/// <summary>Ends the block of a partial object: a value (or the member of a set) below the rule's path.</summary>
internal sealed record EntryResultStep(ImmutableArray<Operand> Keys, Operand Value, bool AddsMember) : PlanStep;

/// <summary>Starts a finding; the steps up to <see cref="EndFindingStep"/> say where and why.</summary>
internal sealed record BeginFindingStep(BoundFinding Finding) : PlanStep;

/// <summary>Adds a place to the finding.</summary>
internal sealed record PlaceStep(Operand Anchor, ImmutableArray<Operand> Steps) : PlanStep;

/// <summary>Adds the places of each node in an array.</summary>
internal sealed record PlaceArrayStep(Operand Nodes) : PlanStep;

/// <summary>Runs a block, which ends in a <see cref="PlaceStep"/>, for all its solutions.</summary>
internal sealed record ForEachStep(PlanBlock Body) : PlanStep;

/// <summary>Blocks that are run in turn, whether those before have solutions or not; each ends as the block around would.</summary>
internal sealed record AlternativesStep(ImmutableArray<PlanBlock> Blocks) : PlanStep;

/// <summary>Gives the finding a fix, unless its value is undefined; the places after it are the fix's own.</summary>
internal sealed record FixStep(BoundFix Fix, Operand Value) : PlanStep;

/// <summary>Ends a finding; the message may be undefined.</summary>
internal sealed record EndFindingStep(Operand Message) : PlanStep;

/// <summary>Runs a block, which ends in a <see cref="HoldsStep"/>, up to its first solution; that marks a policy, by its place among those that are screened, or says that a guard holds.</summary>
internal sealed record MarkStep(ScreenTarget Target, PlanBlock Body) : PlanStep;

/// <summary>What a query of a screen is asked for: a policy, or a guard that is asked before many policies, by its place.</summary>
internal readonly record struct ScreenTarget(int Place, bool IsGuard = false)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsGuard ? "guard " : "")}{Place}");
}

/// <summary>Ends a block of a screen: evaluation goes on with the next element.</summary>
internal sealed record NextStep : PlanStep;

/// <summary>Steps in order. A scan holds the rest of its block in its body.</summary>
internal sealed class PlanBlock
{
    private readonly List<PlanStep> _steps = [];

    public IReadOnlyList<PlanStep> Steps => _steps;

    /// <summary>Number of steps, those of nested blocks included.</summary>
    public int Size => _steps.Sum(s => 1 + s.Blocks.Sum(b => b.Size));

    public void Add(PlanStep step) => _steps.Add(step);

    public void AddRange(IEnumerable<PlanStep> steps) => _steps.AddRange(steps);
}

/// <summary>How one rule is evaluated.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Parameters">Locals of a function's arguments.</param>
/// <param name="Clauses">Its clauses: for each, its branches in order.</param>
/// <param name="Default">The block of the default; ends in a <see cref="ResultStep"/>.</param>
/// <param name="IsTraced">Whether it tells what happens.</param>
internal sealed record RulePlan(RuleSymbol Rule, ImmutableArray<PlanLocal> Parameters, ImmutableArray<ImmutableArray<PlanBlock>> Clauses, PlanBlock? Default, bool IsTraced = false);
