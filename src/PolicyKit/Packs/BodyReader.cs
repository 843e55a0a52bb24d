using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using PolicyKit.Binding;
using PolicyKit.Builtins;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Packs;

/// <summary>Reads the body of a rule.</summary>
internal sealed class BodyReader(PackLoader pack, RuleSymbol rule, PackInput input)
{
    private readonly List<LocalSymbol> _locals = [];

    /// <exception cref="CompiledPackException">The bytes are no body of the rule.</exception>
    public RuleBody Read() => new(input.All(Clause), Optional());

    private BoundClause Clause()
    {
        Location location = input.Location();
        bool addsMember = input.Flag();
        ImmutableArray<BoundTerm> parameters = Terms();
        ImmutableArray<BoundBranch> branches = input.All(Branch);
        return parameters.Length == rule.Arity && branches.Length > 0 ? new BoundClause(parameters, branches, addsMember, location) : throw PackInput.Damaged();
    }

    private BoundBranch Branch()
    {
        Location location = input.Location();
        ImmutableArray<BoundTerm> keys = Terms();
        BoundTerm value = Term();
        BoundQuery query = Query();
        BoundFinding? finding = input.Flag() ? Finding() : null;
        return keys.Length <= rule.KeyCount && finding is null == (rule.Kind != RuleKind.Findings) ? new BoundBranch(keys, value, query, finding, location) : throw PackInput.Damaged();
    }

    private BoundFinding Finding()
    {
        Location location = input.Location();
        bool isWarning = input.Flag();
        BoundTerm? message = Optional();
        BoundPlaces? places = Places();
        return new BoundFinding(isWarning, places, message, input.Flag() ? Fix(places) : null, location);
    }

    private BoundFix Fix(BoundPlaces? places)
    {
        Location location = input.Location();
        FixKind kind = input.Tag(FixKind.Create);
        bool isUnsafe = input.Flag();
        BoundTerm? value = Optional();
        BoundPlaces? target = Places();
        bool isSound = value is null == (kind == FixKind.Remove) && (kind == FixKind.Create ? target is null : (target ?? places) is not null);
        return isSound ? new BoundFix(kind, isUnsafe, value, target, location) : throw PackInput.Damaged();
    }

    private BoundPlaces? Places() => input.Tag(PlacesTag.Array) switch
    {
        PlacesTag.None => null,
        PlacesTag.Place => Place(),
        PlacesTag.Comprehension => new BoundPlaceComprehension(Query(), Place()),
        _ => new BoundPlaceArray(Term()),
    };

    private BoundPlace Place() => new(Term(), Terms());

    private BoundQuery Query() => new(input.All(Literal));

    private BoundLiteral Literal()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        LiteralTag tag = input.Tag(LiteralTag.With);
        Location location = input.Location();
        return tag switch
        {
            LiteralTag.Test => new BoundTest(Term(), location),
            LiteralTag.Unification => new BoundUnification(Term(), Term(), location),
            LiteralTag.SomeIn => new BoundSomeIn(Optional(), Term(), Term(), location),
            LiteralTag.Every => new BoundEvery(input.Flag() ? Local() : null, Local(), Term(), Query(), location),
            LiteralTag.Not => Not(location),
            LiteralTag.With => new BoundWith(input.All(Modifier), Literal(), location),
            _ => throw new UnreachableException(),
        };
    }

    private BoundNot Not(Location location)
    {
        bool isExhaustive = input.Flag();
        return new BoundNot(Query(), location) { IsExhaustive = isExhaustive };
    }

    private BoundModifier Modifier()
    {
        switch (input.Tag(ModifierTag.Function))
        {
            case ModifierTag.Document:
                return new BoundDocumentModifier(pack.Document(input.Number()), input.Strings(), Term());
            case ModifierTag.Data:
                return new BoundDataModifier(pack.Package(input.Number()), input.Strings(), Term());
            case ModifierTag.Param:
                return new BoundParamModifier(pack.Param(input.Number()), Term());
            default:
                object? callee = Callee();
                object? replacement = Callee();
                return callee is null ? throw PackInput.Damaged() : new BoundFunctionModifier(callee as RuleSymbol, callee as Builtin, replacement, Term());
        }
    }

    private object? Callee() => input.Tag(CalleeTag.Builtin) switch
    {
        CalleeTag.None => null,
        CalleeTag.Rule => pack.Rule(input.Number()),
        _ => pack.Builtin(input.Number()),
    };

    private ImmutableArray<BoundTerm> Terms() => input.All(Term);

    private BoundTerm? Optional() => Read(input.Tag(TermTag.Template));

    private BoundTerm Term() => Optional() ?? throw PackInput.Damaged();

    private BoundTerm? Read(TermTag tag)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (tag == TermTag.None) return null;
        Location location = input.Location();
        return tag switch
        {
            TermTag.Constant => new BoundConstant(input.Value(), location),
            TermTag.Variable => new BoundVariable(Local(), location),
            TermTag.Document => new BoundDocument(pack.Document(input.Number()), location),
            TermTag.Param => new BoundParam(pack.Param(input.Number()), location),
            TermTag.Rule => new BoundRule(pack.Rule(input.Number()), location),
            TermTag.Package => new BoundPackage(pack.Package(input.Number()), location),
            TermTag.BaseData => new BoundBaseData(location),
            TermTag.Lookup => new BoundLookup(Term(), Term(), location),
            TermTag.FunctionCall => FunctionCall(location),
            TermTag.BuiltinCall => BuiltinCall(pack.IsStrict, location),
            TermTag.StrictBuiltinCall => BuiltinCall(isStrict: true, location),
            TermTag.Comparison => new BoundComparison(input.Tag(ComparisonOperator.GreaterOrEqual), Term(), Term(), location),
            TermTag.Membership => new BoundMembership(Optional(), Term(), Term(), location),
            TermTag.Unification => new BoundUnificationTerm(Term(), Term(), location),
            TermTag.Array => new BoundArray(Terms(), location),
            TermTag.Set => new BoundSet(Terms(), location),
            TermTag.Object => new BoundObject(input.All(() => (Term(), Term())), location),
            TermTag.Comprehension => Comprehension(location),
            TermTag.Template => Template(location),
            _ => throw new UnreachableException(),
        };
    }

    private BoundFunctionCall FunctionCall(Location location)
    {
        RuleSymbol function = pack.Rule(input.Number());
        ImmutableArray<BoundTerm> arguments = Terms();
        return function.Kind == RuleKind.Function && arguments.Length == function.Arity ? new BoundFunctionCall(function, arguments, location) : throw PackInput.Damaged();
    }

    private BoundBuiltinCall BuiltinCall(bool isStrict, Location location)
    {
        Builtin builtin = pack.Builtin(input.Number());
        ImmutableArray<BoundTerm> arguments = Terms();
        return arguments.Length == builtin.Parameters.Length ? new BoundBuiltinCall(builtin, arguments, isStrict, location) : throw PackInput.Damaged();
    }

    private BoundComprehension Comprehension(Location location)
    {
        ComprehensionKind kind = input.Tag(ComprehensionKind.Object);
        BoundTerm? key = Optional();
        return key is null == (kind != ComprehensionKind.Object) ? new BoundComprehension(kind, key, Term(), Query(), location) : throw PackInput.Damaged();
    }

    private BoundTemplate Template(Location location)
    {
        ImmutableArray<string> texts = input.Strings();
        ImmutableArray<BoundTerm> interpolations = Terms();
        return texts.Length == interpolations.Length + 1 ? new BoundTemplate(texts, interpolations, location) : throw PackInput.Damaged();
    }

    private LocalSymbol Local()
    {
        int number = input.Number(_locals.Count + 1);
        if (number < _locals.Count) return _locals[number];
        string name = input.String();
        bool isWildcard = input.Flag();
        _locals.Add(input.Flag() ? LocalSymbol.Generated(name) : new LocalSymbol(name, isWildcard));
        return _locals[number];
    }
}
