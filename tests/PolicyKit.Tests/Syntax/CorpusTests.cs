using PolicyKit.Syntax;
using PolicyKit.Syntax.Parsing;
using PolicyKit.Text;
using Xunit.Abstractions;

namespace PolicyKit.Tests.Syntax;

public sealed class CorpusTests(ITestOutputHelper output)
{
    private const string NoCorpora = "skipped: no corpora beside the repository and POLICYKIT_CORPORA is not set";

    [Fact]
    public void Every_module_of_the_OPA_suite_parses_and_round_trips()
    {
        if (Corpora.Root is null)
        {
            output.WriteLine(NoCorpora);
            return;
        }
        AssertParses(Corpora.OpaModules("v1"), ParseOptions.Rego, 1000);
        AssertParses(Corpora.OpaModules("v0"), ParseOptions.RegoV0, 500);
    }

    [Fact]
    public void Every_module_of_the_OPA_suite_parses_as_a_policy_file_too()
    {
        if (Corpora.Root is null)
        {
            output.WriteLine(NoCorpora);
            return;
        }
        AssertParses(Corpora.OpaModules("v1"), ParseOptions.Policy, 1000);
    }

    [Fact]
    public void Every_query_of_the_OPA_suite_parses()
    {
        if (Corpora.Root is null)
        {
            output.WriteLine(NoCorpora);
            return;
        }
        var failures = new List<string>();
        foreach ((string name, string text) in Corpora.OpaQueries("v1").Concat(Corpora.OpaQueries("v0")))
        {
            var result = Parser.ParseQuery(SourceText.From(text, name), ParseOptions.Rego);
            if (result.Query is null || !result.Diagnostics.IsEmpty) failures.Add($"{text}: {string.Join("; ", result.Diagnostics)}");
        }
        Assert.Empty(failures);
    }

    [Fact]
    public void Every_template_of_the_Gatekeeper_library_parses_and_round_trips()
    {
        if (Corpora.Root is null)
        {
            output.WriteLine(NoCorpora);
            return;
        }
        AssertParses(Corpora.GatekeeperModules(), ParseOptions.RegoV0, 25);
    }

    private static void AssertParses(IEnumerable<(string Name, string Text)> modules, ParseOptions options, int atLeast)
    {
        var failures = new List<string>();
        int count = 0;
        foreach ((string name, string text) in modules)
        {
            count++;
            SyntaxTree tree = SyntaxTree.Parse(SourceText.From(text, name), options);
            failures.AddRange(tree.Diagnostics.Select(d => d.ToString()));
            if (tree.Root.ToFullString() != text) failures.Add($"{name}: does not round-trip");
        }
        Assert.Empty(failures);
        Assert.True(count >= atLeast, $"only {count} modules were read");
    }
}
