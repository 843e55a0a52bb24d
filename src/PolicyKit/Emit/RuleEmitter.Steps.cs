using System.Collections.Immutable;
using System.Linq.Expressions;
using PolicyKit.Binding;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using E = System.Linq.Expressions.Expression;

namespace PolicyKit.Emit;

internal sealed partial class RuleEmitter
{
    private BoundFinding? _finding;

    private void EmitStep(PlanStep step, LabelTarget failed)
    {
        if (_subject is not null)
        {
            if (TryEmitOnParts(step, failed)) return;
            if (step is not (HoldsStep or NextStep or FoundStep or OptionalStep or UseContextStep)) _code.Add(E.Call(_contextParameter, nameof(EvalContext.Settle), null));
        }
        switch (step)
        {
            case DocumentStep document:
                Assign(document.Result, Context(nameof(EvalContext.Document), E.Constant(document.Document.Slot)), document.IsOptional ? null : failed);
                break;
            case ParamStep param:
                Assign(param.Result, Context(nameof(EvalContext.Param), E.Constant(param.Param.Slot)), failed);
                break;
            case BaseDataStep data:
                Assign(data.Result, E.Property(_context, nameof(EvalContext.Data)), failed);
                break;
            case RuleStep { Rule.Kind: RuleKind.Findings } findings:
                Assign(findings.Result, Call(nameof(EmitOps.FindingsAsSet), _context, E.Constant(findings.Rule)), failed);
                break;
            case RuleStep rule:
                Assign(rule.Result, Context(_isTraced ? nameof(EvalContext.TracedRule) : nameof(EvalContext.Rule), E.Constant(rule.Rule.Slot)), rule.IsOptional ? null : failed);
                break;
            case RuleEntryStep { Keys: [var key] } entry:
                Assign(entry.Result, Context(nameof(EvalContext.RuleEntry), E.Constant(entry.Rule.Slot), Read(key)), failed);
                break;
            case RuleEntryStep entry:
                Assign(entry.Result, Context(nameof(EvalContext.RuleEntry), E.Constant(entry.Rule.Slot), Array(entry.Keys)), failed);
                break;
            case PackageStep package:
                Assign(package.Result, Place(nameof(VirtualDocument.Open), _context, E.Constant(package.Package)), failed);
                break;
            case PlaceMemberStep member:
                Assign(member.Result, Place(nameof(VirtualDocument.Member), Read(member.Place), Read(member.Key)), failed);
                break;
            case PlaceEntriesStep entries:
                Assign(entries.Result, Place(nameof(VirtualDocument.Entries), Read(entries.Place)), failed);
                break;
            case DocumentOfStep document:
                Assign(document.Result, Place(nameof(VirtualDocument.Whole), Read(document.Place)), failed);
                break;
            case MemberStep member:
                Assign(member.Result, Runtime(nameof(Ops.Member), Read(member.Source), E.Constant(SymbolTable.Intern(member.Key))), member.IsOptional ? null : failed);
                break;
            case IndexStep index:
                Assign(index.Result, Runtime(nameof(Ops.Index), Read(index.Source), Read(index.Key)), failed);
                break;
            case ScanStep scan:
                EmitScan(scan, failed);
                break;
            case BuiltinStep builtin:
                EmitBuiltin(builtin, failed);
                break;
            case FunctionStep function:
                EmitFunction(function, failed);
                break;
            case CompareStep compare:
                Assign(compare.Result, E.Call(typeof(Value), nameof(Value.FromBoolean), null, Comparison(compare.Operator, compare.Left, compare.Right)));
                break;
            case CompareTest compare:
                FailUnless(Comparison(compare.Operator, compare.Left, compare.Right), failed);
                break;
            case MembershipStep { Key: { } key } membership:
                Assign(membership.Result, Call(nameof(EmitOps.HasEntry), Read(membership.Collection), Read(key), Read(membership.Item)), failed);
                break;
            case MembershipStep membership:
                Assign(membership.Result, Runtime(nameof(Ops.Contains), Read(membership.Collection), Read(membership.Item)), failed);
                break;
            case TruthTest truth:
                FailUnless(Runtime(nameof(Ops.IsTrue), Read(truth.Operand)), failed);
                break;
            case CollectionTest collection:
                FailUnless(Call(nameof(EmitOps.IsCollection), Read(collection.Operand)), failed);
                break;
            case ArrayTest array:
                FailUnless(Call(nameof(EmitOps.IsArray), Read(array.Operand), E.Constant(array.Length)), failed);
                break;
            case ObjectTest @object:
                FailUnless(Call(nameof(EmitOps.IsObject), Read(@object.Operand), E.Constant(@object.Count)), failed);
                break;
            case ArrayStep array:
                Assign(array.Result, Call(nameof(EmitOps.MakeArray), Array(array.Items)));
                break;
            case SetStep set:
                Assign(set.Result, Call(nameof(EmitOps.MakeSet), Array(set.Items)));
                break;
            case ObjectStep @object:
                Assign(@object.Result, Call(nameof(EmitOps.MakeObject), Array([.. @object.Items.SelectMany(i => new[] { i.Key, i.Value })])));
                break;
            case ComprehensionStep comprehension:
                EmitComprehension(comprehension);
                break;
            case RepeatTest repeat:
                FailUnless(Call(nameof(EmitOps.HasRepeats), _context, Read(repeat.Source), E.Constant(repeat.Path.Select(Value.FromString).ToArray())), failed);
                break;
            case TemplateStep template:
                E[] operands = template.Operands.Length <= 3 ? [.. template.Operands.Select(Read)] : [Array(template.Operands)];
                Assign(template.Result, Call(nameof(EmitOps.Concatenate), [_context, E.Constant(template.Texts.ToArray()), .. operands]));
                break;
            case OptionalStep optional:
                EmitOptional(optional);
                break;
            case NotStep not:
                EmitNot(not, failed);
                break;
            case WithStep with:
                EmitWith(with);
                break;
            case UseContextStep use:
                _context = _contexts[use.Context];
                break;
            case BeginFindingStep begin:
                _finding = begin.Finding;
                _code.Add(Call(nameof(EmitOps.BeginFinding), _context, E.Constant(begin.Finding)));
                break;
            case ForEachStep each:
                EmitBlock(each.Body, _ => { });
                break;
            case AlternativesStep alternatives:
                foreach (PlanBlock block in alternatives.Blocks) EmitBlock(block, _endBlock);
                break;
            case PlaceStep place:
                EmitPlace(place);
                break;
            case PlaceArrayStep places:
                _code.Add(Call(nameof(EmitOps.AddPlaces), _context, Read(places.Nodes)));
                break;
            case FixStep fix:
                _code.Add(Call(nameof(EmitOps.BeginFix), _context, E.Constant(fix.Fix), Read(fix.Value)));
                break;
            default:
                _endBlock(step);
                break;
        }
    }

    private void EmitPlace(PlaceStep place)
    {
        E steps = place.Steps.All(s => s.IsConstant) ? E.Constant(place.Steps.Select(s => s.Constant).ToArray()) : Array(place.Steps);
        _code.Add(Call(nameof(EmitOps.AddPlace), _context, Read(place.Anchor), steps));
    }

    private void EmitNot(NotStep not, LabelTarget failed)
    {
        EmitEnter(not);
        EmitBlock(not.Body, _ =>
        {
            EmitExit(not, holds: true);
            _code.Add(E.Goto(failed));
        });
        EmitExit(not, holds: false);
    }

    private void EmitScan(ScanStep scan, LabelTarget failed)
    {
        bool eachPlace = scan.Order.HasFlag(ScanOrder.EachPlace);
        ParameterExpression source = Variable(typeof(Value), "source");
        ParameterExpression cursor = Variable(typeof(long), "cursor");
        E collection = Read(scan.Source);
        _code.Add(E.Assign(source, scan.Order.HasFlag(ScanOrder.Canonical) ? Runtime(nameof(Ops.Canonical), collection) : collection));
        _code.Add(E.Assign(cursor, Runtime(eachPlace ? nameof(Ops.FirstPlace) : nameof(Ops.First), source)));

        ParameterExpression? visited = EmitVisited();
        List<E> outer = _code;
        LabelTarget next = E.Label("next");
        LabelTarget end = E.Label("end");
        _code = [E.IfThen(E.LessThan(cursor, E.Constant(0L)), E.Break(end)), E.Call(_context, nameof(EvalContext.Charge), null, E.Constant(1L))];
        LabelTarget elementFailed = EmitElement(visited, next);
        if (scan.Key is { } key) Assign(key, eachPlace ? Call(nameof(EmitOps.KeyAtPlace), source, cursor) : Runtime(nameof(Ops.KeyAt), source, cursor));
        if (scan.Element is { } element) Assign(element, Runtime(eachPlace ? nameof(Ops.ValueAtPlace) : nameof(Ops.ValueAt), source, cursor));
        EmitSteps(scan.Body, elementFailed);
        _code.Add(E.Label(next));
        _code.Add(E.Assign(cursor, Runtime(eachPlace ? nameof(Ops.NextPlace) : nameof(Ops.Next), source, cursor)));
        E loop = E.Loop(E.Block(_code), end);
        _code = outer;
        _code.Add(loop);
        if (visited is not null) _code.Add(E.IfThen(visited, E.Goto(Plain(failed))));
        _code.Add(E.Goto(failed));
    }

    private void EmitComprehension(ComprehensionStep comprehension)
    {
        (Type maker, Type type) = comprehension.Kind switch
        {
            ComprehensionKind.Array => (typeof(ArrayBuilder), typeof(RegoArray)),
            ComprehensionKind.Set => (typeof(SetBuilder), typeof(SetBuilder)),
            _ => (typeof(EmitOps), typeof(ObjectBuilder)),
        };
        // Made with the first element: most collect nothing.
        ParameterExpression builder = Variable(type, "builder");
        _code.Add(E.Assign(builder, E.Constant(null, type)));
        EmitEnter(comprehension);
        EmitBlock(comprehension.Body, step =>
        {
            var collect = (CollectStep)step;
            _code.Add(collect.Key is { } key
                ? Call(nameof(EmitOps.AddMember), E.Constant(comprehension.Location), builder, Read(key), Read(collect.Value))
                : E.Call(maker, nameof(ArrayBuilder.Add), null, builder, Read(collect.Value)));
        });
        Assign(comprehension.Result, E.Call(maker, nameof(ArrayBuilder.Finish), null, builder));
        EmitExit(comprehension);
    }

    private void EmitOptional(OptionalStep optional)
    {
        ParameterExpression result = Local(optional.Result);
        LabelTarget end = E.Label("found");
        _code.Add(E.Assign(result, E.Default(typeof(Value))));
        EmitBlock(optional.Body, end, step =>
        {
            _code.Add(E.Assign(result, Read(((FoundStep)step).Value)));
            _code.Add(E.Goto(end));
        });
        _code.Add(E.Label(end));
    }

    private void EmitWith(WithStep with)
    {
        ParameterExpression context = Variable(typeof(EvalContext), $"context{with.Context}");
        _contexts[with.Context] = context;
        ImmutableArray<BoundModifier> modifiers = [.. with.Replacements.Select(r => r.Modifier)];
        _code.Add(E.Assign(context, E.Call(
            _contexts[with.Parent], nameof(EvalContext.With), null, E.Constant(modifiers), Array([.. with.Replacements.Select(r => r.Value)]))));
        _context = context;
    }
}
