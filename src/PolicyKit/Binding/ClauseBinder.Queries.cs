using System.Collections.Immutable;
using System.Diagnostics;
using PolicyKit.Builtins;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit.Binding;

internal sealed partial class ClauseBinder
{
    /// <summary>The call that stands as a statement of its own: it may name its result as one more argument.</summary>
    private ExpressionSyntax? _statement;

    /// <summary>Binds literals in the scope that is open; the order is still the text's.</summary>
    private BoundQuery BindQuery(QuerySyntax syntax)
    {
        var literals = ImmutableArray.CreateBuilder<BoundLiteral>();
        foreach (LiteralSyntax literal in syntax.Literals.Items)
        {
            if (BindLiteral(literal) is { } bound) literals.Add(bound);
        }
        return new BoundQuery(literals.ToImmutable());
    }

    private BoundLiteral? BindLiteral(LiteralSyntax syntax)
    {
        // The values of `with` are read outside of it, and before the literal declares anything.
        ImmutableArray<BoundModifier> modifiers = [.. syntax.WithModifiers.Select(BindModifier).OfType<BoundModifier>()];
        BoundLiteral? literal = syntax switch
        {
            ExpressionLiteralSyntax { IsNegated: true } negated => BindNegation(negated),
            ExpressionLiteralSyntax statement => BindStatement(statement.Expression),
            SomeDeclarationSyntax some => DeclareSome(some),
            SomeInLiteralSyntax some => BindSomeIn(some),
            EveryLiteralSyntax every => BindEvery(every),
            _ => throw new UnreachableException(),
        };
        return literal is null || modifiers.IsEmpty ? literal : new BoundWith(modifiers, literal, syntax.Location);
    }

    private BoundNot BindNegation(ExpressionLiteralSyntax negated) =>
        new(InScope(() => new BoundQuery([BindStatement(negated.Expression)])), negated.Location);

    private BoundLiteral BindStatement(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized) expression = parenthesized.Expression;
        switch (expression)
        {
            case BinaryExpressionSyntax { OperatorToken.Kind: SyntaxKind.AssignToken } assignment:
                BoundTerm value = BindTerm(assignment.Right);
                return new BoundUnification(BindPattern(assignment.Left, isAssignment: true), value, assignment.Location);
            case BinaryExpressionSyntax { OperatorToken.Kind: SyntaxKind.UnifyToken } unification:
                return new BoundUnification(BindTerm(unification.Left), BindTerm(unification.Right), unification.Location);
            default:
                _statement = expression;
                BoundTerm term = BindTerm(expression);
                _statement = null;
                return term is BoundUnificationTerm result && expression is CallExpressionSyntax
                    ? new BoundUnification(result.Left, result.Right, expression.Location)
                    : new BoundTest(term, expression.Location);
        }
    }

    private BoundLiteral? DeclareSome(SomeDeclarationSyntax some)
    {
        foreach (NameExpressionSyntax name in some.Names.Items) Declare(name, isAssignment: false);
        return null;
    }

    private BoundSomeIn BindSomeIn(SomeInLiteralSyntax some)
    {
        BoundTerm collection = BindTerm(some.Collection);
        BoundTerm? key = some.Key is null ? null : BindPattern(some.Key, isAssignment: false);
        return new BoundSomeIn(key, BindPattern(some.Value, isAssignment: false), collection, some.Location);
    }

    private BoundEvery BindEvery(EveryLiteralSyntax every)
    {
        BoundTerm domain = BindTerm(every.Domain);
        return InScope(() =>
        {
            LocalSymbol? key = every.Key is null ? null : DeclareNoted(every.Key);
            LocalSymbol value = DeclareNoted(every.Value);
            return new BoundEvery(key, value, domain, InScope(() => BindQuery(every.Query)), every.Location);
        }, isClosure: true);
    }

    /// <summary>Binds a pattern whose names are new variables of this body.</summary>
    private BoundTerm BindPattern(ExpressionSyntax pattern, bool isAssignment)
    {
        switch (pattern)
        {
            case NameExpressionSyntax { Name: "_" } wildcard:
                return new BoundVariable(new LocalSymbol("_", isWildcard: true), wildcard.Location);
            case NameExpressionSyntax name:
                return new BoundVariable(Declare(name, isAssignment), name.Location);
            case ArrayExpressionSyntax array:
                return Fold(new BoundArray([.. array.Items.Items.Select(i => BindPattern(i, isAssignment))], array.Location));
            case ObjectExpressionSyntax @object:
                return Fold(new BoundObject([.. @object.Items.Items.Select(i => (BindTerm(i.Key), BindPattern(i.Value, isAssignment)))], @object.Location));
            case ParenthesizedExpressionSyntax parenthesized:
                return BindPattern(parenthesized.Expression, isAssignment);
            case LiteralExpressionSyntax:
                return BindTerm(pattern);
            default:
                if (!isAssignment) return BindTerm(pattern);
                session.Diagnostics.Report(Descriptors.NotAssignable, pattern.Location, pattern);
                return new BoundErrorTerm(pattern.Location, []);
        }
    }

    private LocalSymbol Declare(NameExpressionSyntax syntax, bool isAssignment)
    {
        string name = syntax.Name;
        if (name is "input" or "data" && !module.IsPolicyLayer && isAssignment)
        {
            session.Diagnostics.Report(Descriptors.ReservedName, syntax.Location, name, "the document of the same name");
        }
        else if (_scope.Declares(name) || _scope.IsBodyOf(_parameters, name))
        {
            session.Diagnostics.Report(Descriptors.AssignedTwice, syntax.Location, name, _scope.Declares(name) ? "in this body" : "as an argument");
        }
        else if (_scope.Uses(name))
        {
            session.Diagnostics.Report(Descriptors.ReferencedAbove, syntax.Location, name);
            if (_scope.Find(name) is { } used)
            {
                used.IsBroken = true;
                return used;
            }
        }
        return DeclareNoted(syntax);
    }

    private LocalSymbol DeclareNoted(NameExpressionSyntax syntax)
    {
        LocalSymbol symbol = _scope.Declare(syntax.Name);
        session.Recorder?.Note(syntax.Identifier, symbol, NameRole.Declaration);
        return symbol;
    }

    private BoundModifier? BindModifier(WithModifierSyntax syntax)
    {
        if (ResolveFunction(syntax.Target) is { } function) return BindFunctionModifier(function, syntax.Value);

        BoundTerm value = BindTerm(syntax.Value);
        if (RefSyntax.ConstantPath(syntax.Target) is { } path)
        {
            if (DataPath(path) is { } data) return BindDataModifier(data, syntax.Target, value);
            IReadOnlyList<SyntaxToken> tokens = RefSyntax.Tokens(syntax.Target);
            if (path is ["params", { } name] && module.Policy is { } policy && policy.Params.TryGetValue(name, out ParamSymbol? param))
            {
                session.Recorder?.Note(tokens[1], param, NameRole.Use);
                return new BoundParamModifier(param, value);
            }
            if (path is ["input", { } first, ..] && module.IsPolicyLayer && session.Documents.Find(first) is { Domain: null } part)
            {
                session.Recorder?.Note(tokens[1], part, NameRole.Use);
                return new BoundDocumentModifier(part, [.. path.Skip(2)], value);
            }
            path = WithImportedInput(path);
            bool isDocument = path[0] == "input" || module.IsPolicyLayer;
            if (isDocument && session.Documents.Find(path[0]) is { } document)
            {
                session.Recorder?.Note(tokens[0], (object?)module.Imports.GetValueOrDefault(tokens[0].Text) ?? document, NameRole.Use);
                return new BoundDocumentModifier(document, [.. path.Skip(1)], value);
            }
        }
        session.Diagnostics.Report(Descriptors.InvalidWithTarget, syntax.Target.Location, syntax.Target);
        return null;
    }

    /// <summary>The path below <c>data</c> that a ref names; null when it names none.</summary>
    private ImmutableArray<string>? DataPath(List<string> path)
    {
        string name = path[0];
        if (name == "data") return [.. path.Skip(1)];
        if (_scope.Find(name) is not null) return null;
        if (module.Imports.TryGetValue(name, out ImportedPath? import)) return import.Steps[0] == "data" ? [.. import.Steps.Skip(1), .. path.Skip(1)] : null;
        foreach (PackageSymbol package in module.Packages)
        {
            if (package.HeadNames.Contains(name)) return [.. package.Path, .. path];
        }
        return null;
    }

    private List<string> WithImportedInput(List<string> path) =>
        _scope.Find(path[0]) is null && module.Imports.TryGetValue(path[0], out ImportedPath? import) && import.Steps[0] == "input" ? [.. import.Steps, .. path.Skip(1)] : path;

    private static int ArityOf(object function) => function is RuleSymbol rule ? rule.Arity : ((Builtin)function).Parameters.Length;

    private BoundDataModifier BindDataModifier(ImmutableArray<string> path, ExpressionSyntax target, BoundTerm value)
    {
        PackageSymbol? package = module.Package.Root;
        foreach (string step in path.SkipLast(1))
        {
            if (package.Rules.ContainsKey(step)) session.Diagnostics.Report(Descriptors.PartOfRuleReplaced, target.Location, target, step);
            if (!package.Children.TryGetValue(step, out package)) break;
        }
        if (session.Recorder is { } recorder)
        {
            IReadOnlyList<SyntaxToken> tokens = RefSyntax.Tokens(target);
            if (module.Package.Root.Find(path) is { } named) recorder.NotePath(tokens, named, NameRole.Use);
            if (module.Imports.TryGetValue(tokens[0].Text, out ImportedPath? import)) recorder.Note(tokens[0], import, NameRole.Use);
        }
        return new BoundDataModifier(module.Package.Root, path, value);
    }

    private BoundFunctionModifier BindFunctionModifier(object function, ExpressionSyntax valueSyntax)
    {
        object? replacement = ResolveFunction(valueSyntax);
        if (replacement is not null && ArityOf(replacement) != ArityOf(function))
        {
            session.Diagnostics.Report(Descriptors.ReplacementArity, valueSyntax.Location, valueSyntax, Descriptors.Arguments(ArityOf(replacement)), Descriptors.Arguments(ArityOf(function)));
        }
        BoundTerm value = replacement is null ? BindTerm(valueSyntax) : new BoundConstant(Value.Null, valueSyntax.Location);
        if (function is RuleSymbol rule) rule.IsMocked = true;
        else session.MockedBuiltins.Add((Builtin)function);
        return new BoundFunctionModifier(function as RuleSymbol, function as Builtin, replacement, value);
    }
}
