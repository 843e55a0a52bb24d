using System.Text.RegularExpressions;
using PolicyKit.Syntax;

namespace PolicyKit.Kubernetes.Tests;

/// <summary>What the tests of each standard policy must have, whatever it is about: each list of containers, a bare Pod and a workload, Windows, each param. And how its messages are written.</summary>
public sealed class StandardPolicyTests
{
    private const string Bare = "Pod";

    private static readonly string[] Collections = ["containers", "app_containers", "init_containers", "ephemeral_containers"];

    /// <summary>What a message may say without backticks: Kubernetes' own words, and numbers.</summary>
    private static readonly string[] PlainFields = ["kind", "verb", "subresource", "subResource", "resource", "replicas", "maxReplicas", "minAvailable", "maxUnavailable", "minimum", "containerPort", "successThreshold", "endPort", "number", "runAsUser", "runAsGroup", "expirationSeconds", "max_days", "max_seconds", "seconds", "type", "level", "deprecated", "removed"];

    /// <summary>The API server's own messages.</summary>
    private static readonly string[] Quoted = ["pod_security.baseline.", "pod_security.restricted."];

    private static readonly Lazy<StandardPolicy[]> All = new(() => [.. StandardPack.Trees.SelectMany(StandardPolicy.In)]);

    public static TheoryData<string> ReadersOfContainers => Ids(p => p.Names.Overlaps(Collections));

    public static TheoryData<string> PoliciesOfWorkloads => Ids(p => p.IsForPodsAndMore);

    public static TheoryData<string> PoliciesThatKnowWindows => Ids(p => p.Code.Contains("pod.spec.os.name", StringComparison.Ordinal));

    public static TheoryData<string> PoliciesWithParams => Ids(p => p.Params.Length > 0);

    public static TheoryData<string> PoliciesWithMessages => Ids(p => p.Messages.Length > 0 && !Quoted.Any(q => p.Id.StartsWith(q, StringComparison.Ordinal)));

    /// <summary>Of what is only found in some of the lists, a test has the others too: they are let through on purpose.</summary>
    [Theory]
    [MemberData(nameof(ReadersOfContainers))]
    public void Tests_have_containers_in_each_list_of_an_object_with_findings(string id)
    {
        StandardPolicy policy = Find(id);
        Assert.All(KubernetesDomain.ContainerLists, list => Assert.Contains(policy.Tests, t => t.HasFinding && t.HasKey(list)));
    }

    [Theory]
    [MemberData(nameof(PoliciesOfWorkloads))]
    public void Tests_have_a_bare_Pod_and_a_template(string id)
    {
        StandardPolicy policy = Find(id);
        Assert.Contains(policy.Tests, t => t.Kind == Bare);
        Assert.Contains(policy.Tests, t => t.Kind != Bare);
    }

    [Theory]
    [MemberData(nameof(PoliciesThatKnowWindows))]
    public void Tests_have_a_Windows_pod(string id) => Assert.Contains(Find(id).Tests, t => t.Object.Contains("os: {name: windows}", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(PoliciesWithParams))]
    public void Tests_set_each_param(string id)
    {
        StandardPolicy policy = Find(id);
        Assert.All(policy.Params, p => Assert.Contains(policy.Tests, t => t.Replaced.Contains($"params.{p}")));
    }

    [Theory]
    [MemberData(nameof(PoliciesWithParams))]
    public void Params_are_described(string id)
    {
        SyntaxTree tree = StandardPack.Trees.Single(t => t.Text.Path == $"standard:{id.Replace('.', '/')}.policy");
        string[] lines = tree.Text.ToString().Split('\n');
        string[] bare = [.. lines.Where((line, i) => line.TrimStart().StartsWith("param ", StringComparison.Ordinal) && !lines[i - 1].TrimStart().StartsWith('#')).Select(line => line.Trim())];
        Assert.Empty(bare);
    }

    public static TheoryData<string> Files => [.. StandardPack.Trees.Select(tree => tree.Text.Path)];

    /// <summary>What is there twice in a set, a table, or a list of a param or property was meant to be something else, or is left over. Other lists may be paths.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Collections_have_nothing_twice(string path)
    {
        SyntaxTree tree = StandardPack.Trees.Single(t => t.Text.Path == path);
        IEnumerable<SyntaxNode> code = tree.Root.Members.SelectMany(m => m is PolicyDeclarationSyntax policy ? policy.Members : [m]).Where(m => m is not TestDeclarationSyntax && !m.ToString().StartsWith("test_", StringComparison.Ordinal));
        Assert.Empty(code.SelectMany(m => m.DescendantNodes().Where(node => node is not ArrayExpressionSyntax || m is ParamDeclarationSyntax or PolicyPropertySyntax)).SelectMany(Twice));
    }

    private static IEnumerable<string> Twice(SyntaxNode node)
    {
        IEnumerable<ExpressionSyntax> items = node switch
        {
            ArrayExpressionSyntax array => array.Items.Items,
            SetExpressionSyntax set => set.Items.Items,
            ObjectExpressionSyntax table => table.Items.Items.Select(item => item.Key),
            _ => [],
        };
        return items.Select(item => item.ToString()).GroupBy(text => text, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key);
    }

    [Theory]
    [MemberData(nameof(PoliciesWithMessages))]
    public void Messages_have_what_users_wrote_in_backticks(string id) =>
        Assert.All(Find(id).Messages.OfType<TemplateStringSyntax>(), message => Assert.Empty(PlainTexts(message)));

    private static IEnumerable<string> PlainTexts(TemplateStringSyntax message)
    {
        int marks = 0;
        for (int i = 0; i < message.Interpolations.Count; i++)
        {
            marks += message.Texts[i].Text.Count(c => c == '`');
            if (message.Interpolations[i] is MemberAccessSyntax read && marks % 2 == 0 && !PlainFields.Contains(read.Name.Text)) yield return read.ToString();
        }
    }

    private static StandardPolicy Find(string id) => All.Value.Single(p => p.Id == id);

    private static TheoryData<string> Ids(Func<StandardPolicy, bool> predicate) => [.. All.Value.Where(predicate).Select(p => p.Id)];

    /// <summary>A policy as its file has it, with the tests of the file.</summary>
    private sealed record StandardPolicy(string Id, string Match, HashSet<string> Names, string Code, string[] Params, ExpressionSyntax[] Messages, StandardTest[] Tests)
    {
        public bool IsForPodsAndMore => Match == "workloads" || (Match.Contains("\"Pod\"", StringComparison.Ordinal) && Regex.Count(Match, "\"[A-Z]", RegexOptions.NonBacktracking) > 1);

        public static IEnumerable<StandardPolicy> In(SyntaxTree tree)
        {
            if (tree.Root.Members.OfType<PolicyDeclarationSyntax>().SingleOrDefault() is not { } policy) yield break;
            MemberSyntax[] code = [.. policy.Members.Where(m => m is not TestDeclarationSyntax)];
            yield return new StandardPolicy(
                tree.Text.Path["standard:".Length..^".policy".Length].Replace('/', '.'),
                code.OfType<PolicyPropertySyntax>().Single(p => p.Name.Text == "match").Value.ToString(),
                [.. code.SelectMany(m => m.DescendantNodes()).OfType<NameExpressionSyntax>().Select(n => n.Name)],
                string.Join('\n', code.Select(m => m.ToString())),
                [.. code.OfType<ParamDeclarationSyntax>().Select(p => p.Name.Text)],
                [.. code.OfType<FindingRuleSyntax>().Select(f => f.Message).OfType<ExpressionSyntax>()],
                [.. policy.Members.Concat(tree.Root.Members).OfType<TestDeclarationSyntax>().Select(StandardTest.From)]);
        }
    }

    /// <param name="Object">The last document that is given.</param>
    /// <param name="HasFinding">Whether a finding is expected.</param>
    /// <param name="Replaced">What `with` replaces.</param>
    private sealed record StandardTest(string Object, bool HasFinding, string[] Replaced)
    {
        public string Kind => Regex.Match(Object, @"\bkind: (\w+)", RegexOptions.NonBacktracking) is { Success: true } found ? found.Groups[1].Value : "";

        public bool HasKey(string key) => Regex.IsMatch(Object, $@"\b{key}:", RegexOptions.NonBacktracking);

        public static StandardTest From(TestDeclarationSyntax test) => new(
            test.Clauses.OfType<GivenClauseSyntax>().LastOrDefault()?.Text.Text.Split("---\n")[^1] ?? "",
            test.Clauses.OfType<ExpectClauseSyntax>().Any(e => e.Outcome.Text is "deny" or "warn"),
            [.. test.Clauses.OfType<TestWithClauseSyntax>().Select(w => w.Modifier.Target.ToString())]);
    }
}
