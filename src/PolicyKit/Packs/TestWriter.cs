using PolicyKit.Binding;

namespace PolicyKit.Packs;

/// <summary>Writes tests.</summary>
internal sealed class TestWriter(PackTables tables, PackOutput output)
{
    public void Write(IReadOnlyCollection<BoundPolicyTest> tests) => output.All(tests, Test);

    private void Test(BoundPolicyTest test)
    {
        output.Number(test.Rule is { } rule ? tables.Number(rule) + 1 : 0);
        if (test.Rule is not null) return;
        output.String(test.Name);
        output.Location(test.Location);
        output.All(test.Policies, policy => output.Number(tables.Policies.Of(policy)));
        output.All(test.Given, Given);
        output.All(test.Replacements, Replacement);
        output.All(test.Expectations, Expectation);
    }

    private void Given(BoundGiven given)
    {
        output.Flag(given.IsFile);
        output.String(given.Text);
        output.Location(given.Location);
    }

    private void Replacement(BoundReplacement replacement)
    {
        output.Number(replacement.Document is { } document ? tables.Documents.Of(document) + 1 : 0);
        output.All(replacement.Path, output.String);
        output.Number(replacement.Param is { } param ? tables.Params.Of(param) + 1 : 0);
        output.Number(tables.Number(replacement.Value));
    }

    private void Expectation(BoundExpectation expectation)
    {
        output.Tag(expectation.Outcome);
        output.Number(expectation.Policy is { } policy ? tables.Policies.Of(policy) + 1 : 0);
        Optional(expectation.Path);
        Optional(expectation.Pattern?.ToString());
        output.Location(expectation.Location);
    }

    private void Optional(string? text)
    {
        output.Flag(text is not null);
        if (text is not null) output.String(text);
    }
}
