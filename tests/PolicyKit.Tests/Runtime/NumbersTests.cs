using System.Globalization;
using PolicyKit.Runtime;

namespace PolicyKit.Tests.Runtime;

public class NumbersTests
{
    private delegate Value Operator(Value left, Value right, out string? error);

    private static readonly Dictionary<string, Operator> Operators = new()
    {
        ["+"] = Numbers.Add,
        ["-"] = Numbers.Subtract,
        ["*"] = Numbers.Multiply,
        ["/"] = Numbers.Divide,
        ["%"] = Numbers.Remainder,
        ["neg"] = static (Value left, Value _, out string? error) => Numbers.Negate(left, out error),
    };

    public static TheoryData<int, string> Cases() => CaseLines.Read("numbers.txt");

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_operator_gives_a_number_or_a_message(int line, string text)
    {
        (string verb, string[] operands, string expected) = CaseLines.Split(line, text);
        foreach (Value left in Representations.Of(operands[0]))
        {
            foreach (Value right in Representations.Of(operands[^1]))
            {
                Value result = Operators[verb](left, right, out string? error);
                Assert.Equal(expected, error is null ? result.ToString() : $"! {error}");
                Assert.True(error is null || result.IsUndefined);
            }
        }
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("-0.5e-3", true)]
    [InlineData("1.", false)]
    [InlineData("01", false)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData("1e", false)]
    [InlineData(" 1", false)]
    [InlineData("1e1000000000", false)]
    [InlineData("0x1", false)]
    public void Text_is_a_number_as_JSON_writes_numbers(string text, bool expected)
    {
        Assert.Equal(expected, NumberFormat.IsNumber(text));
        if (!expected) Assert.Throws<FormatException>(() => Value.FromNumberText(text));
    }

    [Fact]
    public void Numbers_convert_when_they_can_be_held()
    {
        Assert.True(Value.FromNumberText("1.0").TryGetInt64(out long one));
        Assert.Equal(1, one);
        Assert.False(Value.FromNumberText("1.5").TryGetInt64(out _));
        Assert.False(Value.ParseJson("9223372036854775808").TryGetInt64(out _));
        Assert.True(Value.ParseJson("9223372036854775808").TryGetBigInteger(out System.Numerics.BigInteger big));
        Assert.Equal(new System.Numerics.BigInteger(long.MaxValue) + 1, big);
        Assert.False(Value.FromNumberText("1e100000000").TryGetBigInteger(out _));
        Assert.True(Value.ParseJson("1e400").TryGetDouble(out double infinite));
        Assert.Equal(double.PositiveInfinity, infinite);
        Assert.Equal("1e-07", Value.FromDouble(1e-7).ToString());
        Assert.Equal("3", Value.FromDouble(3.0).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => Value.FromDouble(double.NaN));
    }

    [Fact]
    public void Quotients_of_doubles_agree_with_double_arithmetic()
    {
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++)
        {
            long a = random.NextInt64(-1_000_000, 1_000_000), b = random.NextInt64(1, 1_000_000);
            Numbers.Divide(Value.FromInt64(a), Value.FromInt64(b), out _).TryGetDouble(out double quotient);
            Assert.Equal((double)a / b, quotient, 1e-15 * Math.Abs((double)a / b));
        }
    }

    [Fact]
    public void Comparison_agrees_with_decimal_arithmetic()
    {
        var random = new Random(2);
        for (int i = 0; i < 5_000; i++)
        {
            decimal a = Next(random), b = random.Next(4) == 0 ? a * 1.0m : Next(random);
            int expected = a.CompareTo(b);
            Assert.Equal(expected, Math.Sign(Ops.Compare(Number(a), Number(b))));
        }
        static decimal Next(Random random) => new(random.Next(2000), 0, 0, random.Next(2) == 0, (byte)random.Next(6));
        static Value Number(decimal value) => Value.FromNumberText(value.ToString(CultureInfo.InvariantCulture));
    }
}
