using System.Collections.Immutable;
using System.Linq.Expressions;
using PolicyKit.Binding;
using PolicyKit.Planning;
using PolicyKit.Runtime;
using E = System.Linq.Expressions.Expression;
using Patterns = PolicyKit.Builtins.Patterns;

namespace PolicyKit.Emit;

internal sealed partial class RuleEmitter
{
    private void EmitBuiltin(BuiltinStep step, LabelTarget failed)
    {
        if (step.VersionAsked is { } version)
        {
            Assign(step.Result, E.Call(typeof(Value), nameof(Value.FromBoolean), null, IsAtLeast(version)));
            return;
        }
        E[] own = step.Builtin.TakesLocation ? [_context, E.Constant(step.Location)] : step.Builtin.TakesContext ? [_context] : [];
        E call = step.IsMocked
            ? Context(nameof(EvalContext.CallMockable), E.Constant(step.Builtin, typeof(object)), Array(step.Arguments))
            : NameOfMember(step) is { } name
                ? Call(nameof(EmitOps.GetMember), _context, Read(step.Arguments[0]), E.Constant(SymbolTable.Intern(name)), Read(step.Arguments[2]))
                : step.Builtin.Name == "regex.match" && TextOf(step.Arguments[0]) is { } pattern
                    ? E.Call(typeof(Patterns), nameof(Patterns.MatchKnown), null, _context, E.Constant(new Patterns.KnownPattern(pattern)), Read(step.Arguments[1]))
                    : E.Call(step.Builtin.Implementation, own.Concat(step.Arguments.Select(Read)));
        ParameterExpression result = Local(step.Result);
        E onUndefined = step.IsStrict
            ? Call(nameof(EmitOps.ThrowBuiltinError), _context, E.Constant(step.Builtin.Name), E.Constant(step.Location))
            : Call(nameof(EmitOps.ForgetBuiltinError), _context);
        if (!step.IsOptional)
        {
            _code.Add(E.Assign(result, call));
            _code.Add(E.IfThen(IsUndefined(result), E.Block(onUndefined, E.Goto(failed))));
            return;
        }
        E isUndefined = step.Arguments.Where(a => !a.IsConstant).Select(a => PartOf(a)?.IsUndefined ?? IsUndefined(Read(a))).Aggregate(E.OrElse);
        _code.Add(E.Assign(result, E.Default(typeof(Value))));
        _code.Add(E.IfThen(E.Not(isUndefined), E.Block(E.Assign(result, call), E.IfThen(IsUndefined(result), onUndefined))));
    }

    private MethodCallExpression IsAtLeast(long version) => Context(nameof(EvalContext.IsAtLeast), E.Constant(version));

    /// <summary>The constant key of <c>object.get</c>; null for other calls.</summary>
    private static string? NameOfMember(BuiltinStep step) => step.Builtin.Name == "object.get" ? TextOf(step.Arguments[1]) : null;

    /// <summary>The text of an operand that is a constant string; null for others.</summary>
    private static string? TextOf(Operand operand) => operand.IsConstant && operand.Constant.TryGetString(out string? text) ? text : null;

    private void EmitFunction(FunctionStep step, LabelTarget failed)
    {
        E call = step.Function.IsMocked
            ? Context(nameof(EvalContext.CallMockable), E.Constant(step.Function, typeof(object)), Array(step.Arguments))
            : step.Arguments.Length <= 4
                ? Call($"Call{step.Arguments.Length}", [_context, E.Constant(step.Function.Slot), .. step.Arguments.Select(Read)])
                : Call(nameof(EmitOps.CallN), _context, E.Constant(step.Function.Slot), Array(step.Arguments));
        Assign(step.Result, call, failed);
    }

    private E Comparison(ComparisonOperator @operator, Operand left, Operand right)
    {
        if (@operator is ComparisonOperator.Equal or ComparisonOperator.NotEqual)
        {
            E equal = Equality(left, right);
            return @operator == ComparisonOperator.Equal ? equal : E.Not(equal);
        }
        E order = IntegerOf(right) is { } number ? Runtime(nameof(Ops.CompareInteger), Read(left), E.Constant(number)) : Runtime(nameof(Ops.Compare), Read(left), Read(right));
        return Holds(@operator, order);
    }

    /// <summary>Whether a comparison holds that came out so.</summary>
    private static BinaryExpression Holds(ComparisonOperator @operator, E order)
    {
        E zero = E.Constant(0);
        return @operator switch
        {
            ComparisonOperator.Equal => E.Equal(order, zero),
            ComparisonOperator.NotEqual => E.NotEqual(order, zero),
            ComparisonOperator.Less => E.LessThan(order, zero),
            ComparisonOperator.LessOrEqual => E.LessThanOrEqual(order, zero),
            ComparisonOperator.Greater => E.GreaterThan(order, zero),
            _ => E.GreaterThanOrEqual(order, zero),
        };
    }

    /// <summary>Equality with a constant string compares bytes and makes no string; with a number, numbers are not told from other values first.</summary>
    private MethodCallExpression Equality(Operand left, Operand right)
    {
        if (left.IsConstant) (left, right) = (right, left);
        if (IntegerOf(right) is { } number) return Runtime(nameof(Ops.EqualInteger), Read(left), E.Constant(number));
        return right.IsConstant && right.Constant.TryGetString(out string? text)
            ? Runtime(nameof(Ops.EqualKey), Read(left), E.Constant(SymbolTable.Intern(text)))
            : Runtime(nameof(Ops.Equal), Read(left), Read(right));
    }

    private static long? IntegerOf(Operand operand) => operand is { IsConstant: true, Constant.Reference: Tag } && operand.Constant.TryGetInlineInt64(out long number) ? number : null;

    private E Read(Operand operand)
    {
        if (operand.Local is { } local) return ValueOfPart(local) ?? Local(local);
        Value value = operand.Constant;
        if (value.IsUndefined) return E.Default(typeof(Value));
        return value.Kind switch
        {
            ValueKind.Boolean => E.Property(null, typeof(Value), value == Value.True ? nameof(Value.True) : nameof(Value.False)),
            ValueKind.Null => E.Property(null, typeof(Value), nameof(Value.Null)),
            _ => E.Field(E.Constant(new ConstantHolder(value)), nameof(ConstantHolder.Value)),
        };
    }

    private NewArrayExpression Array(ImmutableArray<Operand> operands) => E.NewArrayInit(typeof(Value), operands.Select(Read));

    private void Assign(PlanLocal local, E value) => _code.Add(E.Assign(Local(local), value));

    private void Assign(PlanLocal local, E value, LabelTarget? failed)
    {
        Assign(local, value);
        if (failed is not null) _code.Add(E.IfThen(IsUndefined(Local(local)), E.Goto(failed)));
    }

    private void FailUnless(E condition, LabelTarget failed) => _code.Add(E.IfThen(E.Not(condition), E.Goto(failed)));

    private static MemberExpression IsUndefined(E value) => E.Property(value, nameof(Value.IsUndefined));

    private MethodCallExpression Context(string method, params E[] arguments) => E.Call(_context, method, null, arguments);

    private static MethodCallExpression Runtime(string method, params E[] arguments) => E.Call(typeof(Ops), method, null, arguments);

    private static MethodCallExpression Place(string method, params E[] arguments) => E.Call(typeof(VirtualDocument), method, null, arguments);

    private static MethodCallExpression Call(string method, params E[] arguments) => E.Call(typeof(EmitOps), method, null, arguments);
}

/// <summary>Carries a constant of a plan into the emitted code without boxing it at each read.</summary>
internal sealed class ConstantHolder(Value value)
{
    public readonly Value Value = value;
}
