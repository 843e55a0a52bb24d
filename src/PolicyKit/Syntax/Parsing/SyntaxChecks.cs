using PolicyKit.Diagnostics;

namespace PolicyKit.Syntax.Parsing;

/// <summary>What the grammar reads but the language does not allow, where a plain sentence helps more than a syntax error.</summary>
internal static class SyntaxChecks
{
    private static readonly string[] s_importRoots = ["data", "input", "rego", "future"];

    /// <summary>The package directive stands once and first.</summary>
    public static void CheckUnit(CompilationUnitSyntax root, DiagnosticBag diagnostics)
    {
        if (root.Members.Count == 0 || root.Members[0] is not (PackageDirectiveSyntax or SkippedTokensSyntax))
        {
            SyntaxToken first = root.Members.Count == 0 ? root.FirstToken : root.Members[0].FirstToken;
            diagnostics.Report(Descriptors.MisplacedPackage, first.Location, "a file starts with `package` and its name");
        }
        foreach (MemberSyntax member in root.Members.Skip(1))
        {
            if (member is PackageDirectiveSyntax && root.Members[0] is PackageDirectiveSyntax)
            {
                diagnostics.Report(Descriptors.MisplacedPackage, member.Location, "a file has only one `package`, in its first line");
            }
        }
    }

    /// <param name="member">The item.</param>
    /// <param name="next">The token after it.</param>
    /// <param name="requiresIf">Whether bodies need <c>if</c>.</param>
    /// <param name="diagnostics">Where mistakes are reported.</param>
    public static void CheckMember(MemberSyntax member, SyntaxToken next, bool requiresIf, DiagnosticBag diagnostics)
    {
        switch (member)
        {
            case PackageDirectiveSyntax package:
                CheckPath(package.Path, "a package path", diagnostics);
                break;
            case ImportDirectiveSyntax import:
                CheckImport(import, diagnostics);
                break;
            case RuleSyntax { IsDefault: true } rule:
                CheckDefault(rule, diagnostics);
                break;
            case RuleSyntax rule:
                CheckRule(rule, next, requiresIf, diagnostics);
                break;
            default:
                break;
        }
    }

    private static void CheckImport(ImportDirectiveSyntax import, DiagnosticBag diagnostics)
    {
        string root = import.Path.FirstToken.Text;
        if (!s_importRoots.Contains(root)) diagnostics.Report(Descriptors.BadImport, import.Path.FirstToken.Location, root);
        else CheckPath(import.Path, "an import path", diagnostics);
    }

    private static void CheckPath(ExpressionSyntax path, string what, DiagnosticBag diagnostics)
    {
        for (ExpressionSyntax step = path; ;)
        {
            switch (step)
            {
                case MemberAccessSyntax member:
                    step = member.Target;
                    break;
                case ElementAccessSyntax { Index: LiteralExpressionSyntax { Token.Kind: SyntaxKind.StringToken or SyntaxKind.RawStringToken } } element:
                    step = element.Target;
                    break;
                case ElementAccessSyntax element:
                    diagnostics.Report(Descriptors.BadPath, element.Index.Location, what, ParseErrors.Shorten(element.Index.ToString()));
                    return;
                default:
                    return;
            }
        }
    }

    private static void CheckDefault(RuleSyntax rule, DiagnosticBag diagnostics)
    {
        if (rule.Head.Value is null || rule.Head.ContainsKey is not null) diagnostics.Report(Descriptors.BadDefault, rule.Location, "needs a value: `default name := value`");
        else if (rule.Bodies.Count > 0 || rule.ElseClauses.Count > 0) diagnostics.Report(Descriptors.BadDefault, rule.Bodies.Count > 0 ? rule.Bodies[0].Location : rule.ElseClauses[0].Location, "has no body");
        else if (FindVariable(rule.Head.Value) is { } variable) diagnostics.Report(Descriptors.BadDefault, variable.Location, $"needs a constant value, and `{ParseErrors.Shorten(variable.ToString())}` is none");
    }

    internal static SyntaxNode? FindVariable(SyntaxNode node) => node switch
    {
        ComprehensionSyntax => null,
        NameExpressionSyntax or MemberAccessSyntax or ElementAccessSyntax or CallExpressionSyntax or BinaryExpressionSyntax or MembershipExpressionSyntax => node,
        _ => node.ChildNodesAndTokens().Select(c => c.Node is null ? null : FindVariable(c.Node)).FirstOrDefault(v => v is not null),
    };

    private static void CheckRule(RuleSyntax rule, SyntaxToken next, bool requiresIf, DiagnosticBag diagnostics)
    {
        RuleHeadSyntax head = rule.Head;
        if (rule.ElseClauses.Count > 0 && (head.ContainsKey is not null || HasVariableKey(head.Reference)))
        {
            diagnostics.Report(Descriptors.ElseOnPartialRule, rule.ElseClauses[0].FirstToken.Location);
            return;
        }
        if (SaysNothing(rule, requiresIf)) diagnostics.Report(Descriptors.RuleSaysNothing, head.Location, ParseErrors.Shorten(head.ToString()), AdviseToSay(next, requiresIf));
        else if (requiresIf && FindBodyWithoutIf(rule) is { } body)
        {
            diagnostics.Report(Descriptors.MissingIf, body.FirstToken.Location, SuggestHead(rule, body));
        }
    }

    private static string AdviseToSay(SyntaxToken next, bool requiresIf) =>
        requiresIf ? "add `:=` and a value, `contains` and a member, or `if` and a body"
        : KeywordVersions.Advise(next) is { Length: > 0 } advice ? advice[2..]
        : "add `:=` and a value, a member between brackets, or a body between braces";

    /// <summary>Whether a head has a variable among its keys: <c>p[x]</c>, <c>p[x].q</c>.</summary>
    private static bool HasVariableKey(ExpressionSyntax reference) => reference switch
    {
        ElementAccessSyntax { Index: NameExpressionSyntax { Name: not ("input" or "data") } } => true,
        ElementAccessSyntax element => HasVariableKey(element.Target),
        MemberAccessSyntax member => HasVariableKey(member.Target),
        _ => false,
    };

    /// <summary>Whether a member is a rule with neither value nor body; in Rego v0 <c>p[x]</c> alone adds a member.</summary>
    public static bool SaysNothing(MemberSyntax member, bool requiresIf) =>
        member is RuleSyntax { IsDefault: false, Bodies.Count: 0, Head: { ContainsKey: null, Value: null } head } rule
        && (requiresIf || head.IsFunction || head.Reference is not ElementAccessSyntax || rule.ElseClauses.Count > 0);

    private static QuerySyntax? FindBodyWithoutIf(RuleSyntax rule)
    {
        if (rule.Bodies.Count > 0 && !rule.HasIf) return rule.Bodies[0];
        if (rule.Bodies.Count > 1) return rule.Bodies[1];
        return rule.ElseClauses.FirstOrDefault(e => e.Body is not null && !e.HasIf)?.Body;
    }

    private static string SuggestHead(RuleSyntax rule, QuerySyntax body)
    {
        if (rule.ElseClauses.FirstOrDefault(e => e.Body == body) is { } clause)
        {
            return clause.Value is null ? "else" : $"else := {ParseErrors.Shorten(clause.Value.ToString())}";
        }
        RuleHeadSyntax head = rule.Head;
        return ParseErrors.Shorten(head is { Value: null, ContainsKey: null, IsFunction: false, Reference: ElementAccessSyntax set }
            ? $"{set.Target} contains {set.Index}"
            : head.ToString());
    }
}
