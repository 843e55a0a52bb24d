using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using PolicyKit.Builtins.Re2;
using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Binding;

/// <summary>Binds <c>test</c> declarations.</summary>
internal sealed class TestBinder(BindingSession session, ModuleScope module, TestDeclarationSyntax syntax)
{
    public BoundPolicyTest Bind()
    {
        var given = ImmutableArray.CreateBuilder<BoundGiven>();
        var replacements = ImmutableArray.CreateBuilder<BoundReplacement>();
        var expectations = ImmutableArray.CreateBuilder<BoundExpectation>();
        foreach (MemberSyntax clause in syntax.Clauses)
        {
            switch (clause)
            {
                case GivenClauseSyntax { Text: var text } g:
                    given.Add(new BoundGiven(g.IsFile, SyntaxFacts.GetStringValue(text), text.Location));
                    break;
                case TestWithClauseSyntax { Modifier: var modifier }:
                    if (BindReplacement(modifier) is { } replacement) replacements.Add(replacement);
                    break;
                case ExpectClauseSyntax expect:
                    if (BindExpectation(expect) is { } expectation) expectations.Add(expectation);
                    break;
            }
        }
        Location location = syntax.Name.Location;
        bool isWhole = syntax.IsClosed && !syntax.Clauses.Any(c => c is SkippedTokensSyntax);
        if (expectations.Count == 0 && isWhole && !syntax.Clauses.Any(c => c is ExpectClauseSyntax))
        {
            session.Diagnostics.Report(Descriptors.InvalidExpectation, location, "the test expects nothing; add an `expect`");
        }
        if (given.Count == 0 && isWhole)
        {
            session.Diagnostics.Report(Descriptors.InvalidExpectation, location, "the test is given nothing; add a `given`");
        }
        if (InScope.IsEmpty && session.BrokenNames.Count == 0)
        {
            session.Diagnostics.Report(Descriptors.InvalidExpectation, location, $"there is no policy in package `{module.Package}` that the test could judge");
        }
        return new BoundPolicyTest(SyntaxFacts.GetStringValue(syntax.Name), InScope, given.ToImmutable(), replacements.ToImmutable(), expectations.ToImmutable(), location);
    }

    private ImmutableArray<PolicySymbol> InScope => module.Policy is { } policy ? [policy] : [.. session.Policies.Where(IsOfPackage)];

    /// <summary>Whether a policy is declared in the test's package, or is that package: one of core modules.</summary>
    private bool IsOfPackage(PolicySymbol policy) => policy.Package.Parent == module.Package || (policy.Sets.Count > 0 && policy.Package == module.Package);

    private BoundReplacement? BindReplacement(WithModifierSyntax modifier)
    {
        if (RefSyntax.ConstantPath(modifier.Target) is not { } path)
        {
            session.Diagnostics.Report(Descriptors.InvalidWithTarget, modifier.Target.Location, modifier.Target);
            return null;
        }
        RuleSymbol value = session.AddHiddenRule(module.Package, "with", module.IsPolicyLayer, modifier.Value.Location);
        session.Bodies[value] = new RuleBody([ClauseBinder.BindValue(session, module, modifier.Value)]);
        IReadOnlyList<SyntaxToken> tokens = RefSyntax.Tokens(modifier.Target);
        if (path is ["params", { } name]) return BindParam(modifier, name, value);
        if (BoundReplacement.Functions.Any(f => f.SequenceEqual(path))) return new BoundReplacement(null, [.. path], null, value);
        if (path is ["input", _, ..]) path.RemoveAt(0);
        if (session.Documents.Find(path[0]) is { Domain: null } document)
        {
            session.Recorder?.Note(tokens[^path.Count], document, NameRole.Use);
            return new BoundReplacement(document, [.. path.Skip(1)], null, value) { Target = modifier.Target.Location };
        }
        session.Diagnostics.Report(Descriptors.InvalidWithTarget, modifier.Target.Location, modifier.Target);
        return null;
    }

    private BoundReplacement? BindParam(WithModifierSyntax modifier, string name, RuleSymbol value)
    {
        ParamSymbol[] found = [.. InScope.Select(p => p.Params.GetValueOrDefault(name)).OfType<ParamSymbol>()];
        if (found.Length == 1) session.Recorder?.Note(RefSyntax.Tokens(modifier.Target)[^1], found[0], NameRole.Use);
        if (found.Length == 1) return new BoundReplacement(null, [], found[0], value);
        string message = found.Length == 0
            ? $"no policy in scope has a param `{name}`{Spelling.DidYouMean(name, InScope.SelectMany(p => p.Params.Keys))}"
            : $"{found.Length} policies in scope have a param `{name}`; put the test inside the policy that is meant";
        session.Diagnostics.Report(Descriptors.InvalidExpectation, modifier.Target.Location, message);
        return null;
    }

    private BoundExpectation? BindExpectation(ExpectClauseSyntax expect)
    {
        ExpectedOutcome outcome = expect.Outcome.Kind switch
        {
            SyntaxKind.AllowKeyword => ExpectedOutcome.Allow,
            SyntaxKind.DenyKeyword => ExpectedOutcome.Deny,
            SyntaxKind.WarnKeyword => ExpectedOutcome.Warn,
            SyntaxKind.ErrorKeyword => ExpectedOutcome.Error,
            SyntaxKind.JudgedKeyword => ExpectedOutcome.NotJudged,
            SyntaxKind.FixedKeyword => ExpectedOutcome.Fixed,
            _ => throw new UnreachableException(),
        };
        PolicySymbol? policy = null;
        if (expect.Policy is { } named && (policy = FindPolicy(named)) is null) return null;
        if (!TryBindPattern(expect.Pattern, out Re2Regex? pattern)) return null;
        return new BoundExpectation(outcome, policy, expect.Path is { } path ? PathOf(path) : null, pattern, expect.Location);
    }

    /// <summary>The policy in scope of a name, or of the id that findings have; null when there is none, which is reported.</summary>
    private PolicySymbol? FindPolicy(ExpressionSyntax named)
    {
        List<string> path = RefSyntax.ConstantPath(named) ?? [named.ToString()];
        string id = string.Join('.', path);
        PolicySymbol? policy = InScope.FirstOrDefault(p => p.Name == id) ?? InScope.FirstOrDefault(p => p.Id == id);
        if (policy is null)
        {
            IEnumerable<string> candidates = InScope.Select(p => path.Count == 1 ? p.Name : p.Id);
            if (!session.BrokenNames.Contains(path[^1])) session.Diagnostics.Report(Descriptors.UnknownPolicy, named.Location, id, module.Package, Spelling.DidYouMean(id, candidates));
            return null;
        }
        IReadOnlyList<SyntaxToken> tokens = RefSyntax.Tokens(named);
        session.Recorder?.Note(tokens[^1], policy, NameRole.Use);
        if (policy.Package.Parent is { } parent) session.Recorder?.NotePath([.. tokens.SkipLast(1)], parent, NameRole.Use);
        return policy;
    }

    /// <summary>A path as findings print it, however it is written.</summary>
    private static string PathOf(ExpressionSyntax path)
    {
        (ExpressionSyntax root, List<RefSyntax.Step> steps) = RefSyntax.Flatten(path);
        PathStep?[] found = [root is NameExpressionSyntax name ? new PathStep(name.Name) : null, .. steps.Select(StepOf)];
        return Array.TrueForAll(found, s => s is not null) ? FieldPath.Format(found.Select(s => s!.Value)) : path.ToString();
    }

    private static PathStep? StepOf(RefSyntax.Step step) =>
        step.Name is { } name ? new PathStep(name)
        : step.Index is LiteralExpressionSyntax literal && int.TryParse(literal.Token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? new PathStep(index)
        : null;

    private bool TryBindPattern(SyntaxToken token, out Re2Regex? pattern)
    {
        pattern = null;
        if (token.IsNone) return true;
        try
        {
            pattern = Re2Regex.Parse(token.Kind == SyntaxKind.RegexToken ? SyntaxFacts.GetRegexPattern(token) : Re2Regex.Quote(SyntaxFacts.GetStringValue(token)));
            return true;
        }
        catch (Re2SyntaxException exception)
        {
            session.Diagnostics.Report(Descriptors.InvalidExpectation, token.Location, exception.Message);
            return false;
        }
    }
}
