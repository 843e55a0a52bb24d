using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Quantities;

/// <summary><c>quantity.*</c>: amounts of resources, as strings or numbers.</summary>
internal static class QuantityBuiltins
{
    private const string Operand = "any<number, string>";

    /// <summary>Digits before the point that a number may have.</summary>
    private const int MaxDigits = 1_000;

    public static ImmutableArray<DomainBuiltin> Rows { get; } =
    [
        new("quantity.at_least", [Operand, Operand], "boolean", AtLeast, "whether the first quantity is the second or more"),
        new("quantity.canonical", [Operand], "string", Canonical, "the quantity in its canonical form"),
        new("quantity.compare", [Operand, Operand], "number", Compare, "-1, 0 or 1 as the first quantity is less than, equal to or more than the second"),
        new("quantity.is_valid", ["any"], "boolean", IsValid, "whether the API server reads a value as a quantity"),
        new("quantity.milli", [Operand], "number", Milli, "thousandths of a quantity, as a whole number, rounded away from zero"),
        new("quantity.parse", [Operand], "number", Parse, "the number that a quantity is, exactly"),
        new("quantity.value", [Operand], "number", WholeValue, "the quantity as a whole number, rounded away from zero"),
    ];

    /// <summary>Digits of numbers that are made before anybody asks for them.</summary>
    private const int FewDigits = 30;

    /// <summary>By text: the quantity and its numbers, or null.</summary>
    private static readonly TextMemo<Reading?> Known = new(text => Quantity.TryParse(text, out Quantity? quantity) ? new Reading(quantity) : null);

    private static readonly Reading Zero = Known.Read("0")!;

    public static Value IsValid(Value quantity) => Value.FromBoolean(TryKnow(quantity, out Reading? read) && read is not null);

    public static Value Compare(BuiltinContext context, Value first, Value second) => Order(context, first, second) is { } order ? Value.FromInt64(order) : default;

    public static Value AtLeast(BuiltinContext context, Value first, Value second) => Order(context, first, second) is { } order ? Value.FromBoolean(order >= 0) : default;

    public static Value Canonical(BuiltinContext context, Value quantity) => TryRead(context, quantity, 1, out Reading? read) ? Value.FromString(read.Quantity.ToString()) : default;

    public static Value Parse(BuiltinContext context, Value quantity) => TryReadNumber(context, quantity, out Reading? read) ? Value.FromNumberText(read.Quantity.ToNumber()) : default;

    public static Value WholeValue(BuiltinContext context, Value quantity) => TryReadNumber(context, quantity, out Reading? read) ? read.Whole : default;

    public static Value Milli(BuiltinContext context, Value quantity) => TryReadNumber(context, quantity, out Reading? read) ? read.Milli : default;

    private static int? Order(BuiltinContext context, Value first, Value second) =>
        TryRead(context, first, 1, out Reading? left) && TryRead(context, second, 2, out Reading? right) ? left.Quantity.CompareTo(right.Quantity) : null;

    private static bool TryReadNumber(BuiltinContext context, Value value, [NotNullWhen(true)] out Reading? read)
    {
        if (!TryRead(context, value, 1, out read)) return false;
        if (read.Quantity.Magnitude <= MaxDigits) return true;
        context.Fail($"the quantity has more than {MaxDigits} digits");
        return false;
    }

    private static bool TryRead(BuiltinContext context, Value value, int position, [NotNullWhen(true)] out Reading? read)
    {
        read = value.TryGetInt64(out long number) && number == 0 ? Zero : null;
        if (read is not null) return true;
        if (!TryKnow(value, out read))
        {
            context.Fail($"operand {position} must be a quantity (a string or number)");
            return false;
        }
        if (read is not null) return true;
        context.Fail($"operand {position} is no quantity such as `100m` or `1.5Gi`");
        return false;
    }

    /// <summary>Reads a text or a number; false for all else.</summary>
    private static bool TryKnow(Value value, out Reading? read)
    {
        if (Known.TryRead(value, out read)) return true;
        if (value.Kind != ValueKind.Number) return false;
        read = Known.Read(value.ToJson());
        return true;
    }

    /// <summary>A quantity and the numbers that are asked of it most, where they are small.</summary>
    private sealed class Reading(Quantity quantity)
    {
        private readonly Value _whole = quantity.Magnitude > FewDigits ? default : Value.FromBigInteger(quantity.In(0));

        private readonly Value _milli = quantity.Magnitude > FewDigits ? default : Value.FromBigInteger(quantity.In(-3));

        public Quantity Quantity { get; } = quantity;

        public Value Whole => _whole.IsUndefined ? Value.FromBigInteger(Quantity.In(0)) : _whole;

        public Value Milli => _milli.IsUndefined ? Value.FromBigInteger(Quantity.In(-3)) : _milli;
    }
}
