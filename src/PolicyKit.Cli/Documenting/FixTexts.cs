using PolicyKit.Cli.Testing;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Cli.Documenting;

/// <summary>What the fixes of a policy do, in words: what they say themselves, and where that is worked out, what they did in the policy's tests.</summary>
internal static class FixTexts
{
    /// <summary>A sentence for each fix that differs.</summary>
    public static IEnumerable<string> Of(FixClauseSyntax[] clauses, IEnumerable<PolicyTest> tests)
    {
        string[] stated = [.. clauses.Where(IsStated).Select(c => Normal(c.Value!.ToString()))];
        List<Fix> examples = clauses.All(IsStated) ? [] : [.. tests.SelectMany(FixesOf).Where(fix => fix.Kind == FixKind.Create || !stated.Contains(Normal(fix.Value.ToString()), StringComparer.Ordinal))];
        return clauses.Select(clause => $"{Describe(clause, examples)}; {Applies(clause)}.").Distinct(StringComparer.Ordinal);
    }

    private static string Describe(FixClauseSyntax clause, List<Fix> examples)
    {
        FixKind kind = Enum.Parse<FixKind>(clause.Action.Text, ignoreCase: true);
        string? place = clause.Target is MemberAccessSyntax target ? Markdown.Code(target.ToString().Replace("object.", "", StringComparison.Ordinal)) : null;
        if (kind == FixKind.Remove) return place is null ? "takes away what was found" : $"takes {place} away";
        if (IsStated(clause)) return Sentence(kind, Members(clause.Value!), place);
        Fix? example = examples.FirstOrDefault(fix => fix.Kind == kind && fix.IsUnsafe == clause.IsUnsafe);
        if (example is null) return Sentence(kind, "a value that the policy works out", place);
        // Another clause has another example, if there is one.
        examples.RemoveAll(fix => fix.Kind == kind && fix.IsUnsafe == clause.IsUnsafe && fix.Value == example.Value);
        return kind == FixKind.Create ? Sentence(kind, Named(example.Value), null) : Sentence(kind, Members(example.Value), Markdown.Code(example.Places[0].Path)) + ", for example";
    }

    private static string Sentence(FixKind kind, string value, string? place) => kind switch
    {
        FixKind.Add => $"adds {value} to {place ?? "the field"}",
        FixKind.Create => $"proposes {value}",
        _ => $"sets {place ?? "the field"} to {value}",
    };

    private static string Applies(FixClauseSyntax clause) =>
        clause.Action.Text == "create" ? "it is written nowhere" : clause.IsUnsafe ? "`--fix --unsafe-fixes` applies it, because it can stop a working program" : "`--fix` applies it";

    /// <summary>Whether a fix says by itself what the value is.</summary>
    private static bool IsStated(FixClauseSyntax clause) =>
        clause.Value is { } value && !value.DescendantNodes().Prepend(value).Any(node => node is NameExpressionSyntax or TemplateStringSyntax or ComprehensionSyntax);

    /// <summary>What is added is told one by one.</summary>
    private static string Members(ExpressionSyntax value) => value is ArrayExpressionSyntax list ? string.Join(", ", list.Items.Items.Select(item => Text(item.ToString()))) : Text(value.ToString());

    private static string Members(Value value) => value.Kind == ValueKind.Array ? string.Join(", ", value.Elements().Select(item => Text(item.ToString()))) : Text(value.ToString());

    /// <summary>Strings bare, but for the empty one.</summary>
    private static string Text(string code) => Markdown.Code(code.Trim('"') is { Length: > 0 } text ? text : "\"\"");

    private static string Named(Value created) => $"the {created.Member("kind").TextOrEmpty()} {Markdown.Code(created.Member("metadata", "name").TextOrEmpty())}";

    private static string Normal(string code) => code.Trim('"');

    private static IEnumerable<Fix> FixesOf(PolicyTest test)
    {
        var (manifests, problems) = GivenReader.Read(test);
        if (!problems.IsEmpty || manifests.IsEmpty) return [];
        Decision? decision = test.Run(ManifestJudge.InputOf(manifests[^1], ClusterInventory.Build(manifests[..^1]))).Decision;
        return decision is null ? [] : decision.Findings.Select(finding => finding.Fix).OfType<Fix>();
    }
}
