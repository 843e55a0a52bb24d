using System.Globalization;
using System.Numerics;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>A value as OPA hands it to Go's fmt: an integer, a float, or a string (every other value as its text).</summary>
internal abstract record GoArgument
{
    /// <summary>Go's name of the type.</summary>
    public abstract string TypeName { get; }

    /// <summary>The argument under <c>%v</c>.</summary>
    public abstract string Plain { get; }

    public static GoArgument From(Value value, BuiltinContext payer)
    {
        if (value.TryGetString(out var text))
            return new GoString(text);
        if (value.Kind != ValueKind.Number)
            return new GoString(ValuePrinter.Print(value, json: false, payer));
        var source = value.ToString();
        Payer.ChargeDigits(source.Length);
        if (!source.AsSpan().ContainsAny(".eE") && value.TryGetBigInteger(out var integer))
            return new GoInteger(integer);
        return value.TryGetDouble(out var number) && double.IsFinite(number) ? new GoFloat(number) : new GoString(source);
    }
}

internal sealed record GoInteger(BigInteger Value) : GoArgument
{
    public bool IsBig => Value < long.MinValue || Value > long.MaxValue;

    public override string TypeName => IsBig ? "*big.Int" : "int";

    public override string Plain => Value.ToString(CultureInfo.InvariantCulture);
}

internal sealed record GoFloat(double Value) : GoArgument
{
    public override string TypeName => "float64";

    public override string Plain => GoFloatText.Format(Value, 'g', -1);
}

internal sealed record GoString(string Value) : GoArgument
{
    public override string TypeName => "string";

    public override string Plain => Value;
}
