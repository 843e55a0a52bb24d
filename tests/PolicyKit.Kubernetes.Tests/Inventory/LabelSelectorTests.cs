using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

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
}
