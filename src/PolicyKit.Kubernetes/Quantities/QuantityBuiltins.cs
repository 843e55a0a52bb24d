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

    /// <summary>By text: the quantity, or null.</summary>
    private static readonly TextMemo<Quantity?> Known = new(text => Quantity.TryParse(text, out Quantity? quantity) ? quantity : null);

    public static Value IsValid(Value quantity) => Value.FromBoolean(TextOf(quantity) is { } text && Known.Read(text) is not null);

    public static Value Compare(BuiltinContext context, Value first, Value second) => Order(context, first, second) is { } order ? Value.FromInt64(order) : default;

    public static Value AtLeast(BuiltinContext context, Value first, Value second) => Order(context, first, second) is { } order ? Value.FromBoolean(order >= 0) : default;

    public static Value Canonical(BuiltinContext context, Value quantity) => TryRead(context, quantity, 1, out Quantity? read) ? Value.FromString(read.ToString()) : default;

    public static Value Parse(BuiltinContext context, Value quantity) => TryReadNumber(context, quantity, out Quantity? read) ? Value.FromNumberText(read.ToNumber()) : default;

    public static Value WholeValue(BuiltinContext context, Value quantity) => TryReadNumber(context, quantity, out Quantity? read) ? Value.FromBigInteger(read.In(0)) : default;

    public static Value Milli(BuiltinContext context, Value quantity) => TryReadNumber(context, quantity, out Quantity? read) ? Value.FromBigInteger(read.In(-3)) : default;

    private static int? Order(BuiltinContext context, Value first, Value second) =>
        TryRead(context, first, 1, out Quantity? left) && TryRead(context, second, 2, out Quantity? right) ? left.CompareTo(right) : null;

    private static bool TryReadNumber(BuiltinContext context, Value value, [NotNullWhen(true)] out Quantity? quantity)
    {
        if (!TryRead(context, value, 1, out quantity)) return false;
        if (quantity.Magnitude <= MaxDigits) return true;
        context.Fail($"the quantity has more than {MaxDigits} digits");
        return false;
    }

    private static bool TryRead(BuiltinContext context, Value value, int position, [NotNullWhen(true)] out Quantity? quantity)
    {
        quantity = null;
        if (TextOf(value) is not { } text)
        {
            context.Fail($"operand {position} must be a quantity (a string or number)");
            return false;
        }
        quantity = Known.Read(text);
        if (quantity is not null) return true;
        context.Fail($"operand {position} is no quantity such as `100m` or `1.5Gi`");
        return false;
    }

    private static string? TextOf(Value value) => value.TryGetString(out string? text) ? text : value.Kind == ValueKind.Number ? value.ToJson() : null;
}
