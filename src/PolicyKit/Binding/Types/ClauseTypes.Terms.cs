using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Binding.Types;

internal sealed partial class ClauseTypes
{
    /// <summary>The type of a term; never when it is certain to be undefined or, while types are inferred, when nothing is known of it yet.</summary>
    public TypeSymbol Of(BoundTerm term)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        TypeSymbol inferred = Infer(term);
        TypeSymbol type = Known(_facts.Find(term) ?? inferred);
        analysis.Recorder?.Note(term, type);
        return type;
    }

    private TypeSymbol Infer(BoundTerm term)
    {
        switch (term)
        {
            case BoundVariable variable:
                return _variables.GetValueOrDefault(variable.Symbol) ?? TypeSymbol.Any;
            case BoundConstant constant:
                return ValueTypes.Of(constant.Value);
            case BoundDocument { Symbol.Slot: DocumentTable.InputSlot } when Input is not null:
                return _replacements == 0 ? Input : TypeSymbol.Any;
            case BoundDocument document:
                if (mistakes is not null && policy is not null && isPolicyLayer && _replacements == 0 && DocumentTypes.WhyUndefined(document.Symbol, policy) is { } reason) mistakes.ReportUndefined(document.Symbol, policy, reason, document.Location);
                return isPolicyLayer && _replacements == 0 ? analysis.Documents.TypeOf(document.Symbol, policy) : TypeSymbol.Any;
            case BoundParam param:
                return ValueTypes.Of(param.Symbol.Type);
            case BoundRule rule:
                return _replacements == 0 ? analysis.ResultOf(rule.Symbol) : TypeSymbol.Any;
            case BoundLookup lookup:
                return Lookup(Of(lookup.Target), lookup.Key);
            case BoundFunctionCall call:
                TypeSymbol[] given = [.. call.Arguments.Select(Argument)];
                analysis.Call(call.Function, given);
                return _replacements == 0 ? analysis.ResultOf(call.Function) : TypeSymbol.Any;
            case BoundBuiltinCall call:
                return Call(call);
            case BoundComparison comparison:
                Compare(comparison);
                return TypeSymbol.Boolean;
            case BoundMembership membership:
                return Contains(membership);
            case BoundUnificationTerm unification:
                Unify(unification.Left, unification.Right, unification.Location);
                return TypeSymbol.Boolean;
            case BoundArray array:
                return TypeSymbol.ArrayOf(OfAll(array.Items));
            case BoundSet set:
                return TypeSymbol.SetOf(OfAll(set.Items));
            case BoundObject @object:
                return OfObject(@object);
            case BoundComprehension comprehension:
                return OfComprehension(comprehension);
            case BoundTemplate template:
                foreach (BoundTerm part in template.Interpolations) Of(part);
                return TypeSymbol.String;
            default:
                return TypeSymbol.Any;
        }
    }

    /// <summary>What an argument tells of the parameter: of a constant only its kind.</summary>
    private TypeSymbol Argument(BoundTerm term) => term is BoundConstant ? TypeNarrowing.Widen(Of(term)) : TypeNarrowing.WidenNumbers(Of(term));

    private TypeSymbol OfAll(ImmutableArray<BoundTerm> items) => TypeSymbol.UnionOf([.. items.Select(Of)]);

    private ObjectType OfObject(BoundObject made)
    {
        var fields = new Dictionary<string, TypeSymbol>(StringComparer.Ordinal);
        var others = new List<(TypeSymbol Key, TypeSymbol Value)>();
        foreach ((BoundTerm key, BoundTerm value) in made.Items)
        {
            (TypeSymbol keyType, TypeSymbol valueType) = (Of(key), Of(value));
            if (key is BoundConstant { Value: var constant } && constant.TryGetString(out string? name)) fields[name] = valueType;
            else others.Add((keyType, valueType));
        }
        return new ObjectType("", fields.Select(f => new FieldSymbol(f.Key, f.Value, IsRequired: f.Value != TypeSymbol.Never)), TypeSymbol.UnionOf(others.Select(o => o.Value)), TypeSymbol.UnionOf(others.Select(o => o.Key)));
    }

    private TypeSymbol OfComprehension(BoundComprehension comprehension)
    {
        TypeSymbol key = TypeSymbol.Never, value = TypeSymbol.Never;
        _facts.Within(() =>
        {
            Read(comprehension.Query);
            if (comprehension.Key is { } name) key = TypeNarrowing.WidenNumbers(Of(name));
            value = TypeNarrowing.WidenNumbers(Of(comprehension.Term));
        });
        return comprehension.Kind switch
        {
            ComprehensionKind.Array => TypeSymbol.ArrayOf(value),
            ComprehensionKind.Set => TypeSymbol.SetOf(value),
            _ => new ObjectType("", [], value, key),
        };
    }

    private TypeSymbol Lookup(TypeSymbol target, BoundTerm key)
    {
        if (key is not BoundConstant && IsOpen(key))
        {
            Bind(key, target.Keys);
            return target.Elements;
        }
        TypeSymbol keyType = Of(key);
        string? name = key is BoundConstant { Value: var constant } && constant.TryGetString(out string? text) ? text : null;
        TypeSymbol found = name is null ? target.Lookup(keyType) : target.Member(name);
        if (mistakes is null || found != TypeSymbol.Never || target == TypeSymbol.Never || keyType == TypeSymbol.Never || IsEmpty(target)) return found;
        mistakes.ReportLookup(target, keyType, name, key.Location);
        return TypeSymbol.Any;
    }

    /// <summary>Whether a collection is written without members: nothing is said about lookups in it.</summary>
    private static bool IsEmpty(TypeSymbol type) => Collections.IsPossible(type) && type.Elements == TypeSymbol.Never;

    private TypeSymbol Call(BoundBuiltinCall call)
    {
        TypeSymbol[] arguments = [.. call.Arguments.Select(Of)];
        if (_replacements > 0) return TypeSymbol.Any;
        for (int i = 0; mistakes is not null && i < arguments.Length; i++)
        {
            TypeSymbol wanted = Signatures.TypeOf(call.Builtin.Parameters[i]);
            if (arguments[i] != TypeSymbol.Never && !wanted.MayEqual(arguments[i])) mistakes.ReportArgument(i, call.Builtin.Name, wanted, arguments[i], call.Arguments[i].Location);
        }
        return call.Builtin.Name == "object.get" ? Get(call, arguments) : BuiltinResults.Of(call.Builtin, arguments);
    }

    /// <summary><c>object.get</c>: what a key or a path leads to, or the default.</summary>
    private TypeSymbol Get(BoundBuiltinCall call, TypeSymbol[] arguments)
    {
        if (call.Arguments[1] is not BoundConstant { Value: var path } constant) return TypeSymbol.Any;
        IEnumerable<Value> steps = path.Kind == ValueKind.Array ? path.Entries.Select(e => e.Value) : [path];
        TypeSymbol found = steps.Aggregate(arguments[0], (type, step) => Lookup(type, new BoundConstant(step, constant.Location)));
        return TypeSymbol.UnionOf(found, arguments[2]);
    }
}
