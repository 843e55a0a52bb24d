using PolicyKit.Runtime;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Binding.Types;

internal sealed partial class ClauseTypes
{
    private void Read(BoundFinding finding)
    {
        TypeSymbol place = finding.Places is { } places ? TypeAt(places) : TypeSymbol.Any;
        if (finding.Message is { } message && TypeFit.Find(Of(message), TypeSymbol.String) is { } misfit) mistakes?.Report(misfit, message.Location);
        if (finding.Fix is { } fix) Read(fix, fix.Target is { } target ? TypeAt(target) : place);
    }

    /// <summary>The type of what is, or may be, at places.</summary>
    private TypeSymbol TypeAt(BoundPlaces places)
    {
        switch (places)
        {
            case BoundPlaceComprehension comprehension:
                TypeSymbol found = TypeSymbol.Any;
                _facts.Within(() =>
                {
                    Read(comprehension.Query);
                    found = TypeAt(comprehension.Place);
                });
                return found;
            case BoundPlace place:
                return place.Steps.Aggregate(Of(place.Anchor), (type, step) => Known(Lookup(type, step)));
            case BoundPlaceArray array:
                return Of(array.Nodes).Elements;
            default:
                return TypeSymbol.Any;
        }
    }

    private void Read(BoundFix fix, TypeSymbol place)
    {
        if (fix.Value is not { } value) return;
        switch (fix.Kind)
        {
            case FixKind.Set:
            // A list would take one element too, but where it is undefined the value is what is created.
            case FixKind.Add:
                Check(value, place);
                break;
            case FixKind.Create:
                Check(value, TypeOfKind(value));
                break;
        }
    }

    /// <summary>Checks a value against the type of where it goes to. Only parts that no value of the type has are mistakes.</summary>
    public void Check(BoundTerm value, TypeSymbol wanted)
    {
        if (mistakes is null) return;
        BoundTerm written = Unfold(value);
        if (written is BoundObject made && wanted.Parts.Any(p => p is ObjectType))
        {
            foreach ((BoundTerm key, BoundTerm member) in made.Items) Check(member, Known(Lookup(wanted, key)));
        }
        else if (written is BoundArray array && wanted.Parts.Any(p => p is ArrayType))
        {
            foreach (BoundTerm item in array.Items) Check(item, ElementsOf<ArrayType>(wanted));
        }
        else if (written is BoundSet set && wanted.Parts.Any(p => p is ArrayType or SetType))
        {
            foreach (BoundTerm item in set.Items) Check(item, TypeSymbol.UnionOf(ElementsOf<ArrayType>(wanted), ElementsOf<SetType>(wanted)));
        }
        else if (TypeFit.Find(Of(value), wanted) is { } misfit)
        {
            mistakes.Report(misfit, value.Location);
        }
    }

    /// <summary>A constant collection as it was written: all of its members are there.</summary>
    private static BoundTerm Unfold(BoundTerm term)
    {
        if (term is not BoundConstant { Value: var value, Location: var location }) return term;
        return value.Kind switch
        {
            ValueKind.Set => new BoundSet([.. value.Entries.Select(e => new BoundConstant(e.Value, location))], location),
            ValueKind.Array => new BoundArray([.. value.Entries.Select(e => new BoundConstant(e.Value, location))], location),
            ValueKind.Object => new BoundObject([.. value.Members().Select(m => ((BoundTerm)new BoundConstant(m.Key, location), (BoundTerm)new BoundConstant(m.Value, location)))], location),
            _ => term,
        };
    }

    /// <summary>The type of the objects of the kind that an object of constants states.</summary>
    private TypeSymbol TypeOfKind(BoundTerm value)
    {
        Value document = value switch
        {
            BoundConstant constant => constant.Value,
            BoundObject made => Value.FromObject(made.Items.Where(i => i is { Key: BoundConstant, Value: BoundConstant }).Select(i => KeyValuePair.Create(((BoundConstant)i.Key).Value, ((BoundConstant)i.Value).Value))),
            _ => Value.Undefined,
        };
        return document.Kind == ValueKind.Object ? analysis.Documents.TypeOfKind(document) : TypeSymbol.Any;
    }
}
