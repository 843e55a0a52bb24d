using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using PolicyKit.Binding;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Planning;

internal sealed partial class Planner
{
    private Operand PlanTerm(BoundTerm term)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return Watch(term, PlanAnyTerm(term));
    }

    private Operand PlanAnyTerm(BoundTerm term) => term switch
    {
        BoundConstant constant => Operand.Of(constant.Value),
        BoundVariable variable => _bound[variable.Symbol],
        BoundDocument document => Read(new ReadKey(document.Symbol, null, _context), r => new DocumentStep(r, document.Symbol)),
        BoundParam param => Read(new ReadKey(param.Symbol, null, _context), r => new ParamStep(r, param.Symbol)),
        BoundBaseData => Read(new ReadKey(typeof(BoundBaseData), null, _context), r => new BaseDataStep(r)),
        BoundRule rule => Read(new ReadKey(rule.Symbol, null, _context), r => new RuleStep(r, rule.Symbol) { IsGuard = rule.IsGuard }),
        BoundPackage package => PlanDocument(package),
        BoundLookup lookup => PlanLookup(lookup),
        BoundFunctionCall call => PlanCall(call),
        BoundBuiltinCall call => PlanCall(call),
        BoundComparison comparison => PlanComparison(comparison),
        BoundMembership membership => PlanMembership(membership),
        BoundUnificationTerm unification => PlanUnification(unification),
        BoundArray array => Make(PlanAll(array.Items), (r, items) => new ArrayStep(r, items)),
        BoundSet set => Make(PlanAll(set.Items), (r, items) => new SetStep(r, items)),
        BoundObject @object => PlanObject(@object),
        BoundComprehension comprehension => PlanComprehension(comprehension),
        BoundTemplate template => PlanTemplate(template),
        _ => throw new UnreachableException(),
    };

    private ImmutableArray<Operand> PlanAll(ImmutableArray<BoundTerm> terms)
    {
        // Arguments may bind variables for each other: `f(xs[i], i)`.
        if (terms.All(CanEvaluate)) return [.. terms.Select(PlanTerm)];
        var operands = new Operand[terms.Length];
        var waiting = new Waiting<int>([.. Enumerable.Range(0, terms.Length)], (i, variables) => variables.Visit(terms[i]), _boundInOrder);
        while (waiting.TryTakeAny(i => CanEvaluate(terms[i]), out int next)) operands[next] = PlanTerm(terms[next]);
        return [.. operands];
    }

    private PlanLocal Make<T>(T parts, Func<PlanLocal, T, PlanStep> step)
    {
        PlanLocal result = NewLocal();
        Add(step(result, parts));
        return result;
    }

    private Operand PlanLookup(BoundLookup lookup)
    {
        if (MayBePlace(lookup)) return PlanDocument(lookup);
        if (KeysOfEntry(lookup) is { IsEmpty: false } keys) return PlanEntry(lookup, keys);
        Operand target = PlanTerm(lookup.Target);
        if (lookup.Key is BoundVariable variable && !_bound.ContainsKey(variable.Symbol)) return Scan(target, variable);
        if (!CanEvaluate(lookup.Key)) return Scan(target, lookup.Key);
        return PlanLookup(target, PlanTerm(lookup.Key));
    }

    private PlanLocal PlanLookup(Operand target, Operand key)
    {
        if (key.IsConstant && key.Constant.TryGetString(out string? name))
        {
            return target.Local is { } source
                ? Read(new ReadKey(name, source, 0), r => new MemberStep(r, target, name))
                : Make(name, (r, n) => new MemberStep(r, target, n));
        }
        return Make(key, (r, k) => new IndexStep(r, target, k));
    }

    /// <summary>Ranges over a collection; all further steps of the block go into the scan's body.</summary>
    private PlanLocal Scan(Operand source, BoundTerm keyPattern)
    {
        PlanLocal? key = keyPattern is BoundVariable { Symbol.IsWildcard: true } ? null : NewLocal();
        PlanLocal element = NewLocal();
        var body = new PlanBlock();
        Add(new ScanStep(key, element, source, _scanOrder, body));
        _block = body;
        if (key is not null) Match(keyPattern, key);
        return element;
    }

    private PlanLocal PlanCall(BoundFunctionCall call) => Make(PlanAll(call.Arguments), (r, arguments) => new FunctionStep(r, call.Function, arguments));

    private PlanLocal PlanCall(BoundBuiltinCall call)
    {
        ImmutableArray<Operand> arguments = PlanAll(call.Arguments);
        PlanLocal result = Make(arguments, (r, a) => new BuiltinStep(r, call.Builtin, a, call.IsStrict, _mocked.Contains(call.Builtin), call.Location));
        // A relation gives an array of its results, and each is a value of the call.
        return call.Builtin.IsRelation ? Scan(result, new BoundVariable(new LocalSymbol("_", isWildcard: true), call.Location)) : result;
    }

    private PlanLocal PlanComparison(BoundComparison comparison)
    {
        ImmutableArray<Operand> sides = PlanAll([comparison.Left, comparison.Right]);
        return Make(sides, (r, s) => new CompareStep(r, comparison.Operator, s[0], s[1]));
    }

    private PlanLocal PlanMembership(BoundMembership membership)
    {
        Operand? key = membership.Key is null ? default(Operand?) : PlanTerm(membership.Key);
        // Whether a value is among others needs no set of them.
        BoundTerm collection = key is null && membership.Collection is BoundSet { Items: var items, Location: var location } ? new BoundArray(items, location) : membership.Collection;
        ImmutableArray<Operand> sides = PlanAll([membership.Value, collection]);
        return Make(sides, (r, s) => new MembershipStep(r, key, s[0], s[1]));
    }

    private Operand PlanUnification(BoundUnificationTerm unification)
    {
        Unify(unification.Left, unification.Right);
        return Operand.Of(Value.True);
    }

    private PlanLocal PlanObject(BoundObject @object)
    {
        ImmutableArray<Operand> parts = PlanAll([.. @object.Items.SelectMany(i => new[] { i.Key, i.Value })]);
        ImmutableArray<(Operand, Operand)> items = [.. Enumerable.Range(0, @object.Items.Length).Select(i => (parts[2 * i], parts[(2 * i) + 1]))];
        return Make(items, (r, pairs) => new ObjectStep(r, pairs));
    }

    private PlanLocal PlanComprehension(BoundComprehension comprehension)
    {
        PlanBlock body = InBlock(
            () =>
            {
                See(v => v.VisitBody(comprehension));
                Plan(comprehension.Query);
                Operand? key = comprehension.Key is null ? default(Operand?) : PlanHead(comprehension.Key);
                Operand term = PlanHead(comprehension.Term);
                Solve(comprehension.Location, term);
                Add(new CollectStep(key, term));
            },
            comprehension.Kind switch
            {
                ComprehensionKind.Array => ScanOrder.Canonical,
                ComprehensionKind.Set => _setOrder,
                _ => ScanOrder.Any,
            });
        return Make(body, (r, b) => new ComprehensionStep(r, comprehension.Kind, b, comprehension.Location));
    }

    private PlanLocal PlanTemplate(BoundTemplate template)
    {
        ImmutableArray<Operand> operands = [.. template.Interpolations.Select(i => i is BoundConstant c ? Operand.Of(c.Value) : (Operand)PlanOptional(i))];
        return Make(operands, (r, o) => new TemplateStep(r, template.Texts, o));
    }
}
