using System.Collections.Frozen;
using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Syntax;
using PolicyKit.Syntax.Parsing;
using PolicyKit.Text;

namespace PolicyKit.Binding;

internal sealed partial class ClauseBinder
{
    private static readonly FrozenDictionary<SyntaxKind, FixKind> FixKinds = new Dictionary<SyntaxKind, FixKind>
    {
        [SyntaxKind.RemoveKeyword] = FixKind.Remove,
        [SyntaxKind.SetKeyword] = FixKind.Set,
        [SyntaxKind.AddKeyword] = FixKind.Add,
        [SyntaxKind.CreateKeyword] = FixKind.Create,
    }.ToFrozenDictionary();

    /// <summary>The clauses of one rule declaration; Rego v0 bodies in a row are clauses of the same head.</summary>
    public static IEnumerable<BoundClause> BindRule(BindingSession session, RuleDeclaration declaration)
    {
        RuleSyntax syntax = declaration.Syntax;
        if (syntax.Bodies.Count == 0) yield return new ClauseBinder(session, declaration.Scope).BindClause(declaration, null, syntax.ElseClauses);
        foreach (QuerySyntax body in syntax.Bodies)
        {
            yield return new ClauseBinder(session, declaration.Scope).BindClause(declaration, body, body == syntax.Bodies[^1] ? syntax.ElseClauses : []);
        }
    }

    /// <summary>The constant of a <c>default</c> rule.</summary>
    public static BoundTerm? BindDefault(BindingSession session, RuleDeclaration declaration)
    {
        if (declaration.Syntax.Head.Value is not { } value) return null;
        var binder = new ClauseBinder(session, declaration.Scope);
        BoundTerm term = binder.BindTerm(value);
        if (term is BoundConstant or BoundComprehension or BoundErrorTerm) return term;
        // The parser has reported variables.
        if (SyntaxChecks.FindVariable(value) is null) session.Diagnostics.Report(Descriptors.InvalidDefault, value.Location, declaration.Syntax.Head.Reference);
        return null;
    }

    /// <summary>A clause that computes one term outside of any rule.</summary>
    public static BoundClause BindValue(BindingSession session, ModuleScope module, ExpressionSyntax syntax)
    {
        BoundTerm term = new ClauseBinder(session, module).BindTerm(syntax);
        return new BoundClause([], [new BoundBranch([], term, BoundQuery.Empty, null, syntax.Location)], false, syntax.Location);
    }

    /// <summary>A query and the variables that it names, in order of their first appearance.</summary>
    public static BoundQueryClauses BindQuery(BindingSession session, ModuleScope module, QuerySyntax syntax)
    {
        var binder = new ClauseBinder(session, module);
        BoundQuery query = binder.BindQuery(syntax);
        // A name that only closures use is theirs.
        var own = new VariableCollector(entersClosures: false);
        own.Visit(query);
        return BoundQueryClauses.Of(query, [.. binder._scope.Variables.Where(own.Found.ContainsKey)], syntax.Location);
    }

    private readonly List<BoundLiteral> _argumentTests = [];
    private readonly HashSet<string> _parameters = new(StringComparer.Ordinal);

    private BoundClause BindClause(RuleDeclaration declaration, QuerySyntax? body, IReadOnlyList<ElseClauseSyntax> elseClauses)
    {
        RuleHeadSyntax head = declaration.Syntax.Head;
        ImmutableArray<BoundTerm> parameters = [.. head.Parameters.Items.Select(BindParameter)];
        var branches = ImmutableArray.CreateBuilder<BoundBranch>();
        branches.Add(BindBranch(declaration, body, declaration.Member ?? head.Value, head.Location));
        foreach (ElseClauseSyntax clause in elseClauses) branches.Add(BindBranch(declaration, clause.Body, clause.Value, clause.Location));
        return new BoundClause(parameters, branches.ToImmutable(), declaration.Member is not null, head.Location);
    }

    private BoundBranch BindBranch(RuleDeclaration declaration, QuerySyntax? body, ExpressionSyntax? value, Location location)
    {
        return InScope(() =>
        {
            BoundQuery query = body is null ? BoundQuery.Empty : BindQuery(body);
            BoundTerm result = value is null ? new BoundConstant(Value.True, location) : BindTerm(value);
            return new BoundBranch(BindAll(declaration.Keys), result, new BoundQuery([.. _argumentTests, .. query.Literals]), null, location);
        });
    }

    /// <summary>A parameter pattern: its names are new variables; the same name twice must be equal.</summary>
    private BoundTerm BindParameter(ExpressionSyntax syntax)
    {
        switch (syntax)
        {
            case NameExpressionSyntax { Name: "_" } wildcard:
                return new BoundVariable(new LocalSymbol("_", isWildcard: true), wildcard.Location);
            case NameExpressionSyntax name:
                _parameters.Add(name.Name);
                bool isFirst = !_scope.Declares(name.Name);
                LocalSymbol symbol = isFirst ? _scope.Declare(name.Name) : _scope.Find(name.Name)!;
                session.Recorder?.NoteArgument(name.Identifier, symbol, isFirst);
                return new BoundVariable(symbol, name.Location);
            case ArrayExpressionSyntax array:
                return Fold(new BoundArray([.. array.Items.Items.Select(BindParameter)], array.Location));
            case ObjectExpressionSyntax @object:
                return Fold(new BoundObject([.. @object.Items.Items.Select(i => (BindTerm(i.Key), BindParameter(i.Value)))], @object.Location));
            default:
                BoundTerm term = BindTerm(syntax);
                if (term is BoundConstant) return term;
                // Any other term may depend on the body: it is compared there.
                var argument = new BoundVariable(LocalSymbol.Generated("argument"), term.Location);
                _argumentTests.Add(new BoundUnification(argument, term, term.Location));
                return argument;
        }
    }

    /// <summary>A <c>deny</c> or <c>warn</c> rule.</summary>
    public static BoundClause BindFinding(BindingSession session, ModuleScope module, FindingRuleSyntax syntax)
    {
        var binder = new ClauseBinder(session, module);
        return binder.InScope(() =>
        {
            BoundQuery query = syntax.Body is null ? BoundQuery.Empty : binder.BindQuery(syntax.Body);
            BoundPlaces? places = syntax.Place is null ? null : binder.BindPlaces(syntax.Place);
            BoundTerm? message = syntax.Message is null ? null : binder.BindTerm(syntax.Message);
            BoundFix? fix = syntax.Fix is null ? null : binder.BindFix(syntax.Fix, places is not null);
            var finding = new BoundFinding(syntax.Keyword.Kind == SyntaxKind.WarnKeyword, places, message, fix, syntax.Place?.Location ?? syntax.Keyword.Location);
            return new BoundClause([], [new BoundBranch([], new BoundConstant(Value.True, syntax.Location), query, finding, syntax.Keyword.Location)], false, syntax.Keyword.Location);
        });
    }

    private BoundPlaces BindPlaces(ExpressionSyntax syntax)
    {
        if (syntax is ComprehensionSyntax { Kind: SyntaxKind.ArrayComprehension } comprehension)
        {
            return InScope(() =>
            {
                BoundQuery query = BindQuery(comprehension.Query);
                return new BoundPlaceComprehension(query, BindPlace(comprehension.Term));
            });
        }
        BoundTerm term = BindTerm(syntax);
        return term is BoundLookup or BoundDocument or BoundVariable ? Split(term) : new BoundPlaceArray(term);
    }

    private BoundPlace BindPlace(ExpressionSyntax syntax) => Split(BindTerm(syntax));

    private static BoundPlace Split(BoundTerm term)
    {
        var steps = new Stack<BoundTerm>();
        while (term is BoundLookup lookup)
        {
            steps.Push(lookup.Key);
            term = lookup.Target;
        }
        return new BoundPlace(term, [.. steps]);
    }

    private BoundFix? BindFix(FixClauseSyntax syntax, bool hasPlaces)
    {
        FixKind kind = FixKinds[syntax.Action.Kind];
        BoundTerm? value = syntax.Value is null ? null : BindTerm(syntax.Value);
        BoundPlaces? target = syntax.Target is null ? null : BindPlaces(syntax.Target);
        string? fault = (kind, target, hasPlaces) switch
        {
            (FixKind.Create, not null, _) => "`fix create` makes an object of its own and takes no `at`",
            (not FixKind.Create, null, false) => $"`fix {syntax.Action.Text}` has no place; give it an `at`, or give one to the finding",
            _ => null,
        };
        if (fault is null) return new BoundFix(kind, syntax.IsUnsafe, value, target, syntax.Target?.Location ?? syntax.Location);
        session.Diagnostics.Report(Descriptors.InvalidFix, syntax.Location, fault);
        return null;
    }
}
