using System.Text.RegularExpressions;
using PolicyKit.Diagnostics;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>A message of a policy that writes indices between brackets, as in <c>spec.containers[%d]</c>.</summary>
internal sealed class PathInMessage() : LintRule(Descriptors.PathInMessage)
{
    private static readonly Regex Placeholder = new(@"[A-Za-z]\[%[dvs]\]", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly Regex End = new(@"[A-Za-z]\[$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public override void Check(LintContext context)
    {
        foreach (FindingRuleSyntax finding in context.Nodes<FindingRuleSyntax>())
        {
            if (finding.Message is not { } message) continue;
            foreach (SyntaxNode node in message.DescendantNodes().Prepend(message).Where(BuildsPath)) context.Report(node.Location);
        }
    }

    private static bool BuildsPath(SyntaxNode node) => node switch
    {
        TemplateStringSyntax template => HasIndex([.. SyntaxFacts.GetTextValues(template)]),
        CallExpressionSyntax { Arguments.Items: [var format, ..] } call when call.Callee.ToString() == "sprintf" => format.Text() is { } text && Placeholder.IsMatch(text),
        CallExpressionSyntax { Arguments.Items: [_, ArrayExpressionSyntax parts] } call when call.Callee.ToString() == "concat" =>
            parts.Items.Items.Zip(parts.Items.Items.Skip(1)).Any(pair => pair.First.Text() is { } text && End.IsMatch(text) && pair.Second.Text() is null),
        _ => false,
    };

    private static bool HasIndex(string[] texts) => texts.Zip(texts.Skip(1)).Any(pair => End.IsMatch(pair.First) && pair.Second.StartsWith(']'));
}
