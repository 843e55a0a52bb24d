using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;
using PolicyKit.Syntax.Parsing;
using PolicyKit.Text;

namespace PolicyKit.Binding;

/// <summary>First pass: packages, imports, policies with their params, and one symbol for each rule path.</summary>
internal sealed class Declarer
{
    private readonly BindingSession _session;
    private readonly List<(PackageSymbol Package, Location Location)> _packages = [];
    private readonly List<RuleDeclaration> _rules = [];
    private readonly List<(ModuleScope Scope, PolicyDeclarationSyntax Syntax)> _policies = [];
    private readonly List<(ModuleScope Scope, TestDeclarationSyntax Syntax)> _tests = [];

    private Declarer(BindingSession session) => _session = session;

    /// <summary>Declares everything in the trees; returns each rule symbol with its clauses' syntax, the policies and the tests.</summary>
    public static Declarations Declare(BindingSession session, IEnumerable<SyntaxTree> trees)
    {
        var declarer = new Declarer(session);
        foreach (SyntaxTree tree in trees) declarer.DeclareModule(tree);
        return new Declarations(declarer.DeclareRules(), declarer._policies, declarer._tests);
    }

    /// <summary>What a query sees: the imports of a module, and the rules of its package if <paramref name="inPackage"/>.</summary>
    public static ModuleScope DeclareScope(BindingSession session, SyntaxTree tree, bool inPackage)
    {
        IReadOnlyList<string> path = inPackage && tree.Root.Package is { } directive ? RefSyntax.ConstantPath(directive.Path) ?? [] : [];
        return new ModuleScope(tree, session.Root.GetOrAdd(path), null, new Declarer(session).DeclareImports(tree));
    }

    private void DeclareModule(SyntaxTree tree)
    {
        _session.Undeclared.NoteEnd(tree, _session.RootNamed(tree.Options.Root));
        // A file without a package, or with a broken path, has its diagnostic from the parser.
        if (tree.Root.Package is not { } directive || RefSyntax.ConstantPath(directive.Path) is not { } path) return;
        var scope = new ModuleScope(tree, _session.RootNamed(tree.Options.Root).GetOrAdd(path), null, DeclareImports(tree));
        if (IsOfOtherPack(scope.Package, directive.Path)) return;
        _packages.Add((scope.Package, directive.Path.Location));
        _session.Recorder?.NotePath(RefSyntax.Tokens(directive.Path), scope.Package, NameRole.Declaration);
        _session.Recorder?.Scopes.Add((new TextSpan(0, tree.Text.Length), scope));
        foreach (MemberSyntax member in tree.Root.Members) DeclareMember(scope, member);
    }

    /// <summary>Reports a package that is declared by a compiled pack, which is closed.</summary>
    private bool IsOfOtherPack(PackageSymbol package, ExpressionSyntax path)
    {
        Location? other = package.Rules.Values.FirstOrDefault(r => r.Slot < _session.LoadedRules)?.Location
            ?? _session.OtherPolicies.FirstOrDefault(p => p.Package == package || p.Package.Parent == package)?.Location;
        if (other is not null) _session.Diagnostics.Report(Descriptors.ConflictingRules, path.Location, path, "a package", "one of a compiled pack", other);
        return other is not null;
    }

    private Dictionary<string, ImportedPath> DeclareImports(SyntaxTree tree)
    {
        var imports = new Dictionary<string, ImportedPath>(StringComparer.Ordinal);
        foreach (ImportDirectiveSyntax import in tree.Root.Imports)
        {
            if (RefSyntax.ConstantPath(import.Path) is not { } path) continue;
            if (path[0] is "rego" or "future") continue;
            string alias = import.Alias.IsNone ? path[^1] : import.Alias.Text;
            // `import input.object` only says what the name means anyway.
            bool isTheDocument = path is ["input", { } only] && only == alias;
            if (!isTheDocument && IsReserved(tree, alias, import.Location)) continue;
            if (imports.ContainsKey(alias) && tree.Options.Version == LanguageVersion.RegoV1) _session.Diagnostics.Report(Descriptors.DuplicateImport, import.Location, alias);
            imports[alias] = new ImportedPath(path, import.Location);
            _session.Recorder?.Note(import.Alias.IsNone ? RefSyntax.Tokens(import.Path)[^1] : import.Alias, imports[alias], NameRole.Declaration);
        }
        return imports;
    }

    /// <summary>Reports a declaration that would hide a document from policies.</summary>
    private bool IsReserved(SyntaxTree tree, string name, Location location)
    {
        if (!tree.Options.AllowPolicies || (_session.Documents.Find(name) is null && name is not ("params" or "data"))) return false;
        _session.Diagnostics.Report(Descriptors.ReservedName, location, name, "a document that policies read");
        return true;
    }

    private void DeclareMember(ModuleScope scope, MemberSyntax member)
    {
        switch (member)
        {
            case RuleSyntax rule:
                DeclareRule(scope, rule);
                break;
            case PolicyDeclarationSyntax policy:
                DeclarePolicy(scope, policy);
                break;
            case TestDeclarationSyntax test:
                _tests.Add((scope, test));
                _session.Recorder?.Note(test.Name, test, NameRole.Declaration);
                break;
            case SkippedTokensSyntax skipped:
                // `helper(x) :=`, `param x: =`, `default a :=`: what is broken has its name among the first two tokens.
                _session.BrokenNames.UnionWith(skipped.ChildNodesAndTokens().Take(2).Select(t => t.Token.Text));
                break;
        }
    }

    private void DeclareRule(ModuleScope scope, RuleSyntax rule)
    {
        if (SyntaxChecks.SaysNothing(rule, requiresIf: false))
        {
            _session.BrokenNames.Add(rule.Head.Reference.FirstToken.Text);
            return;
        }
        RuleDeclaration declaration = RuleDeclaration.Create(scope, rule);
        string name = declaration.Path[scope.Package.Path.Length];
        if (name is "input" or "data")
        {
            _session.Diagnostics.Report(Descriptors.ReservedName, rule.Head.Reference.Location, name, "the document of the same name");
            return;
        }
        if (IsReserved(scope.Tree, name, rule.Head.Reference.Location)) return;
        scope.Package.HeadNames.Add(name);
        _rules.Add(declaration);
    }

    private void DeclarePolicy(ModuleScope scope, PolicyDeclarationSyntax syntax)
    {
        string name = syntax.Name.Text;
        if (IsReserved(scope.Tree, name, syntax.Name.Location)) return;
        if (_session.Policies.Find(p => p.Package.Parent == scope.Package && p.Name == name) is { } earlier)
        {
            _session.Diagnostics.Report(Descriptors.DuplicateDeclaration, syntax.Name.Location, name, earlier.Location);
            return;
        }
        var policy = new PolicySymbol(scope.Package.GetOrAdd([name]), name, syntax.Name.Location);
        _session.Policies.Add(policy);
        ModuleScope inner = scope with { Package = policy.Package, Policy = policy };
        _session.Recorder?.Note(syntax.Name, policy, NameRole.Declaration);
        _session.Recorder?.Scopes.Add((syntax.Span, inner));
        _policies.Add((inner, syntax));
        foreach (MemberSyntax member in syntax.Members) DeclareMember(inner, member);
    }

    private Dictionary<RuleSymbol, List<RuleDeclaration>> DeclareRules()
    {
        List<RuleDeclaration> rules = new RuleConflicts(_session, _packages).Remove(_rules);
        var owners = rules.Where(r => r.HasKeys).Select(r => r.Identify(r.Path)).ToHashSet(StringComparer.Ordinal);
        var groups = new Dictionary<string, List<RuleDeclaration>>(StringComparer.Ordinal);
        foreach (RuleDeclaration rule in rules)
        {
            RuleDeclaration owned = MoveToOwner(rule, owners);
            string identity = owned.Identify(owned.Path);
            if (!groups.TryGetValue(identity, out List<RuleDeclaration>? group)) groups.Add(identity, group = []);
            group.Add(owned);
        }

        var symbols = new Dictionary<RuleSymbol, List<RuleDeclaration>>();
        foreach (List<RuleDeclaration> group in groups.Values) DeclareGroup(group, symbols);
        return symbols;
    }

    private void DeclareGroup(List<RuleDeclaration> group, Dictionary<RuleSymbol, List<RuleDeclaration>> symbols)
    {
        RuleDeclaration first = group.Find(r => !r.Syntax.IsDefault) ?? group[0];
        RuleKind kind = KindOf(group, first);
        PackageSymbol package = first.Scope.Package.Root.GetOrAdd(first.Path.RemoveAt(first.Path.Length - 1));
        int arity = first.IsFunction ? first.Syntax.Head.Parameters.Items.Count : 0;
        if (package.FindOverlap(first.Path[^1], _session.LoadedRules) is { } other)
        {
            _session.Diagnostics.Report(Descriptors.ConflictingRules, first.Syntax.Head.Location, first.Path[^1], "a rule", "one of a compiled pack", other.Location);
            return;
        }
        if (package.Rules.ContainsKey(first.Path[^1])) return;
        if (package.Children.TryGetValue(first.Path[^1], out PackageSymbol? child) && _session.Policies.Exists(p => p.Package == child))
        {
            _session.Diagnostics.Report(Descriptors.ConflictingRules, first.Syntax.Head.Location, first.Path[^1], "a rule", "a policy", _session.Policies.Find(p => p.Package == child)!.Location);
            _session.BrokenNames.Add(first.Path[^1]);
            return;
        }
        RuleSymbol symbol = _session.AddRule(
            package, first.Path[^1], kind, arity, first.Scope.IsPolicyLayer, null, first.Syntax.Head.Location, group.Max(r => r.Keys.Length));
        symbols.Add(symbol, group);
    }

    /// <summary>A rule below the path of a rule with computed keys is one more clause of that rule.</summary>
    private static RuleDeclaration MoveToOwner(RuleDeclaration rule, HashSet<string> owners)
    {
        if (rule.IsFunction) return rule;
        for (int length = rule.Scope.Package.Path.Length + 1; length < rule.Path.Length; length++)
        {
            if (!owners.Contains(rule.Identify(rule.Path.Take(length)))) continue;
            IEnumerable<ExpressionSyntax> constants = RefSyntax.Flatten(rule.Syntax.Head.Reference).Steps
                .Take(rule.Path.Length - rule.Scope.Package.Path.Length - 1)
                .Skip(length - rule.Scope.Package.Path.Length - 1)
                .Select(s => s.Index ?? new NameKeySyntax(((MemberAccessSyntax)s.Node).Name));
            return rule with { Path = [.. rule.Path.Take(length)], Keys = [.. constants, .. rule.Keys] };
        }
        return rule;
    }

    private static RuleKind KindOf(List<RuleDeclaration> group, RuleDeclaration first) =>
        first.IsFunction ? RuleKind.Function
        : group.Exists(r => r.HasKeys) ? RuleKind.PartialObject
        : first.Member is not null ? RuleKind.PartialSet
        : RuleKind.Complete;
}

/// <summary>What the first pass found.</summary>
/// <param name="Rules">Each rule symbol with the syntax of its clauses.</param>
/// <param name="Policies">Each policy with its scope.</param>
/// <param name="Tests">Each test with the scope that it stands in.</param>
internal sealed record Declarations(
    Dictionary<RuleSymbol, List<RuleDeclaration>> Rules,
    List<(ModuleScope Scope, PolicyDeclarationSyntax Syntax)> Policies,
    List<(ModuleScope Scope, TestDeclarationSyntax Syntax)> Tests);
