using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Tests.Inventory;

public sealed class LabelSelectorTests
{
    public static TheoryData<string, string> Cases => CaseFile.Lines("selectors.cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_selector_matches_labels(string source, string expected)
    {
        string[] operands = source.Split(" | ");
        var context = new RecordingContext();
        var result = LabelSelectors.Matches(context, Parse(operands[0]), Parse(operands[1]));
        Assert.Equal(expected, context.Failure ?? result.ToString());
        Assert.Equal(context.Failure is not null, result.IsUndefined);
    }

    private static Value Parse(string yaml) => Assert.Single(DocumentReader.Read($"value: {yaml}\n")).Document!.RawRoot.Member("value");

    private sealed class RecordingContext : BuiltinContext
    {
        public string? Failure { get; private set; }

        public override DateTimeOffset Now => DateTimeOffset.UnixEpoch;

        public override Value Fail(string message)
        {
            Failure = message;
            return Value.Undefined;
        }

        public override void Unknown(string reason) => throw new NotSupportedException();

        public override Version? KubernetesVersion => null;

        public override bool IsComplete(string kind, string @namespace) => throw new NotSupportedException();

        public override void Charge(long steps)
        {
        }

        public override T Cache<T>(object key, Func<object, T> make) => make(key);

        public override void Print(string text, Location location)
        {
        }
    }
}
