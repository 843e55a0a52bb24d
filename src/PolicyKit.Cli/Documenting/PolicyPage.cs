using System.Collections.Immutable;
using System.Text;
using PolicyKit.Cli.Reports;
using PolicyKit.Cli.Testing;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Syntax;

namespace PolicyKit.Cli.Documenting;

/// <summary>The page of a policy, made of what its file says.</summary>
internal sealed class PolicyPage
{
    private const string Allow = "allow";

    private readonly SyntaxTree _tree;
    private readonly PolicyDeclarationSyntax _declaration;
    private readonly ILookup<string, PolicyTest> _tests;

    private PolicyPage(PolicyInfo policy, SyntaxTree tree, PolicyDeclarationSyntax declaration, ILookup<string, PolicyTest> tests)
    {
        Policy = policy;
        _tree = tree;
        _declaration = declaration;
        _tests = tests;
        IsStandard = StandardPack.IsStandard(policy);
        Enforcements = IsStandard ? [.. Profile.All.Select(p => (p.Name, p.Of(policy.Id).ToString().ToLowerInvariant()))] : [];
    }

    public PolicyInfo Policy { get; }

    public bool IsStandard { get; }

    /// <summary>What becomes of its findings by profile; of standard policies only.</summary>
    public ImmutableArray<(string Profile, string Word)> Enforcements { get; }

    /// <summary>The file of the page, from the folder of all pages.</summary>
    public string File => Policy.Id.Replace('.', '/') + ".md";

    /// <summary>The pages of the policies that trees declare; core modules have none.</summary>
    public static IEnumerable<PolicyPage> Of(PolicyProgram program, ImmutableArray<SyntaxTree> trees)
    {
        ILookup<string, PolicyTest> tests = program.Tests.Where(t => t.PolicyIds.Length == 1).ToLookup(t => t.PolicyIds[0], StringComparer.Ordinal);
        foreach (SyntaxTree tree in trees)
        {
            foreach (PolicyDeclarationSyntax declaration in tree.Root.Members.OfType<PolicyDeclarationSyntax>())
            {
                if (program.Policies.FirstOrDefault(p => p.Location.Source == tree.Text && p.Id.EndsWith("." + declaration.Name.Text, StringComparison.Ordinal)) is { } policy) yield return new PolicyPage(policy, tree, declaration, tests);
            }
        }
    }

    public string Write()
    {
        var text = new StringBuilder($"# {Policy.Id}\n\n**{Policy.Title}.** {Policy.Description.ReplaceLineEndings(" ")}\n");
        if (HeaderComment() is { Length: > 0 } comment) text.Append($"\n{comment}\n");
        text.Append($"\n| | |\n|---|---|\n| Severity | {Words.Of(Policy.Severity)} |\n| Judges | {Markdown.Cell(Markdown.Code(Property("match")))} |\n");
        if (IsStandard) text.Append($"| Profiles | {string.Join(", ", Enforcements.Select(e => $"{e.Profile}: {e.Word}"))} |\n");
        if (!Policy.References.IsEmpty) text.Append($"| References | {Markdown.Cell(string.Join("; ", Policy.References))} |\n");
        WriteParams(text);
        WriteFixes(text);
        WriteExamples(text);
        return text.ToString();
    }

    private void WriteParams(StringBuilder text)
    {
        if (Policy.Params.IsEmpty) return;
        text.Append("\n## Params\n\n| Name | Type | Default | |\n|---|---|---|---|\n");
        foreach (ParamInfo param in Policy.Params)
        {
            ParamDeclarationSyntax declaration = _declaration.Members.OfType<ParamDeclarationSyntax>().Single(p => p.Name.Text == param.Name);
            text.Append($"| `{param.Name}` | {Markdown.Code(param.Type)} | {(param.Default is { } value ? Markdown.Cell(Markdown.Code(value)) : "required")} | {Markdown.Cell(CommentBefore(declaration))} |\n");
        }
    }

    private void WriteFixes(StringBuilder text)
    {
        FixClauseSyntax[] fixes = [.. _declaration.Members.OfType<FindingRuleSyntax>().Select(f => f.Fix).OfType<FixClauseSyntax>()];
        if (fixes.Length == 0) return;
        text.Append("\n## Fix\n\n");
        foreach (string fix in FixTexts.Of(fixes, _tests[Policy.Id])) text.Append($"- {char.ToUpperInvariant(fix[0])}{fix[1..]}\n");
    }

    private void WriteExamples(StringBuilder text)
    {
        PolicyTest[] tests = [.. _tests[Policy.Id]];
        if (tests.Length == 0) return;
        Dictionary<string, TestDeclarationSyntax> declarations = _tree.Root.Members.OfType<TestDeclarationSyntax>().Concat(_declaration.Members.OfType<TestDeclarationSyntax>()).DistinctBy(NameOf).ToDictionary(NameOf, StringComparer.Ordinal);
        ExpectClauseSyntax[] ExpectationsOf(PolicyTest test) => [.. declarations.GetValueOrDefault(test.Name)?.Clauses.OfType<ExpectClauseSyntax>() ?? []];
        PolicyTest? found = tests.FirstOrDefault(t => IsPlain(t) && ExpectationsOf(t).Any(e => e.Outcome.Text is "deny" or "warn"));
        PolicyTest? fine = tests.FirstOrDefault(t => IsPlain(t) && ExpectationsOf(t).Any(e => e.Outcome.Text == Allow));
        if (found is not null) WriteExample("Found", found, text);
        if (fine is not null) WriteExample("Let through", fine, text);
        text.Append("\n## Tested\n\n");
        foreach (PolicyTest test in tests) text.Append($"- {test.Name}\n");
    }

    private static void WriteExample(string title, PolicyTest test, StringBuilder text) =>
        text.Append($"\n## {title}\n\n{char.ToUpperInvariant(test.Name[0])}{test.Name[1..]}:\n\n{Markdown.Block("yaml", string.Join("\n---\n", test.Given.Select(g => GivenText.Dedent(g).Text.Trim('\n'))))}");

    /// <summary>Whether the test is told by what is given alone.</summary>
    private static bool IsPlain(PolicyTest test) => !test.Given.IsEmpty && test.Given.All(g => !g.IsFile);

    private static string NameOf(TestDeclarationSyntax test) => test.Name.Text.Trim('"', '`');

    private string Property(string name) => _declaration.Members.OfType<PolicyPropertySyntax>().FirstOrDefault(p => p.Name.Text == name)?.Value.ToString() ?? "";

    /// <summary>The comment at the start of the file, where it stands before the package.</summary>
    private string HeaderComment() => Comment(_tree.Text.ToString().Split('\n').TakeWhile(line => line.StartsWith('#')));

    /// <summary>The comment in the lines before a member.</summary>
    private string CommentBefore(MemberSyntax member)
    {
        string[] before = _tree.Text.ToString()[..member.Span.Start].Split('\n');
        return Comment(before[..^1].Reverse().Select(line => line.Trim()).TakeWhile(line => line.StartsWith('#')).Reverse());
    }

    private static string Comment(IEnumerable<string> lines) => string.Join("\\\n", lines.Select(line => line.TrimStart('#').Trim()));
}
