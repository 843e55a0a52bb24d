using PolicyKit.Binding.Types;
using PolicyKit.Builtins;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Tests.Builtins;

public class BuiltinTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases", "Builtins");

    public static TheoryData<string, int, string> Cases
    {
        get
        {
            var data = new TheoryData<string, int, string>();
            foreach (var (file, line, text) in BuiltinCase.ReadAll(Folder))
                data.Add(file, line, text);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_call_answers_as_its_case_says(string file, int line, string text)
    {
        var @case = BuiltinCase.Parse(text);
        foreach (var asDocuments in (ReadOnlySpan<bool>)[false, true])
        {
            if (@case.Mismatch(@case.Run(asDocuments)) is { } mismatch)
                Assert.Fail($"{file}:{line}: {text}\n{mismatch}");
        }
    }

    /// <summary>Plans leave out checks because of what rows say that they give.</summary>
    [Fact]
    public void Every_answer_is_of_the_type_that_its_row_states()
    {
        foreach (var @case in BuiltinCase.ReadAll(Folder).Select(entry => BuiltinCase.Parse(entry.Text)))
        {
            if (@case.Expected == "undefined" || @case.Expected.StartsWith("! ", StringComparison.Ordinal))
                continue;
            Assert.True(BuiltinTable.TryGet(@case.Name, out var row));
            TypeSymbol stated = BuiltinResults.Of(row, [.. @case.Arguments.Select(ValueTypes.Of)]);
            if (!row.IsRelation)
                Assert.True(stated.MayEqual(ValueTypes.Of(TermReader.Read(@case.Expected))), $"{@case.Name} gives {@case.Expected}, which is no {stated}");
        }
    }

    [Fact]
    public void Every_row_has_a_case()
    {
        var covered = BuiltinCase.ReadAll(Folder).Select(entry => BuiltinCase.Parse(entry.Text).Name).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], BuiltinTable.All.Select(row => row.Name).Except(covered));
    }

    [Fact]
    public void Every_row_says_what_it_does_and_takes_what_it_declares()
    {
        foreach (var row in BuiltinTable.All)
        {
            Assert.True(row.Summary.Length > 0 && !row.Summary.EndsWith('.'), row.Name);
            Assert.Equal(row.Parameters.Length, row.Implementation.GetParameters().Length - (row.TakesContext ? 1 : 0));
            Assert.True(row.Implementation.IsStatic, row.Name);
        }
    }

    [Fact]
    public void No_name_is_both_there_and_left_out()
    {
        Assert.Empty(BuiltinTable.All.Select(row => row.Name).Intersect(BuiltinTable.LeftOut.Keys));
        Assert.Contains("http.send", BuiltinTable.LeftOut.Keys);
    }

    [Theory]
    [InlineData("numbers.range(0, 100000000000)")]
    [InlineData("net.cidr_expand(\"10.0.0.0/8\")")]
    [InlineData("net.cidr_expand(\"::/0\")")]
    [InlineData("net.cidr_expand(\"10.0.0.0/24\")")]
    [InlineData("sprintf(\"%999999d\", [1])")]
    public void Work_that_exceeds_its_operands_is_charged(string call)
    {
        var (name, arguments) = TermReader.ReadCall(call);
        Assert.True(BuiltinTable.TryGet(name, out var row));
        var exception = Assert.Throws<System.Reflection.TargetInvocationException>(
            () => row.Implementation.Invoke(null, [new RecordingContext(budget: 10_000), .. arguments.Cast<object>()]));
        Assert.IsType<BudgetException>(exception.InnerException);
    }

    [Fact]
    public void A_regular_expression_that_takes_too_long_exhausts_the_budget()
    {
        Assert.True(BuiltinTable.TryGet("regex.match", out var row));
        object[] operands =
            [new RecordingContext(long.MaxValue / 8), TermReader.Read("`((a{0,30}){0,30})[bc]`"), PolicyKit.Runtime.Value.FromString(new string('a', 20_000))];
        var exception = Assert.Throws<System.Reflection.TargetInvocationException>(() => row.Implementation.Invoke(null, operands));
        Assert.IsType<BudgetException>(exception.InnerException);
    }

    [Fact]
    public void Every_row_answers_every_kind_of_operand_without_an_exception()
    {
        PolicyKit.Runtime.Value[] samples =
            [default, .. new[] { "null", "true", "0", "-1", "1.5", "\"a\"", "\"\"", "[]", "[1]", "{}", "{\"a\": 1}", "set()", "{1}" }.Select(TermReader.Read)];
        foreach (var row in BuiltinTable.All)
        {
            foreach (var first in samples)
            {
                foreach (var second in samples)
                {
                    var operands = Enumerable.Range(0, row.Parameters.Length).Select(index => (object)(index % 2 == 0 ? first : second));
                    row.Implementation.Invoke(null, row.TakesContext ? [new RecordingContext(), .. operands] : [.. operands]);
                }
            }
        }
    }
}
