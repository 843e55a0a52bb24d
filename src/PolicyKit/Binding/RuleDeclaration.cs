using System.Collections.Immutable;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit.Binding;

/// <summary>A rule's head taken apart: the constant path that it declares, and the keys below it that are computed.</summary>
/// <param name="Scope">Where the rule stands.</param>
/// <param name="Syntax">The rule.</param>
/// <param name="Path">Full constant path below <c>data</c>.</param>
/// <param name="Keys">Keys after the path, in order.</param>
/// <param name="Member">The member that the rule adds to a set; null unless it is a partial set rule.</param>
internal sealed record RuleDeclaration(
    ModuleScope Scope, RuleSyntax Syntax, ImmutableArray<string> Path, ImmutableArray<ExpressionSyntax> Keys, ExpressionSyntax? Member)
{
    /// <summary>A head without parameters, <c>f()</c>, declares a complete rule, as in OPA.</summary>
    public bool IsFunction => Syntax.Head.Parameters.Items.Count > 0;

    public bool HasKeys => Keys.Length > 0;

    /// <summary>A path within the root of the rule, as one text.</summary>
    public string Identify(IEnumerable<string> path) => Identify(Scope.Package, path);

    /// <summary>A path within the root of a package, as one text.</summary>
    public static string Identify(PackageSymbol package, IEnumerable<string> path) => string.Join('\0', path.Prepend(package.Root.Name));

    public static RuleDeclaration Create(ModuleScope scope, RuleSyntax syntax)
    {
        RuleHeadSyntax head = syntax.Head;
        (ExpressionSyntax root, List<RefSyntax.Step> steps) = RefSyntax.Flatten(head.Reference);
        var name = (NameExpressionSyntax)root;

        ExpressionSyntax? member = head.ContainsKey;
        bool isVersion0Set = scope.Tree.Options.Version == LanguageVersion.RegoV0 && member is null && head.AssignToken.IsNone
            && !syntax.HasIf && steps.Count == 1 && !head.IsFunction;
        if (isVersion0Set)
        {
            // Also `p.a { … }`: a dot is only another way to write the key.
            member = Key(steps[0]);
            steps.Clear();
        }

        int constant = steps.FindIndex(s => s.Name is null);
        if (constant < 0) constant = steps.Count;
        return new RuleDeclaration(
            scope,
            syntax,
            [.. scope.Package.Path, name.Name, .. steps.Take(constant).Select(s => s.Name!)],
            [.. steps.Skip(constant).Select(Key)],
            member);
    }

    private static ExpressionSyntax Key(RefSyntax.Step step) => step.Index ?? new NameKeySyntax(((MemberAccessSyntax)step.Node).Name);
}

/// <summary>A dotted name below a computed key, as an expression: <c>p[x].name</c> means <c>p[x]["name"]</c>.</summary>
internal sealed class NameKeySyntax(SyntaxToken name) : ExpressionSyntax
{
    public override SyntaxKind Kind => SyntaxKind.LiteralExpression;

    public string Name => name.Text;

    private protected override IEnumerable<SyntaxNodeOrToken> Children() => [name];
}
