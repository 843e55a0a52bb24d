using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using PolicyKit.Binding;
using PolicyKit.Builtins;
using PolicyKit.Symbols;

namespace PolicyKit.Packs;

/// <summary>Writes the bodies of rules: each so that it can be read by itself.</summary>
internal sealed class BodyWriter(PackTables tables, PackOutput output)
{
    private Numbering<LocalSymbol> _locals = new();

    /// <summary>Writes a body and gives the place where it starts.</summary>
    public int Write(RuleBody body)
    {
        int start = output.Length;
        output.Begin();
        _locals = new Numbering<LocalSymbol>();
        output.All(body.Clauses, Clause);
        Optional(body.Default);
        return start;
    }

    private void Clause(BoundClause clause)
    {
        output.Location(clause.Location);
        output.Flag(clause.AddsMember);
        Terms(clause.Parameters);
        output.All(clause.Branches, Branch);
    }

    private void Branch(BoundBranch branch)
    {
        output.Location(branch.Location);
        Terms(branch.Keys);
        Term(branch.Value);
        Query(branch.Query);
        output.Flag(branch.Finding is not null);
        if (branch.Finding is not { } finding) return;
        output.Location(finding.Location);
        output.Flag(finding.IsWarning);
        Optional(finding.Message);
        Places(finding.Places);
        output.Flag(finding.Fix is not null);
        if (finding.Fix is not { } fix) return;
        output.Location(fix.Location);
        output.Tag(fix.Kind);
        output.Flag(fix.IsUnsafe);
        Optional(fix.Value);
        Places(fix.Target);
    }

    private void Places(BoundPlaces? places)
    {
        switch (places)
        {
            case null:
                output.Tag(PlacesTag.None);
                break;
            case BoundPlace place:
                output.Tag(PlacesTag.Place);
                Place(place);
                break;
            case BoundPlaceComprehension comprehension:
                output.Tag(PlacesTag.Comprehension);
                Query(comprehension.Query);
                Place(comprehension.Place);
                break;
            case BoundPlaceArray array:
                output.Tag(PlacesTag.Array);
                Term(array.Nodes);
                break;
            default:
                throw new UnreachableException(places.ToString());
        }
    }

    private void Place(BoundPlace place)
    {
        Term(place.Anchor);
        Terms(place.Steps);
    }

    private void Query(BoundQuery query) => output.All(query.Literals, Literal);

    private void Literal(BoundLiteral literal)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (literal)
        {
            case BoundTest test:
                Start(LiteralTag.Test, literal);
                Term(test.Term);
                break;
            case BoundUnification unification:
                Start(LiteralTag.Unification, literal);
                Term(unification.Left);
                Term(unification.Right);
                break;
            case BoundSomeIn some:
                Start(LiteralTag.SomeIn, literal);
                Optional(some.Key);
                Term(some.Value);
                Term(some.Collection);
                break;
            case BoundEvery every:
                Start(LiteralTag.Every, literal);
                output.Flag(every.Key is not null);
                if (every.Key is { } key) Local(key);
                Local(every.Value);
                Term(every.Domain);
                Query(every.Query);
                break;
            case BoundNot not:
                Start(LiteralTag.Not, literal);
                output.Flag(not.IsExhaustive);
                Query(not.Query);
                break;
            case BoundWith with:
                Start(LiteralTag.With, literal);
                output.All(with.Modifiers, Modifier);
                Literal(with.Literal);
                break;
            default:
                throw new UnreachableException(literal.ToString());
        }
    }

    private void Start(LiteralTag tag, BoundLiteral literal)
    {
        output.Tag(tag);
        output.Location(literal.Location);
    }

    private void Modifier(BoundModifier modifier)
    {
        switch (modifier)
        {
            case BoundDocumentModifier document:
                output.Tag(ModifierTag.Document);
                output.Number(tables.Documents.Of(document.Document));
                output.All(document.Path, output.String);
                break;
            case BoundDataModifier data:
                output.Tag(ModifierTag.Data);
                output.Number(tables.Number(data.Root));
                output.All(data.Path, output.String);
                break;
            case BoundParamModifier param:
                output.Tag(ModifierTag.Param);
                output.Number(tables.Params.Of(param.Param));
                break;
            case BoundFunctionModifier function:
                output.Tag(ModifierTag.Function);
                Callee(function.Function ?? (object?)function.Builtin);
                Callee(function.Replacement);
                break;
            default:
                throw new UnreachableException(modifier.ToString());
        }
        Term(modifier.Value);
    }

    private void Callee(object? callee)
    {
        output.Tag(callee switch { null => CalleeTag.None, RuleSymbol => CalleeTag.Rule, _ => CalleeTag.Builtin });
        if (callee is RuleSymbol rule) output.Number(tables.Number(rule));
        else if (callee is Builtin builtin) output.Number(tables.Builtins.Of(builtin));
    }

    private void Terms(ImmutableArray<BoundTerm> terms) => output.All(terms, Term);

    private void Optional(BoundTerm? term)
    {
        if (term is null) output.Tag(TermTag.None);
        else Term(term);
    }

    private void Term(BoundTerm term)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        output.Tag(TagOf(term));
        output.Location(term.Location);
        switch (term)
        {
            case BoundConstant constant:
                output.Value(constant.Value);
                break;
            case BoundVariable variable:
                Local(variable.Symbol);
                break;
            case BoundDocument document:
                output.Number(tables.Documents.Of(document.Symbol));
                break;
            case BoundParam param:
                output.Number(tables.Params.Of(param.Symbol));
                break;
            case BoundRule rule:
                output.Number(tables.Number(rule.Symbol));
                break;
            case BoundPackage package:
                output.Number(tables.Number(package.Symbol));
                break;
            case BoundBaseData:
                break;
            case BoundLookup lookup:
                Term(lookup.Target);
                Term(lookup.Key);
                break;
            case BoundFunctionCall call:
                output.Number(tables.Number(call.Function));
                Terms(call.Arguments);
                break;
            case BoundBuiltinCall call:
                output.Number(tables.Builtins.Of(call.Builtin));
                Terms(call.Arguments);
                break;
            case BoundComparison comparison:
                output.Tag(comparison.Operator);
                Term(comparison.Left);
                Term(comparison.Right);
                break;
            case BoundMembership membership:
                Optional(membership.Key);
                Term(membership.Value);
                Term(membership.Collection);
                break;
            case BoundUnificationTerm unification:
                Term(unification.Left);
                Term(unification.Right);
                break;
            case BoundArray array:
                Terms(array.Items);
                break;
            case BoundSet set:
                Terms(set.Items);
                break;
            case BoundObject @object:
                output.All(@object.Items, item =>
                {
                    Term(item.Key);
                    Term(item.Value);
                });
                break;
            case BoundComprehension comprehension:
                output.Tag(comprehension.Kind);
                Optional(comprehension.Key);
                Term(comprehension.Term);
                Query(comprehension.Query);
                break;
            case BoundTemplate template:
                output.All(template.Texts, output.String);
                Terms(template.Interpolations);
                break;
        }
    }

    private static TermTag TagOf(BoundTerm term) => term switch
    {
        BoundConstant => TermTag.Constant,
        BoundVariable => TermTag.Variable,
        BoundDocument => TermTag.Document,
        BoundParam => TermTag.Param,
        BoundRule => TermTag.Rule,
        BoundPackage => TermTag.Package,
        BoundBaseData => TermTag.BaseData,
        BoundLookup => TermTag.Lookup,
        BoundFunctionCall => TermTag.FunctionCall,
        BoundBuiltinCall { IsStrict: false } => TermTag.BuiltinCall,
        BoundBuiltinCall => TermTag.StrictBuiltinCall,
        BoundComparison => TermTag.Comparison,
        BoundMembership => TermTag.Membership,
        BoundUnificationTerm => TermTag.Unification,
        BoundArray => TermTag.Array,
        BoundSet => TermTag.Set,
        BoundObject => TermTag.Object,
        BoundComprehension => TermTag.Comprehension,
        BoundTemplate => TermTag.Template,
        _ => throw new UnreachableException(term.ToString()),
    };

    /// <summary>A variable by its number; with its name where it is first met.</summary>
    private void Local(LocalSymbol local)
    {
        bool isNew = !_locals.TryFind(local, out int number);
        output.Number(isNew ? _locals.Of(local) : number);
        if (!isNew) return;
        output.String(local.Name);
        output.Flag(local.IsWildcard);
        output.Flag(local.IsGenerated);
    }
}
