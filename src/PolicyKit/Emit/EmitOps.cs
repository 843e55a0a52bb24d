using PolicyKit.Binding;
using PolicyKit.Builtins;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Emit;

/// <summary>What emitted code calls beside <see cref="Ops"/>: rules, results, construction and findings.</summary>
internal static class EmitOps
{
    public static Value Call0(EvalContext context, int slot) =>
        LargeStack.IsNeeded ? CallElsewhere(context, slot, []) : context.Leave(((RuleCode)Enter(context, slot))(context));

    public static Value Call1(EvalContext context, int slot, Value a) =>
        LargeStack.IsNeeded ? CallElsewhere(context, slot, [a]) : context.Leave(((FunctionCode1)Enter(context, slot))(context, a));

    public static Value Call2(EvalContext context, int slot, Value a, Value b) =>
        LargeStack.IsNeeded ? CallElsewhere(context, slot, [a, b]) : context.Leave(((FunctionCode2)Enter(context, slot))(context, a, b));

    public static Value Call3(EvalContext context, int slot, Value a, Value b, Value c) =>
        LargeStack.IsNeeded ? CallElsewhere(context, slot, [a, b, c]) : context.Leave(((FunctionCode3)Enter(context, slot))(context, a, b, c));

    public static Value Call4(EvalContext context, int slot, Value a, Value b, Value c, Value d) =>
        LargeStack.IsNeeded ? CallElsewhere(context, slot, [a, b, c, d]) : context.Leave(((FunctionCode4)Enter(context, slot))(context, a, b, c, d));

    public static Value CallN(EvalContext context, int slot, Value[] arguments) =>
        LargeStack.IsNeeded ? CallElsewhere(context, slot, arguments) : context.Leave(((FunctionCodeN)Enter(context, slot))(context, arguments));

    /// <summary>Calls a function of any arity.</summary>
    public static Value Call(EvalContext context, int slot, Value[] arguments)
    {
        if (LargeStack.IsNeeded) return CallElsewhere(context, slot, arguments);
        context.Enter();
        return context.Leave(context.Code[slot].Invoke(context, arguments));
    }

    /// <summary>A long chain of calls goes on with another stack.</summary>
    private static Value CallElsewhere(EvalContext context, int slot, Value[] arguments) => context.RunElsewhere(() => Call(context, slot, arguments));

    public static void RunChunk(EvalContext context, TieredCode chunk, object? builder) => ((ChunkCode)chunk.Code)(context, builder);

    public static Value RunSolutions(EvalContext context, TieredCode chunk, Value[] arguments, Value result) => ((SolutionCode)chunk.Code)(context, arguments, result);

    /// <summary>The value of a complete rule after one more solution.</summary>
    public static Value Merge(RuleSymbol rule, Value result, Value solution)
    {
        if (result.IsUndefined || Ops.Equal(result, solution)) return solution;
        // The values may be secrets and are not shown.
        throw new EvaluationException(EvaluationErrorKind.Conflict, $"{Prohibition(rule)}: `{rule.Name}` gave two", rule.Location);
    }

    public static void Insert(RuleSymbol rule, DocumentTreeBuilder builder, Value[] keys, Value value)
    {
        if (!builder.Insert(keys, value)) throw KeyConflict(rule.Location);
    }

    public static void InsertMember(RuleSymbol rule, DocumentTreeBuilder builder, Value[] keys, Value member)
    {
        if (!builder.InsertMember(keys, member)) throw KeyConflict(rule.Location);
    }

    public static void AddMember(Location location, ref ObjectBuilder? builder, Value key, Value value)
    {
        if (!(builder ??= new ObjectBuilder()).Add(key, value)) throw KeyConflict(location);
    }

    /// <summary>The object of a comprehension, whose builder is made with the first member.</summary>
    public static Value Finish(ObjectBuilder? builder) => (builder ?? new ObjectBuilder()).ToValue();

    public static Value MakeArray(Value[] items) => new(new RegoArray(items), 0);

    public static Value MakeSet(Value[] items)
    {
        var builder = new SetBuilder();
        foreach (Value item in items) builder.Add(item);
        return builder.ToValue();
    }

    /// <summary>An object as it is written; the last of two equal keys counts, as in OPA.</summary>
    public static Value MakeObject(Value[] keysAndValues)
    {
        var builder = new ObjectBuilder();
        for (int i = 0; i < keysAndValues.Length; i += 2) builder.Set(keysAndValues[i], keysAndValues[i + 1]);
        return builder.ToValue();
    }

    public static Value Concatenate(EvalContext context, string[] texts) => Concatenate(context, texts, []);

    public static Value Concatenate(EvalContext context, string[] texts, Value a) => Concatenate(context, texts, [a]);

    public static Value Concatenate(EvalContext context, string[] texts, Value a, Value b) => Concatenate(context, texts, [a, b]);

    public static Value Concatenate(EvalContext context, string[] texts, Value a, Value b, Value c) => Concatenate(context, texts, [a, b, c]);

    public static Value Concatenate(EvalContext context, string[] texts, Value[] operands) => Concatenate(context, texts, operands.AsSpan());

    private static Value Concatenate(EvalContext context, string[] texts, ReadOnlySpan<Value> operands)
    {
        var text = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        text.Append(texts[0]);
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i].TryGetUtf8(out ReadOnlySpan<byte> utf8))
            {
                context.Charge(Strings.Cost(text.Append(utf8)));
            }
            else if (operands[i].TryGetInlineInt64(out long number))
            {
                context.Charge(Strings.Cost(text.Append(number)));
            }
            else
            {
                string operand = Ops.Text(operands[i], context);
                context.Charge(Strings.Cost(operand.Length));
                text.Append(operand);
            }
            text.Append(texts[i + 1]);
        }
        return Value.FromString(text.ToStringAndClear());
    }

    /// <summary><c>object.get</c> with a constant key.</summary>
    public static Value GetMember(EvalContext context, Value source, Key key, Value otherwise)
    {
        if (!context.Is(source, 1, ValueKind.Object)) return default;
        Value found = Ops.Member(source, key);
        return found.IsUndefined ? otherwise : found;
    }

    public static bool IsCollection(Value value) => value.Kind is ValueKind.Array or ValueKind.Object or ValueKind.Set;

    public static bool IsArray(Value value, int length) => value.Kind == ValueKind.Array && value.Count == length;

    public static bool IsObject(Value value, int count) => value.Kind == ValueKind.Object && value.Count == count;

    /// <summary><c>key, value in collection</c>; false when the collection is none.</summary>
    public static Value HasEntry(Value collection, Value key, Value value)
    {
        Value found = Ops.Index(collection, key);
        return Value.FromBoolean(!found.IsUndefined && Ops.Equal(found, value));
    }

    /// <summary>The key of an element at one of its places: a set's member is its own key.</summary>
    public static Value KeyAtPlace(Value collection, long cursor) =>
        collection.Kind == ValueKind.Set ? Ops.ValueAtPlace(collection, cursor) : Ops.KeyAt(collection, cursor);

    /// <summary>A lax caller of a builtin that failed goes on as with any undefined value.</summary>
    public static void ForgetBuiltinError(EvalContext context) => context.State.BuiltinError = null;

    public static void ThrowBuiltinError(EvalContext context, string name, Location location)
    {
        if (context.State.BuiltinError is not { } message) return;
        ForgetBuiltinError(context);
        throw new EvaluationException(EvaluationErrorKind.Builtin, $"{name}: {message}", location);
    }

    /// <summary>A policy may have findings: it is evaluated.</summary>
    public static void Mark(EvalContext context, int policy)
    {
        context.State.Marked[policy] = true;
        context.State.HasMarks = true;
    }

    /// <summary>A guard holds: what comes after it is asked.</summary>
    public static void PassGuard(EvalContext context, int guard) => context.State.PassedGuards |= 1UL << guard;

    /// <summary>A policy asked for what is not known: it is evaluated, and tells why it is not judged.</summary>
    public static void MarkUnknown(EvalContext context, int policy)
    {
        if (context.State.NotJudged is null) return;
        context.State.NotJudged = null;
        context.State.Marked[policy] = true;
    }

    /// <summary>Whether two elements of a collection have the same under a path of names, or one has nothing there.</summary>
    public static bool HasRepeats(EvalContext context, Value collection, Value[] path)
    {
        if (!IsCollection(collection)) Ops.EvaluateInstead();
        SetBuilder? seen = null;
        int count = 0;
        for (long place = Ops.FirstPlace(collection); place >= 0; place = Ops.NextPlace(collection, place))
        {
            context.Charge(1);
            count++;
            Value member = path.Aggregate(Ops.ValueAtPlace(collection, place), Ops.Index);
            if (!member.IsUndefined) SetBuilder.Add(ref seen, member);
        }
        return SetBuilder.Finish(seen).Count != count;
    }

    /// <summary>A dictionary that can be gone over without allocation; with others the policies are evaluated.</summary>
    public static Dictionary<string, T> UsualDictionary<T>(object dictionary)
    {
        if (dictionary is Dictionary<string, T> usual) return usual;
        Ops.EvaluateInstead();
        return [];
    }

    /// <summary>Whether a CLR string shows what is looked for; what is no string cannot tell.</summary>
    public static bool Shows(string? text, TextLook look)
    {
        if (text is null) Ops.EvaluateInstead();
        return look.IsSeen(text!);
    }

    public static void BeginFinding(EvalContext context, BoundFinding finding) => context.State.Finding.Begin(finding.Fix);

    public static void AddPlace(EvalContext context, Value anchor, Value[] steps) => context.State.Finding.AddPlace(context.State.Input, anchor, steps);

    public static void AddPlaces(EvalContext context, Value nodes) => context.State.Finding.AddPlaces(context.State.Input, nodes);

    /// <summary>The places that follow are the fix's own.</summary>
    public static void BeginFix(EvalContext context, BoundFix fix, Value value) => context.State.Finding.BeginFix(fix, value);

    public static void EndFinding(EvalContext context, BoundFinding finding, Value message)
    {
        EvaluationState state = context.State;
        PolicyInfo policy = state.Policy!.Info;
        state.Add(state.Finding.End(state.Input, policy, finding.IsWarning ? FindingLevel.Warn : FindingLevel.Deny, message.TryGetString(out string? text) ? text : policy.Title));
    }

    /// <summary>The findings of a policy as the set that its package documents: <c>{rule, message, path, fix}</c>.</summary>
    public static Value FindingsAsSet(EvalContext context, RuleSymbol rule)
    {
        EvaluationState state = context.State;
        (PolicySymbol? outer, FindingSet findings, FindingBuilder open) = (state.Policy, state.Findings, state.Finding);
        (state.Policy, state.Findings, state.Finding) = (rule.FindingsOf, [], new FindingBuilder());
        try
        {
            Call0(context, rule.Slot);
            return Value.FromSet(state.Findings.Select(f => DescribeFinding(rule, f)));
        }
        finally
        {
            (state.Policy, state.Findings, state.Finding) = (outer, findings, open);
        }
    }

    private static Value DescribeFinding(RuleSymbol rule, Finding finding)
    {
        (string Name, Value Value)[] members = [("rule", Value.FromString(rule.Name)), ("message", Value.FromString(finding.Message)), ("path", Value.FromString(finding.Path))];
        return Value.FromMembers(finding.Fix is { } fix ? [.. members, ("fix", fix.ToValue())] : members);
    }

    private static Delegate Enter(EvalContext context, int slot)
    {
        context.Enter();
        return context.Code[slot].Code;
    }

    // In OPA's words.
    private static string Prohibition(RuleSymbol rule) =>
        rule.Kind == RuleKind.Function ? "functions must not produce multiple outputs for same inputs" : "complete rules must not produce multiple outputs";

    private static EvaluationException KeyConflict(Location location) =>
        new(EvaluationErrorKind.Conflict, "object keys must be unique", location);
}
