using System.Collections.Immutable;
using PolicyKit.Binding.Access;
using PolicyKit.Binding.Types;
using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit.Binding;

/// <summary>Names → symbols, for all trees of a compilation together.</summary>
internal static class Binder
{
    /// <summary>Binds the trees; the result's diagnostics say what is wrong. With <paramref name="judgesModules"/>, core modules that declare findings are policies.</summary>
    public static BindingSession Bind(PolicyDomain domain, IEnumerable<SyntaxTree> trees, bool strictBuiltinErrors = false, bool judgesModules = false) =>
        Bind(new BindingSession(domain, strictBuiltinErrors), trees, judgesModules);

    /// <summary>As above, into a session that may hold what was loaded of compiled packs.</summary>
    public static BindingSession Bind(BindingSession session, IEnumerable<SyntaxTree> trees, bool judgesModules = false)
    {
        session.EndLoading();
        Declarations declarations = Declarer.Declare(session, trees);
        if (session.Recorder is { } recorder) NoteImports(session, recorder);
        PolicyBinder[] policies = [.. declarations.Policies.Select(p => new PolicyBinder(session, p.Scope, p.Syntax))];
        foreach (PolicyBinder policy in policies) policy.BindHead();
        foreach (PolicyBinder policy in policies) policy.DeclareFindings();
        foreach (PolicyBinder policy in policies) policy.BindFindings();
        foreach ((RuleSymbol rule, List<RuleDeclaration> clauses) in declarations.Rules) BindRule(session, rule, clauses);
        session.Annotations = AnnotationReader.Read(session, declarations.Rules);
        if (judgesModules) ModulePolicyBinder.Declare(session, declarations.Rules);
        foreach ((ModuleScope scope, TestDeclarationSyntax syntax) in declarations.Tests) session.Tests.Add(new TestBinder(session, scope, syntax).Bind());
        session.Tests.AddRange(declarations.Rules.Keys.Where(BoundPolicyTest.IsTest).Select(BoundPolicyTest.Of));
        foreach (RuleSymbol partial in declarations.Rules.Keys.Where(BoundPolicyTest.IsMistakenForTest)) session.Diagnostics.Report(Descriptors.PartialTest, partial.Location, partial.Name);
        Finish(session, session.OwnRules);
        return session;
    }

    /// <summary>Binds a query over what a session has bound, as hidden rules. It sees the imports of <paramref name="module"/>, and the rules of its package if <paramref name="inPackage"/>.</summary>
    public static BoundQueryRules BindQuery(BindingSession session, SyntaxTree module, bool inPackage, QuerySyntax syntax)
    {
        ModuleScope scope = Declarer.DeclareScope(session, module, inPackage);
        BoundQueryClauses bound = ClauseBinder.BindQuery(session, scope, syntax);
        return new BoundQueryRules(
            AddQueryRule(session, bound.Bindings, session.Diagnostics),
            // Its mistakes are those of the bindings.
            AddQueryRule(session, bound.Solutions, new DiagnosticBag()),
            bound.Variables,
            bound.Expressions);
    }

    private static RuleSymbol AddQueryRule(BindingSession session, BoundClause clause, DiagnosticBag diagnostics)
    {
        RuleSymbol rule = session.AddHiddenRule(session.Root, "query", isStrict: false, clause.Location);
        session.Bodies[rule] = new RuleBody([SafetyOrder.Order(clause, diagnostics, [])]);
        return rule;
    }

    private static void NoteImports(BindingSession session, BindingRecorder recorder)
    {
        foreach (ModuleScope scope in recorder.Scopes.Select(s => s.Scope).Where(s => s.Policy is null))
        {
            foreach (ImportDirectiveSyntax import in scope.Tree.Root.Imports)
            {
                if (RefSyntax.ConstantPath(import.Path) is ["data", .. var path] && scope.Package.Root.Find(path) is { } end) recorder.NotePath(RefSyntax.Tokens(import.Path), end, NameRole.Use);
                else if (RefSyntax.ConstantPath(import.Path) is ["input", _, ..]) recorder.Note(import.Path.FirstToken, session.Documents.Input, NameRole.Use);
            }
        }
    }

    private static void BindRule(BindingSession session, RuleSymbol rule, List<RuleDeclaration> declarations)
    {
        var clauses = ImmutableArray.CreateBuilder<BoundClause>();
        BoundTerm? defaultValue = null;
        foreach (RuleDeclaration declaration in declarations)
        {
            session.Recorder?.NotePath([.. RefSyntax.Tokens(declaration.Syntax.Head.Reference).Take(declaration.Path.Length - declaration.Scope.Package.Path.Length)], rule, NameRole.Declaration);
            if (!declaration.Syntax.IsDefault)
            {
                clauses.AddRange(ClauseBinder.BindRule(session, declaration));
                continue;
            }
            if (defaultValue is not null) session.Diagnostics.Report(Descriptors.DuplicateDefault, declaration.Syntax.Head.Location, rule.Name);
            defaultValue = ClauseBinder.BindDefault(session, declaration);
        }
        session.Bodies[rule] = new RuleBody(clauses.ToImmutable(), defaultValue);
    }

    /// <summary>What an undeclared variable of a rule may be a misspelling of; not all rules of a large package, for all of them are compared with every such variable.</summary>
    private static IEnumerable<string> NamesFor(BindingSession session, RuleSymbol rule) =>
        (rule.IsStrict ? session.Documents.Names.Append("params") : ["input", "data"]).Concat(rule.Package.Rules.Keys.Take(100));

    private static void Finish(BindingSession session, List<RuleSymbol> rules)
    {
        // Where names may be lost, what is unsafe may be one of them.
        var lost = new DiagnosticBag();
        foreach (RuleSymbol rule in rules)
        {
            DiagnosticBag diagnostics = session.Undeclared.MayBeLost(rule.Package) ? lost : session.Diagnostics;
            void ReportAsRule(BoundVariable variable, string advice) =>
                session.Undeclared.Report(diagnostics, Descriptors.UnsafeVariable, rule.Package, variable.Symbol.Name, variable.Location, advice);
            RuleBody body = session.Bodies[rule];
            session.Bodies[rule] = new RuleBody(
                [.. body.Clauses.Select(c => SafetyOrder.Order(c, diagnostics, NamesFor(session, rule), ReportAsRule))],
                body.Default is { } value ? SafetyOrder.Order(value, diagnostics) : null);
        }
        session.Undeclared.ReportRest(session.Diagnostics);
        RecursionCheck.Check(rules, session.Bodies, session.Diagnostics);
        ProvenanceCheck.Check(rules, session.Bodies, session.Diagnostics);
        if (session.Diagnostics.HasErrors || session.Undeclared.AnyUnfinished)
        {
            // What is bound is of use to those who ask about the text; what is recursive has no end.
            if (session.Recorder is not null && !session.Diagnostics.Has(Descriptors.Recursion)) TypeAnalysis.Check(session);
            return;
        }
        TypeAnalysis.Check(session);
        foreach (PolicySymbol policy in session.OwnPolicies) policy.Reads = AccessAnalysis.Analyze(policy, session.Bodies);
        ModulePolicyBinder.Complete(session);
    }
}
