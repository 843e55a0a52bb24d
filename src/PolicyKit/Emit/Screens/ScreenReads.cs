using System.Collections.Immutable;
using PolicyKit.Binding.Access;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Emit.Screens;

/// <summary>What a screen reads of an object of a kind: members by their paths, and whole values only where a step looks into them.</summary>
internal sealed class ScreenReads
{
    private readonly Dictionary<PlanLocal, AccessTree[]> _trees = [];
    private readonly Dictionary<PlanLocal, ImmutableArray<Operand>> _arrays = [];
    private readonly AccessTree _object;
    private readonly ObjectKind _kind;

    private ScreenReads(AccessTree @object, ObjectKind kind) => (_object, _kind) = (@object, kind);

    /// <summary>Adds what a screen reads.</summary>
    public static void Add(AccessTree @object, PlanBlock screen, ObjectKind kind) => new ScreenReads(@object, kind).Visit(screen);

    /// <summary>Whether all that a screen reads is read by its own steps: no rule or function is evaluated for it.</summary>
    public static bool AreOwn(PlanBlock block) => block.Steps.All(s => s switch
    {
        RuleStep or RuleEntryStep or FunctionStep or PackageStep or WithStep => false,
        BuiltinStep builtin => !builtin.IsMocked,
        _ => s.Blocks.All(AreOwn),
    });

    private void Visit(PlanBlock block)
    {
        foreach (PlanStep step in block.Steps) Visit(step);
    }

    private void Visit(PlanStep step)
    {
        switch (step)
        {
            case DocumentStep document:
                _trees[document.Result] = TreesOf(document.Document);
                break;
            case MemberStep member:
                _trees[member.Result] = [.. Trees(member.Source).Select(t => t.Member(member.Key))];
                break;
            case BuiltinStep { Builtin.Name: "object.get", IsMocked: false, Arguments: [var source, var key, _] } get when StepsOf(key) is { } steps:
                _trees[get.Result] = [.. Trees(source).Select(t => steps.Aggregate(t, (tree, name) => name is null ? tree.Element() : tree.Member(name)))];
                break;
            case ArrayStep array:
                _arrays[array.Result] = array.Items;
                foreach (Operand item in array.Items) DemandWhole(item);
                break;
            case BuiltinStep { IsMocked: false, Arguments: [var counted] } outer when AccessAnalysis.OuterFunctions.Contains(outer.Builtin.Name):
                foreach (AccessTree tree in Trees(counted)) tree.Element();
                break;
            case RepeatTest repeat:
                foreach (AccessTree tree in Trees(repeat.Source)) repeat.Path.Aggregate(tree.Element(), (inner, name) => inner.Member(name)).DemandWhole();
                break;
            case IndexStep index:
                _trees[index.Result] = [.. Trees(index.Source).Select(t => t.Element())];
                DemandWhole(index.Key);
                break;
            case ScanStep scan:
                AccessTree[] elements = [.. Trees(scan.Source).Select(t => t.Element())];
                if (scan.Element is { } element) _trees[element] = elements;
                break;
            case MembershipStep { Key: null } membership when IsScalar(membership.Item) && membership.Item.IsConstant:
                foreach (AccessTree tree in Trees(membership.Collection)) tree.Element();
                break;
            case CompareTest { Left: var left, Right: var right } when IsScalar(left) || IsScalar(right):
            case CompareStep { Left: var x, Right: var y } when IsScalar(x) || IsScalar(y):
            case MembershipStep { Key: null, Collection: { IsConstant: true, Constant: var collection } } when collection.Elements().All(IsScalar):
            case TruthTest or DefinedTest or CollectionTest:
            case FunctionStep or RuleEntryStep:
                // What these read of their arguments, the analysis of the query says.
                break;
            default:
                foreach (Operand operand in step.Operands) DemandWhole(operand);
                break;
        }
        foreach (PlanBlock inner in step.Blocks) Visit(inner);
    }

    private AccessTree[] TreesOf(DocumentSymbol document)
    {
        if (document.Slot == DocumentTable.ObjectSlot) return [_object];
        if (document.Domain is not { } domain || !domain.Paths.TryGetValue(_kind, out ImmutableArray<ImmutableArray<string>> paths)) return [];
        return [.. paths.Select(p => p.Aggregate(_object, (tree, name) => tree.Member(name)))];
    }

    private AccessTree[] Trees(Operand operand) => operand.Local is { } local ? _trees.GetValueOrDefault(local, []) : [];

    private void DemandWhole(Operand operand)
    {
        foreach (AccessTree tree in Trees(operand)) tree.DemandWhole();
    }

    private static bool IsScalar(Operand operand) => operand.IsConstant && IsScalar(operand.Constant);

    /// <summary>The steps of a key or path of <c>object.get</c>, null for each that is no name which is known; null for a path of unknown length.</summary>
    private IEnumerable<string?>? StepsOf(Operand key) =>
        key.IsConstant ? ConstantPath.Of(key.Constant) : _arrays.TryGetValue(key.Local!, out ImmutableArray<Operand> items) ? items.Select(i => i.IsConstant ? ConstantPath.NameOf(i.Constant) : null) : null;

    /// <summary>Whether a value has nothing in it that could be asked for.</summary>
    public static bool IsScalar(Value value) => value.Kind is not (ValueKind.Array or ValueKind.Object or ValueKind.Set);
}
