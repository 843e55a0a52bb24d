using System.Collections.Immutable;
using System.Linq.Expressions;
using PolicyKit.Binding;
using PolicyKit.Emit.Screens;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using E = System.Linq.Expressions.Expression;

namespace PolicyKit.Emit;

/// <summary>Screens: locals that are parts of the judged object are held as its source has them, and become values only where a step needs one.</summary>
internal sealed partial class RuleEmitter
{
    /// <summary>Bodies of scans of constants with no more steps in all are written out.</summary>
    private const int FewSteps = 48;

    /// <summary>Elements that are charged at once; a power of two.</summary>
    private const int ChargedSteps = 64;

    private readonly Dictionary<PlanLocal, Subject.Part> _parts = [];
    private readonly Dictionary<PlanLocal, (DocumentSymbol Document, ImmutableArray<Subject.Part> Sources)> _collections = [];
    private readonly Dictionary<PlanLocal, ParameterExpression> _flags = [];
    private readonly Dictionary<PlanLocal, E> _definitions = [];
    private readonly Dictionary<PlanLocal, ParameterExpression> _counts = [];
    private readonly Stack<(PlanLocal Local, Subject.Part Part)> _narrowed = [];
    private readonly Stack<ParameterExpression> _used = [];
    private readonly List<ParameterExpression> _free = [];
    private ParameterExpression? _steps;
    private Subject? _subject;
    private ObjectKind _kind;

    /// <summary>The code of a screen for objects of a kind; it calls <see cref="EmitOps.Mark"/>.</summary>
    public static Expression<T> EmitScreen<T>(RuleSymbol rule, PlanBlock block, ObjectKind kind, Subject subject)
    {
        var emitter = new RuleEmitter(rule, isTraced: false) { _subject = subject, _kind = kind };
        foreach ((ParameterExpression variable, E value) in subject.Prologue)
        {
            emitter._variables.Add(variable);
            emitter._code.Add(E.Assign(variable, value));
        }
        emitter._steps = emitter.Variable(typeof(int), "steps");
        emitter.EmitBlock(block, _ => { });
        return E.Lambda<T>(E.Block(typeof(void), emitter._variables, emitter._code), $"screen of {kind}", [emitter._contextParameter, .. subject.Parameters]);
    }

    /// <summary>Emits a step on parts of the judged object; false when it is to be emitted on values.</summary>
    private bool TryEmitOnParts(PlanStep step, LabelTarget failed)
    {
        switch (step)
        {
            case DocumentStep document when _context == _contextParameter:
                return TryEmitDocument(document, failed);
            case MemberStep member when PartOf(member.Source)?.Member(member.Key) is { } part:
                Hold(member.Result, part, member.IsOptional ? null : failed);
                return true;
            case DefinedTest { Operand.Local: { } local } when _flags.ContainsKey(local):
                if (_definitions.TryGetValue(local, out E? isThere)) FailUnless(isThere, failed);
                return true;
            case DefinedTest { Operand.Local: { } local } when _counts.TryGetValue(local, out ParameterExpression? count):
                FailUnless(E.GreaterThanOrEqual(count, E.Constant(0)), failed);
                return true;
            case DefinedTest { Operand.Local: { } local }:
                if (!_collections.ContainsKey(local)) FailUnless(E.Not(PartOf(local)?.IsUndefined ?? IsUndefined(Local(local))), failed);
                if (PartOf(local) is { } tested) Narrow(local, tested);
                return true;
            case CompareTest compare when Equality(compare.Operator, compare.Left, compare.Right) is { } equality:
                FailUnless(equality, failed);
                return true;
            case CompareStep compare when Equality(compare.Operator, compare.Left, compare.Right) is { } equality:
                Flag(compare.Result, equality);
                return true;
            case MembershipStep { Key: null, Collection.IsConstant: true } membership when PartOf(membership.Item)?.IsAmong(membership.Collection.Constant) is { } isAmong:
                Flag(membership.Result, isAmong);
                return true;
            case BuiltinStep { Builtin.Name: "object.get", IsMocked: false, Arguments: [var source, { IsConstant: true, Constant: var path }, { IsConstant: true, Constant: var otherwise }] } get
                when ConstantPath.Of(path) is { } names && (ScreenReads.IsScalar(otherwise) || otherwise.Count == 0) && PartOf(source) is { } target && Follow(target, names) is { } found:
                E isOther = E.Not(target.IsObject);
                _code.Add(E.IfThen(get.IsOptional ? E.AndAlso(E.Not(target.IsUndefined), isOther) : isOther, Runtime(nameof(Ops.EvaluateInstead))));
                _parts[get.Result] = new Subject.DefaultedPart(Hold(found), otherwise, get.IsOptional ? target.IsUndefined : E.Constant(false));
                return true;
            case BuiltinStep { VersionAsked: { } version } atLeast:
                Flag(atLeast.Result, IsAtLeast(version));
                return true;
            case BuiltinStep { IsMocked: false, Arguments: [var text, { IsConstant: true, Constant: var looked }] } asked when TextLook.Of(asked.Builtin.Name, looked) is { } look && PartOf(text) is { } seen && seen.Shows(look) is { } shows:
                E isDefined = E.Not(seen.IsUndefined);
                if (asked.IsOptional) _definitions[asked.Result] = isDefined;
                else FailUnless(isDefined, failed);
                Flag(asked.Result, asked.IsOptional ? E.AndAlso(isDefined, shows) : shows);
                return true;
            case MembershipStep { Key: null, Item: { IsConstant: true, Constant: var item } } membership when PartOf(membership.Collection)?.Range() is { } range && range.Element.IsEqualTo(item) is not null:
                EmitSearch(membership.Result, range, item);
                return true;
            case CompareTest { Right.IsConstant: true } compare when IntegerOf(compare.Right) is { } number && OrderOf(compare.Left, number) is { } order:
                FailUnless(Holds(compare.Operator, order), failed);
                return true;
            case CompareTest { Operator: ComparisonOperator.Equal or ComparisonOperator.NotEqual } compare when PartOf(compare.Left) is { } left && PartOf(compare.Right) is { } right && left.IsEqualTo(right) is { } areEqual:
                FailUnless(compare.Operator == ComparisonOperator.Equal ? areEqual : E.Not(areEqual), failed);
                return true;
            case RepeatTest { Path: [var name] } repeat when PartOf(repeat.Source) is { IsCollection: { } isKnown } source && source.Repeats([source], name) is { } repeats:
                _code.Add(E.IfThen(E.Not(isKnown), Runtime(nameof(Ops.EvaluateInstead))));
                FailUnless(repeats, failed);
                return true;
            case RepeatTest { Path: [var name], Source.Local: { } local } when _collections.TryGetValue(local, out (DocumentSymbol, ImmutableArray<Subject.Part> Sources) many) && many.Sources[0].Repeats(many.Sources, name) is { } repeats:
                FailUnless(repeats, failed);
                return true;
            case BuiltinStep { Builtin.Name: "count", IsMocked: false, Arguments: [var operand] } count when PartOf(operand) is { } counted && counted.Count is { } length:
                ParameterExpression counter = Variable(typeof(int), count.Result.ToString());
                _counts[count.Result] = counter;
                if (!count.IsOptional) _code.Add(E.Assign(counter, length));
                else _code.Add(E.Assign(counter, E.Condition(counted.IsUndefined, E.Constant(-1), length)));
                return true;
            case CountStep count:
                EmitCount(count);
                return true;
            case CollectionTest collection when PartOf(collection.Operand)?.IsCollection is { } isCollection:
                FailUnless(isCollection, failed);
                return true;
            case TruthTest truth when PartOf(truth.Operand) is { } part:
                FailUnless(part.IsTrue, failed);
                return true;
            case TruthTest { Operand.Local: { } local } when _flags.TryGetValue(local, out ParameterExpression? flag):
                FailUnless(flag, failed);
                return true;
            case ScanStep { Key: null, Element: not null, Source: { IsConstant: true, Constant: { Kind: ValueKind.Array or ValueKind.Set } constants } } scan when constants.Count * scan.Body.Size <= FewSteps:
                EmitEach(scan, constants);
                _code.Add(E.Goto(failed));
                return true;
            case ScanStep scan when PartOf(scan.Source)?.Range() is { } range:
                EmitRange(scan, range);
                _code.Add(E.Goto(failed));
                return true;
            case ScanStep { Source.Local: { } local } scan when _collections.TryGetValue(local, out (DocumentSymbol, ImmutableArray<Subject.Part> Sources) collection) && collection.Sources.All(p => p.Range() is not null):
                // The body is written for each type of source.
                foreach (IGrouping<object, Subject.Part> sources in collection.Sources.GroupBy(p => p.Layout)) EmitRanges(scan, [.. sources]);
                _code.Add(E.Goto(failed));
                return true;
            case NotStep { IsExhaustive: true } none:
                ParameterExpression some = Variable(typeof(bool), "found");
                _code.Add(E.Assign(some, E.Constant(false)));
                EmitNarrowing(() => EmitBlock(none.Body, _ => _code.Add(E.Assign(some, E.Constant(true)))));
                FailUnless(E.Not(some), failed);
                return true;
            case ForEachStep each:
                EmitNarrowing(() => EmitBlock(each.Body, _ => { }));
                return true;
            case NotStep not:
                EmitNarrowing(() => EmitNot(not, failed));
                return true;
            case MarkStep mark:
                LabelTarget marked = E.Label("marked");
                EmitNarrowing(() => EmitBlock(mark.Body, _ =>
                {
                    _code.Add(Call(mark.Target.IsGuard ? nameof(EmitOps.PassGuard) : nameof(EmitOps.Mark), _context, E.Constant(mark.Target.Place)));
                    _code.Add(E.Goto(marked));
                }));
                _code.Add(E.Label(marked));
                if (!mark.Target.IsGuard && AsksBeyondObject(mark.Body)) _code.Add(Call(nameof(EmitOps.MarkUnknown), _context, E.Constant(mark.Target.Place)));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether a step may ask for what is not known.</summary>
    private static bool AsksBeyondObject(PlanBlock block) =>
        block.Steps.Any(s => s is RuleStep or RuleEntryStep or FunctionStep or PackageStep or PlaceMemberStep or DocumentOfStep || s is BuiltinStep { Builtin: { TakesContext: true, Name: "cluster.complete" } } || s.Blocks.Any(AsksBeyondObject));

    private bool TryEmitDocument(DocumentStep document, LabelTarget failed)
    {
        if (document.Document.Slot == DocumentTable.ObjectSlot)
        {
            _parts[document.Result] = _subject!.Root;
            return true;
        }
        if (document.Document.Domain is not { } domain || !domain.Paths.TryGetValue(_kind, out ImmutableArray<ImmutableArray<string>> paths)) return false;
        if (paths.Select(Follow).ToArray() is not { Length: > 0 } sources || sources.Contains(null)) return false;
        if (domain.IsCollection) _collections[document.Result] = (document.Document, [.. sources.Select(s => Hold(s!))]);
        else Hold(document.Result, sources[0]!, document.IsOptional ? null : failed);
        return true;
    }

    private Subject.Part? Follow(ImmutableArray<string> path) => Follow(_subject!.Root, path);

    private Subject.Part? Follow(Subject.Part from, IEnumerable<string> path) => path.Aggregate((Subject.Part?)from, (part, name) => part is null ? null : Hold(part).Member(name));

    /// <summary>Goes over several collections as over one.</summary>
    private void EmitRanges(ScanStep scan, ImmutableArray<Subject.Part> sources)
    {
        ParameterExpression place = Variable(typeof(int), "place");
        ParameterExpression source = Variable(sources[0].Expression.Type, "source");
        _code.Add(E.Assign(place, E.Constant(0)));
        List<E> outer = _code;
        LabelTarget end = E.Label("end");
        _code = [E.IfThen(E.Equal(place, E.Constant(sources.Length)), E.Break(end))];
        E chosen = sources[^1].Expression;
        for (int i = sources.Length - 2; i >= 0; i--) chosen = E.Condition(E.Equal(place, E.Constant(i)), sources[i].Expression, chosen);
        _code.Add(E.Assign(source, chosen));
        _code.Add(E.PreIncrementAssign(place));
        EmitRange(scan, sources[0].In(source).Range()!);
        E loop = E.Loop(E.Block(_code), end);
        _code = outer;
        _code.Add(loop);
    }

    /// <summary>Whether some element is equal to a constant.</summary>
    private void EmitSearch(PlanLocal result, Subject.Range range, Value item)
    {
        ParameterExpression found = Variable(typeof(bool), result.ToString());
        _flags[result] = found;
        _code.Add(E.Assign(found, E.Constant(false)));
        Open(range);
        List<E> outer = _code;
        LabelTarget end = E.Label("end");
        _code = [E.IfThen(range.IsAtEnd, E.Break(end)), Charge()];
        _code.Add(E.IfThen(Hold(range.Element).IsEqualTo(item)!, E.Block(E.Assign(found, E.Constant(true)), E.Break(end))));
        if (range.Next is { } step) _code.Add(E.Assign(range.Cursor, step));
        E loop = E.Loop(E.Block(_code), end);
        _code = outer;
        _code.Add(loop);
    }

    /// <summary>Writes a short body out for each of some constants: members under constant names are found faster than under any.</summary>
    private void EmitEach(ScanStep scan, Value constants)
    {
        foreach (Value constant in constants.Elements())
        {
            var body = new PlanBlock();
            body.AddRange(new PlanStepRewriter(o => o.Local == scan.Element ? Operand.Of(constant) : o).Rewrite(scan.Body).Steps.Select(Named));
            LabelTarget next = E.Label("next");
            _code.Add(Charge());
            EmitNarrowing(() => EmitSteps(body, next));
            _code.Add(E.Label(next));
        }

        static PlanStep Named(PlanStep step) =>
            step is IndexStep { Source.Local: not null, Key: { IsConstant: true, Constant: var key } } index && key.TryGetString(out string? name) ? new MemberStep(index.Result, index.Source, name) : step;
    }

    private void EmitRange(ScanStep scan, Subject.Range range)
    {
        Open(range);
        ParameterExpression? ordinal = scan.Key is null || range.KeyPart is not null ? null : Variable(typeof(int), "ordinal");
        if (ordinal is not null) _code.Add(E.Assign(ordinal, E.Constant(0)));
        List<E> outer = _code;
        LabelTarget next = E.Label("next");
        LabelTarget end = E.Label("end");
        _code = [E.IfThen(range.IsAtEnd, E.Break(end)), Charge()];
        if (scan.Key is { } key)
        {
            if (range.KeyPart is { } part) _parts[key] = Hold(part);
            else Assign(key, range.Key(ordinal!));
        }
        Subject.Part held = Hold(range.Element);
        if (range.SkipsUndefined) _code.Add(E.IfThen(held.IsUndefined, E.Goto(next)));
        if (scan.Element is { } element) _parts[element] = range.SkipsUndefined ? held.Defined : held;
        EmitNarrowing(() => EmitSteps(scan.Body, next));
        _code.Add(E.Label(next));
        if (ordinal is not null) _code.Add(E.PreIncrementAssign(ordinal));
        if (range.Next is { } step) _code.Add(E.Assign(range.Cursor, step));
        E loop = E.Loop(E.Block(_code), end);
        _code = outer;
        _code.Add(loop);
    }

    private void Open(Subject.Range range)
    {
        foreach ((ParameterExpression variable, E value) in range.Locals)
        {
            _variables.Add(variable);
            _code.Add(E.Assign(variable, value));
        }
        _variables.Add(range.Cursor);
        _code.Add(E.Assign(range.Cursor, range.First));
    }

    /// <summary>Counts an element. Elements are charged by the slice, because going to the next is not much more than charging it.</summary>
    private ConditionalExpression Charge()
    {
        E isSliceOver = E.Equal(E.And(E.PreIncrementAssign(_steps!), E.Constant(ChargedSteps - 1)), E.Constant(0));
        return E.IfThen(isSliceOver, E.Call(_context, nameof(EvalContext.Charge), null, E.Constant((long)ChargedSteps)));
    }

    private void EmitCount(CountStep count)
    {
        ParameterExpression counter = Variable(typeof(int), count.Result.ToString());
        _code.Add(E.Assign(counter, E.Constant(0)));
        EmitNarrowing(() => EmitBlock(count.Body, _ => _code.Add(E.PreIncrementAssign(counter))));
        _counts[count.Result] = counter;
    }

    /// <summary>How an operand compares with a number, as an integer; null when values are to be compared.</summary>
    private E? OrderOf(Operand operand, long number) =>
        operand.Local is { } local && _counts.TryGetValue(local, out ParameterExpression? count) ? E.Call(E.Convert(count, typeof(long)), nameof(long.CompareTo), null, E.Constant(number)) : PartOf(operand)?.CompareTo(number);

    /// <summary>From here to the end of the block a local is known to be defined.</summary>
    private void Narrow(PlanLocal local, Subject.Part part)
    {
        _narrowed.Push((local, part));
        _parts[local] = part.Defined;
    }

    /// <summary>Emits a block: what it narrows is known only in it, and its variables are free after it. Code with many variables is compiled without optimization.</summary>
    private void EmitNarrowing(Action emit)
    {
        int before = _narrowed.Count;
        int used = _used.Count;
        emit();
        while (_used.Count > used) _free.Add(_used.Pop());
        while (_narrowed.Count > before)
        {
            (PlanLocal local, Subject.Part part) = _narrowed.Pop();
            _parts[local] = part;
        }
    }

    /// <summary>Whether a part of the object is, or is not, equal to a constant; null when both sides are to be compared as values.</summary>
    private E? Equality(ComparisonOperator @operator, Operand left, Operand right)
    {
        if (@operator is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual)) return null;
        if (left.IsConstant) (left, right) = (right, left);
        if (!right.IsConstant || PartOf(left)?.IsEqualTo(right.Constant) is not { } equal) return null;
        return @operator == ComparisonOperator.Equal ? equal : E.Not(equal);
    }

    private void Flag(PlanLocal local, E value)
    {
        ParameterExpression flag = Variable(typeof(bool), local.ToString());
        _flags[local] = flag;
        _code.Add(E.Assign(flag, value));
    }

    private void Hold(PlanLocal local, Subject.Part part, LabelTarget? failed)
    {
        Subject.Part held = Hold(part);
        _parts[local] = held;
        if (failed is not null) _code.Add(E.IfThen(held.IsUndefined, E.Goto(failed)));
    }

    private Subject.Part Hold(Subject.Part part)
    {
        if (part.Expression is ParameterExpression) return part;
        ParameterExpression variable = Variable(part.Expression.Type, "part");
        _code.Add(E.Assign(variable, part.Expression));
        return part.In(variable);
    }

    private Subject.Part? PartOf(Operand operand) => operand.Local is { } local ? _parts.GetValueOrDefault(local) : null;

    /// <summary>A local that is held otherwise than as a value, as a value; null for all others.</summary>
    private E? ValueOfPart(PlanLocal local)
    {
        if (_parts.TryGetValue(local, out Subject.Part? part)) return part.ToValue();
        if (_counts.TryGetValue(local, out ParameterExpression? count)) return E.Call(typeof(Value), nameof(Value.FromInt64), null, E.Convert(count, typeof(long)));
        if (_flags.TryGetValue(local, out ParameterExpression? flag)) return E.Call(typeof(Value), nameof(Value.FromBoolean), null, flag);
        return _collections.TryGetValue(local, out (DocumentSymbol Document, ImmutableArray<Subject.Part>) collection) ? E.Call(_contextParameter, nameof(EvalContext.Document), null, E.Constant(collection.Document.Slot)) : null;
    }
}
