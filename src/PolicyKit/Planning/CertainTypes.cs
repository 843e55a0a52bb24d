using PolicyKit.Binding;
using PolicyKit.Binding.Types;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Planning;

/// <summary>
/// What the locals of a plan are whatever is judged: constants, params (their values are checked when they are bound), and what was made of them. What is read from a document
/// may be anything, because an object need not be as its schema says, and so may the value of a rule, because a <c>with</c> may replace it: no check on them is needless.
/// </summary>
internal sealed class CertainTypes
{
    private readonly Dictionary<PlanLocal, TypeSymbol> _types = [];

    /// <summary>Learns what a step gives.</summary>
    public void Add(PlanStep step)
    {
        switch (step)
        {
            case ParamStep s:
                Add(s.Result, ValueTypes.Of(s.Param.Type));
                break;
            case BuiltinStep { IsMocked: false, Builtin.IsRelation: false } s:
                Add(s.Result, BuiltinResults.Of(s.Builtin, [.. s.Arguments.Select(Of)]));
                break;
            case CompareStep s:
                Add(s.Result, TypeSymbol.Boolean);
                break;
            case MembershipStep s:
                Add(s.Result, TypeSymbol.Boolean);
                break;
            case TemplateStep s:
                Add(s.Result, TypeSymbol.String);
                break;
            case ArrayStep s:
                Add(s.Result, TypeSymbol.ArrayOf(TypeSymbol.UnionOf(s.Items.Select(Of))));
                break;
            case SetStep s:
                Add(s.Result, TypeSymbol.SetOf(TypeSymbol.UnionOf(s.Items.Select(Of))));
                break;
            case ObjectStep s:
                Add(s.Result, ObjectsOf(TypeSymbol.UnionOf(s.Items.Select(i => Of(i.Value)))));
                break;
            case ComprehensionStep s:
                Add(s.Result, OfComprehension(s.Kind, s.Body));
                break;
            case ScanStep s:
                AddScan(s);
                break;
        }
    }

    /// <summary>Whether a test holds whatever is judged.</summary>
    public bool IsNeedless(PlanStep step) => step switch
    {
        TruthTest test => !Of(test.Operand).MayEqual(TypeSymbol.Boolean),
        CollectionTest test => Of(test.Operand).Parts is { IsEmpty: false } parts && parts.All(p => p is ArrayType or SetType or ObjectType),
        _ => false,
    };

    private TypeSymbol Of(Operand operand) => operand.Local is not { } local ? ValueTypes.Of(operand.Constant) : _types.GetValueOrDefault(local, TypeSymbol.Any);

    private void Add(PlanLocal local, TypeSymbol type)
    {
        if (type != TypeSymbol.Any) _types.Add(local, type);
    }

    private void AddScan(ScanStep scan)
    {
        TypeSymbol source = Of(scan.Source);
        if (scan.Key is { } key) Add(key, source.Keys);
        if (scan.Element is { } element) Add(element, source.Elements);
    }

    private TypeSymbol OfComprehension(ComprehensionKind kind, PlanBlock body)
    {
        CollectStep collect = EndOf(body);
        return kind switch
        {
            ComprehensionKind.Array => TypeSymbol.ArrayOf(Of(collect.Value)),
            ComprehensionKind.Set => TypeSymbol.SetOf(Of(collect.Value)),
            _ => ObjectsOf(Of(collect.Value)),
        };
    }

    private static ObjectType ObjectsOf(TypeSymbol values) => new("", [], values, otherKeys: TypeSymbol.Any);

    private static CollectStep EndOf(PlanBlock block)
    {
        PlanStep last = block.Steps[^1];
        while (last is ScanStep scan) last = scan.Body.Steps[^1];
        return (CollectStep)last;
    }
}
