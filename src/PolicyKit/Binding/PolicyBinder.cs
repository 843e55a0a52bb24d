using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Binding;

/// <summary>Binds the properties, params and findings of a <c>policy</c>.</summary>
internal sealed class PolicyBinder(BindingSession session, ModuleScope module, PolicyDeclarationSyntax syntax)
{
    private static readonly string[] Properties = ["title", "description", "severity", "references", "match"];

    private static readonly Dictionary<string, Severity> Severities =
        Enum.GetValues<Severity>().ToDictionary(s => s.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private readonly PolicySymbol _policy = module.Policy!;
    private readonly Dictionary<string, Location> _given = new(StringComparer.Ordinal);

    /// <summary>Properties and params: what the bodies of any policy may ask for.</summary>
    public void BindHead()
    {
        foreach (MemberSyntax member in syntax.Members)
        {
            if (member is PolicyPropertySyntax property)
            {
                BindProperty(property);
            }
            else if (member is ParamDeclarationSyntax param)
            {
                BindParam(param);
            }
        }
        if (!syntax.IsClosed) return;
        if (!_given.ContainsKey("match") && !IsBroken("match")) session.Diagnostics.Report(Descriptors.MissingMatch, syntax.Name.Location, _policy.Name);
        if (!syntax.Members.Any(m => m is FindingRuleSyntax || IsBrokenFinding(m))) session.Diagnostics.Report(Descriptors.NoFindings, syntax.Name.Location, _policy.Name);
    }

    /// <summary>The <c>deny</c> and <c>warn</c> rules: two partial sets of the policy's package.</summary>
    public void DeclareFindings()
    {
        foreach (IGrouping<SyntaxKind, FindingRuleSyntax> group in syntax.Members.OfType<FindingRuleSyntax>().GroupBy(f => f.Keyword.Kind))
        {
            FindingRuleSyntax first = group.First();
            string name = first.Keyword.Text;
            if (_policy.Package.Rules.TryGetValue(name, out RuleSymbol? other))
            {
                session.Diagnostics.Report(Descriptors.ConflictingRules, first.Keyword.Location, name, "findings", "a rule", other.Location);
                continue;
            }
            RuleSymbol rule = session.AddRule(_policy.Package, name, RuleKind.Findings, 0, isStrict: true, _policy, first.Keyword.Location);
            _policy.Findings.Add(rule);
            foreach (FindingRuleSyntax finding in group) session.Recorder?.Note(finding.Keyword, rule, NameRole.Declaration);
        }
    }

    /// <summary>The bodies of the findings, when the names of all policies are there.</summary>
    public void BindFindings()
    {
        foreach (RuleSymbol rule in _policy.Findings)
        {
            session.Bodies[rule] = new RuleBody([.. syntax.Members.OfType<FindingRuleSyntax>().Where(f => f.Keyword.Text == rule.Name).Select(f => ClauseBinder.BindFinding(session, module, f))]);
        }
    }

    /// <summary>Whether a member that starts so could not be read: it is there, and its diagnostic too.</summary>
    private bool IsBroken(string word) => syntax.Members.Any(m => m is SkippedTokensSyntax && m.FirstToken.Text == word);

    /// <summary>Whether a member could not be read and may be a finding: by its first word, or by the next where the first is misspelt.</summary>
    private static bool IsBrokenFinding(MemberSyntax member) =>
        member is SkippedTokensSyntax
        && (member.FirstToken.Kind is SyntaxKind.DenyKeyword or SyntaxKind.WarnKeyword || member.ChildNodesAndTokens().Skip(1).Take(1).Any(t => SyntaxFacts.IsFindingClause(t.Token.Kind)));

    private void BindProperty(PolicyPropertySyntax property)
    {
        string name = property.Name.Text;
        if (!Properties.Contains(name, StringComparer.Ordinal))
        {
            session.Diagnostics.Report(Descriptors.UnknownProperty, property.Name.Location, name, Spelling.DidYouMean(name, Properties));
            return;
        }
        if (!_given.TryAdd(name, property.Name.Location))
        {
            session.Diagnostics.Report(Descriptors.DuplicateDeclaration, property.Name.Location, name, _given[name]);
            return;
        }
        // A number that cannot be read has its diagnostic.
        if (property.Value is LiteralExpressionSyntax && new ClauseBinder(session, module).BindTerm(property.Value) is BoundErrorTerm) return;
        if (name == "match")
        {
            (_policy.Dispatch, _policy.Match) = new MatchBinder(session, module).Bind(property.Value);
            return;
        }
        if (name == "severity")
        {
            BindSeverity(property);
            return;
        }
        Value value = new ClauseBinder(session, module).BindTerm(property.Value) is BoundConstant constant ? constant.Value : Value.Undefined;
        switch (name)
        {
            case "title" when value.TryGetString(out string? title):
                _policy.Title = title;
                break;
            case "description" when value.TryGetString(out string? description):
                _policy.Description = description;
                break;
            case "references" when MatchBinder.Strings(value) is { } references:
                _policy.References = references;
                break;
            default:
                session.Diagnostics.Report(Descriptors.InvalidProperty, property.Value.Location, name, name == "references" ? "a constant array of strings" : "a constant string");
                break;
        }
    }

    private void BindSeverity(PolicyPropertySyntax property)
    {
        string word = MatchBinder.Word(property.Value) ?? "";
        if (Severities.TryGetValue(word, out Severity severity)) _policy.Severity = severity;
        else session.Diagnostics.Report(Descriptors.InvalidProperty, property.Value.Location, "severity", "`info`, `low`, `medium`, `high` or `critical`");
    }

    private void BindParam(ParamDeclarationSyntax param)
    {
        if (_policy.Params.TryGetValue(param.Name.Text, out ParamSymbol? earlier))
        {
            session.Diagnostics.Report(Descriptors.DuplicateDeclaration, param.Name.Location, param.Name.Text, earlier.Location);
            return;
        }
        ParamType type = BindType(param.Type);
        Value value = Value.Undefined;
        if (param.DefaultValue is { } syntaxOfDefault)
        {
            BoundTerm term = new ClauseBinder(session, module).BindTerm(syntaxOfDefault);
            if (term is BoundConstant constant) value = EmptySetFor(type, constant.Value);
            if (term is not BoundErrorTerm && (value.IsUndefined || !type.Accepts(value))) session.Diagnostics.Report(Descriptors.InvalidParamDefault, syntaxOfDefault.Location, param.Name.Text, type);
        }
        var symbol = new ParamSymbol(param.Name.Text, type, value, session.Params.Count, param.Name.Location);
        session.Params.Add(symbol);
        session.Recorder?.Note(param.Name, symbol, NameRole.Declaration);
        _policy.Params.Add(symbol.Name, symbol);
    }

    /// <summary><c>{}</c> is an object in Rego; as the default of a set it can only mean the empty set.</summary>
    private static Value EmptySetFor(ParamType type, Value value) =>
        type.Kind == ParamTypeKind.Set && value.Kind == ValueKind.Object && value.Count == 0 ? Value.FromSet([]) : value;

    private ParamType BindType(TypeSyntax type)
    {
        switch (type)
        {
            case CollectionTypeSyntax { Kind: SyntaxKind.ArrayType } array:
                return new ParamType(ParamTypeKind.Array, BindType(array.Element));
            case CollectionTypeSyntax set:
                return new ParamType(ParamTypeKind.Set, BindType(set.Element));
            case ObjectTypeSyntax { Key: NamedTypeSyntax { Name.Text: "string" } } @object:
                return new ParamType(ParamTypeKind.Object, BindType(@object.Value));
            case NamedTypeSyntax { Name.Text: "string" or "int" or "number" or "bool" or "any" } named:
                return new ParamType(Enum.Parse<ParamTypeKind>(named.Name.Text, ignoreCase: true));
            default:
                session.Diagnostics.Report(Descriptors.InvalidParamType, type.Location, type);
                return new ParamType(ParamTypeKind.Any);
        }
    }
}
