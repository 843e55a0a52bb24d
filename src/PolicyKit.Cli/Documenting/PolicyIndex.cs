using System.Collections.Immutable;
using System.Text;
using PolicyKit.Cli.Reports;

namespace PolicyKit.Cli.Documenting;

/// <summary>The page that leads to the pages of policies: a table for each pack.</summary>
internal static class PolicyIndex
{
    public const string File = "README.md";

    public static string Write(ImmutableArray<PolicyPage> pages)
    {
        var text = new StringBuilder("# Policies\n");
        bool isStandard = pages.All(p => p.IsStandard);
        foreach (IGrouping<string, PolicyPage> pack in pages.GroupBy(p => p.Policy.Id.Split('.')[0], StringComparer.Ordinal))
        {
            text.Append($"\n## {pack.Key}\n\n| Policy | Title | Severity |{(isStandard ? " By default |" : "")}\n|---|---|---|{(isStandard ? "---|" : "")}\n");
            foreach (PolicyPage page in pack)
            {
                text.Append($"| [{page.Policy.Id}]({page.File}) | {Markdown.Cell(page.Policy.Title)} | {Words.Of(page.Policy.Severity)} |");
                if (isStandard) text.Append($" {page.Enforcements.Single(e => e.Profile == Kubernetes.Configuration.Profile.DefaultName).Word} |");
                text.Append('\n');
            }
        }
        return text.ToString();
    }
}
