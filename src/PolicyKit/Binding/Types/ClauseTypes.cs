using PolicyKit.Symbols;
using PolicyKit.Symbols.Types;
using PolicyKit.Text;

namespace PolicyKit.Binding.Types;

/// <summary>The types of the variables of one branch of a clause.</summary>
/// <param name="analysis">The types of rules and documents.</param>
/// <param name="policy">The policy around; null outside policies.</param>
/// <param name="isPolicyLayer">Whether documents are typed.</param>
/// <param name="mistakes">Takes mistakes when types are known; null while they are inferred.</param>
internal sealed partial class ClauseTypes(TypeAnalysis analysis, PolicySymbol? policy, bool isPolicyLayer, TypeMistakes? mistakes)
{
    private readonly Dictionary<LocalSymbol, TypeSymbol> _variables = [];
    private readonly RefFacts _facts = new();

    /// <summary>The type of <c>input</c>; null where nothing says it.</summary>
    public TypeSymbol? Input { get; init; }

    /// <summary>How many <c>with</c> are around that replace documents, data or functions: what is read there may be anything.</summary>
    private int _replacements;

    private int _negations;

    /// <summary>The type that a branch gives to its rule's value.</summary>
    public TypeSymbol Of(BoundClause clause, BoundBranch branch)
    {
        Read(branch.Query);
        if (branch.Finding is { } finding)
        {
            Read(finding);
            return TypeSymbol.Any;
        }
        TypeSymbol[] keys = [.. branch.Keys.Select(key => TypeNarrowing.WidenNumbers(Of(key)))];
        TypeSymbol type = TypeNarrowing.WidenNumbers(Of(branch.Value));
        if (clause.AddsMember) type = TypeSymbol.SetOf(type);
        for (int i = keys.Length - 1; i >= 0; i--) type = WithKey(branch.Keys[i], keys[i], type);
        return type;
    }

    /// <summary>Binds what is open in a pattern; what is not open is compared.</summary>
    public void Bind(BoundTerm pattern, TypeSymbol type)
    {
        switch (pattern)
        {
            case BoundVariable variable when !_variables.ContainsKey(variable.Symbol):
                _variables.Add(variable.Symbol, Known(type));
                analysis.Recorder?.Note(variable.Symbol, Known(type));
                break;
            case BoundArray array:
                Compare(TypeSymbol.ArrayOf(TypeSymbol.Any), type, pattern.Location);
                foreach (BoundTerm item in array.Items) Bind(item, ElementsOf<ArrayType>(type));
                break;
            case BoundObject @object:
                Compare(TypeSymbol.MapOf(TypeSymbol.Any), type, pattern.Location);
                foreach ((BoundTerm key, BoundTerm value) in @object.Items) Bind(value, type.Lookup(Of(key)));
                break;
            default:
                Compare(Of(pattern), type, pattern.Location);
                break;
        }
    }

    private static TypeSymbol ElementsOf<T>(TypeSymbol type) => TypeSymbol.UnionOf(type.Parts.Where(p => p is T or AnyType).Select(p => p.Elements));

    private static ObjectType WithKey(BoundTerm key, TypeSymbol keyType, TypeSymbol value) =>
        key is BoundConstant { Value: var constant } && constant.TryGetString(out string? name)
            ? new ObjectType("", [new FieldSymbol(name, value)], TypeSymbol.Never)
            : new ObjectType("", [], value, keyType);

    /// <summary>What nothing is known of is any value when mistakes are looked for: its own mistake has been reported, or it is never evaluated.</summary>
    private TypeSymbol Known(TypeSymbol type) => mistakes is not null && type == TypeSymbol.Never ? TypeSymbol.Any : type;

    private void Read(BoundQuery query)
    {
        foreach (BoundLiteral literal in query.Literals) Read(literal);
    }

    private void Read(BoundLiteral literal)
    {
        switch (literal)
        {
            case BoundTest test:
                Test(test);
                break;
            case BoundUnification unification:
                Unify(unification.Left, unification.Right, unification.Location);
                break;
            case BoundSomeIn some:
                TypeSymbol collection = Collection(some.Collection);
                if (some.Key is { } key) Bind(key, collection.Keys);
                Bind(some.Value, collection.Elements);
                break;
            case BoundEvery every:
                TypeSymbol domain = Collection(every.Domain);
                if (every.Key is { } name) _variables[name] = Known(domain.Keys);
                _variables[every.Value] = Known(domain.Elements);
                if (every.Key is { } noted) analysis.Recorder?.Note(noted, Known(domain.Keys));
                analysis.Recorder?.Note(every.Value, Known(domain.Elements));
                _facts.Within(() => Read(every.Query));
                break;
            case BoundNot not:
                Negate(not);
                break;
            case BoundWith with:
                foreach (BoundModifier modifier in with.Modifiers) Of(modifier.Value);
                if (with.Modifiers.All(m => m is BoundParamModifier))
                {
                    _facts.Without(() => Read(with.Literal));
                    break;
                }
                _replacements++;
                _facts.Without(() => Read(with.Literal));
                _replacements--;
                break;
        }
    }

    private void Test(BoundTest test)
    {
        TypeSymbol type = Of(test.Term);
        // Who writes `false` means it.
        if (type == TypeSymbol.False && _negations == 0 && test.Term is not BoundConstant) mistakes?.ReportNever("it is always `false`", test.Location);
        Assume(test.Term);
    }

    private void Negate(BoundNot not)
    {
        BoundTerm? only = not.Query.Literals is [BoundTest test] ? test.Term : null;
        _negations++;
        _facts.Within(() => Read(not.Query));
        _negations--;
        if (only is null) return;
        if (mistakes is not null && _negations == 0 && _replacements == 0 && new Certainty(analysis.BodyOf, Of).AlwaysHolds(only)) mistakes.ReportNever("what is negated is always defined and never `false`", not.Location);
        AssumeNot(only);
    }

    private void Unify(BoundTerm left, BoundTerm right, Location location)
    {
        if (IsOpen(left)) Bind(left, Of(right));
        else if (IsOpen(right)) Bind(right, Of(left));
        else
        {
            Compare(Exact(left), Exact(right), location);
            AssumeEqual(left, right);
        }
    }

    /// <summary>Whether a pattern has variables without a value yet.</summary>
    private bool IsOpen(BoundTerm pattern) => pattern switch
    {
        BoundVariable variable => !_variables.ContainsKey(variable.Symbol),
        BoundArray array => array.Items.Any(IsOpen),
        BoundObject @object => @object.Items.Any(i => IsOpen(i.Value)),
        _ => false,
    };

    private TypeSymbol Collection(BoundTerm term)
    {
        TypeSymbol type = Of(term);
        if (mistakes is null || type == TypeSymbol.Never || Collections.IsPossible(type)) return type;
        mistakes.ReportElements(type, term.Location);
        return TypeSymbol.Any;
    }
}
