using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit;

public sealed partial class SemanticModel
{
    /// <summary>
    /// What can be named at a position, nearest first: variables, the policy's params (read as <c>params.name</c>), imports, rules, policies, documents, builtins. What a nearer name hides is left out.
    /// </summary>
    /// <param name="position">A zero-based position in the text.</param>
    public ImmutableArray<Symbol> LookupSymbols(int position)
    {
        ModuleScope? scope = Index.Recorder.Scopes.Where(s => s.Scope.Tree == SyntaxTree && s.Span.Start <= position && position <= s.Span.End).Select(s => s.Scope).LastOrDefault();
        if (scope is null) return [];
        var names = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. LocalsAt(position).Where(s => names.Add(s.Name)),
            .. (scope.Policy?.Params.Values ?? Enumerable.Empty<ParamSymbol>()).OrderBy(p => p.Name, StringComparer.Ordinal).Select(Index.SymbolOf),
            .. NamesIn(scope).Select(Index.SymbolOf).Where(s => names.Add(s.Name)),
        ];
    }

    private IEnumerable<object> NamesIn(ModuleScope scope)
    {
        BindingSession session = Index.Session;
        foreach (ImportedPath import in scope.Imports.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => i.Value)) yield return import;
        foreach (PackageSymbol package in scope.Packages)
        {
            foreach (RuleSymbol rule in package.Rules.Values) yield return rule;
            foreach (PackageSymbol child in package.Children.Values.Where(c => package.HeadNames.Contains(c.Name) || session.Policies.Exists(p => p.Package == c))) yield return child;
        }
        if (scope.IsPolicyLayer) foreach (DocumentSymbol document in session.Documents.All) yield return document;
        else yield return session.Documents.Input;
        yield return scope.Package.Root;
        foreach (string builtin in session.BuiltinNames.Order(StringComparer.Ordinal)) yield return session.FindBuiltin(builtin)!;
    }

    private IEnumerable<Symbol> LocalsAt(int position) => Index.NamesIn(SyntaxTree.Text)
        .Where(n => n is { Role: NameRole.Declaration, Symbol: LocalSymbol } && IsVisible(n.Token, (LocalSymbol)n.Symbol, position))
        .OrderByDescending(n => n.Token.Start)
        .Select(n => Index.SymbolOf(n.Symbol));

    /// <summary>Whether a variable that is declared at a token can be named at a position.</summary>
    private bool IsVisible(SyntaxToken declaration, LocalSymbol local, int position)
    {
        IReadOnlyList<SyntaxNode> path = SyntaxPosition.Find(SyntaxTree.Root, declaration.Start).Path;
        for (int i = path.Count - 1; i >= 0; i--)
        {
            bool isWhole = Index.Recorder.IsImplicit(local);
            switch (path[i])
            {
                case ComprehensionSyntax or ElseClauseSyntax or ExpressionLiteralSyntax { IsNegated: true } when !isWhole:
                    return Holds(path[i], position);
                case EveryLiteralSyntax every when !isWhole && !Holds(every.Domain, declaration.Start):
                    return Holds(every.Query, position);
                case RuleSyntax rule when Holds(rule, position):
                    // The bodies of a head, and its `else` branches, do not see each other's variables.
                    bool isOfBody = rule.Bodies.Any(b => Holds(b, declaration.Start));
                    return !isOfBody || (!rule.ElseClauses.Any(e => Holds(e, position)) && !rule.Bodies.Any(b => Holds(b, position) && !Holds(b, declaration.Start)));
                case MemberSyntax member:
                    return Holds(member, position);
            }
        }
        return false;
    }

    private static bool Holds(SyntaxNode node, int position) => node.Span.Start <= position && position <= node.Span.End;
}
