using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Tests.Builtins;

/// <summary>Cases <c>name [operand, …] ⇶ value</c>, or <c>⇶ ! message</c> where the call fails; operands and values are YAML, and an operand <c>{set: […]}</c> is a set.</summary>
public sealed class DomainBuiltinTests
{
    private static readonly string[] Families = ["builtins/args.cases", "builtins/image.cases", "builtins/quantity.cases"];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (object[] row in Families.SelectMany(CaseFile.Lines)) cases.Add((string)row[0], (string)row[1]);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_call_answers_as_its_case_says(string call, string expected)
    {
        DomainBuiltin builtin = Assert.Single(KubernetesDomain.Instance.Builtins, b => b.Name == NameOf(call));
        Value[] operands = [.. Parse(call[builtin.Name.Length..]).Elements().Select(operand => operand.Member("set") is { IsUndefined: false } set ? Value.FromSet(set.Elements()) : operand)];
        var context = new RecordingContext();
        bool takesContext = builtin.Implementation.Method.GetParameters()[0].ParameterType == typeof(BuiltinContext);
        var result = (Value)builtin.Implementation.DynamicInvoke(takesContext ? [context, .. operands.Cast<object>()] : [.. operands.Cast<object>()])!;
        Assert.Equal(context.Failure is not null, result.IsUndefined);
        if (context.Failure is { } failure) Assert.Equal(expected, "! " + failure);
        else Assert.Equal(Parse(expected), result);
    }

    [Fact]
    public void Every_builtin_of_the_families_has_a_case()
    {
        string[] covered = [.. Cases.Select(row => NameOf((string)row[0])).Distinct(StringComparer.Ordinal)];
        string[] families = [.. covered.Select(name => name.Split('.')[0]).Distinct(StringComparer.Ordinal)];
        Assert.Equal(KubernetesDomain.Instance.Builtins.Select(b => b.Name).Where(name => families.Contains(name.Split('.')[0])).Order(StringComparer.Ordinal), covered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_builtin_answers_every_kind_of_operand_without_an_exception()
    {
        Value[] samples = [default, .. new[] { "null", "true", "0", "-1.5", "a", "''", "[]", "[1]", "{}", "{a: 1}", "1e8000", "'.'" }.Select(Parse)];
        foreach (DomainBuiltin builtin in KubernetesDomain.Instance.Builtins)
        {
            bool takesContext = builtin.Implementation.Method.GetParameters()[0].ParameterType == typeof(BuiltinContext);
            foreach (Value first in samples)
            {
                foreach (Value second in samples)
                {
                    object[] operands = [.. builtin.Parameters.Select((_, index) => (object)(index == 0 ? first : second))];
                    Assert.IsType<Value>(builtin.Implementation.DynamicInvoke(takesContext ? [new RecordingContext(), .. operands] : operands));
                }
            }
        }
    }

    private static string NameOf(string call) => call.Split(' ')[0];

    private static Value Parse(string yaml) => Assert.Single(DocumentReader.Read($"value: {yaml}\n")).Document!.RawRoot.Member("value");
}
