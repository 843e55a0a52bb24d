using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Binding.Types;

/// <summary>What the documents are that rules read: <c>object</c> is of the kinds that the policy around matches, and what the domain reads out of it is found there.</summary>
internal sealed class DocumentTypes(PolicyDomain domain, DocumentTable documents)
{
    private readonly Dictionary<(DocumentSymbol Document, PolicySymbol? Policy), TypeSymbol> _known = [];

    /// <param name="document">The document.</param>
    /// <param name="policy">The policy that reads it; null for a rule outside policies, which any may ask.</param>
    public TypeSymbol TypeOf(DocumentSymbol document, PolicySymbol? policy)
    {
        if (_known.TryGetValue((document, policy), out TypeSymbol? known)) return known;
        return _known[(document, policy)] = Make(document, policy);
    }

    /// <summary>The type of the kind that an object states; any when it states none that is known.</summary>
    public TypeSymbol TypeOfKind(Value document) => domain.GetKind(document) is { } kind ? Object(kind) : TypeSymbol.Any;

    private TypeSymbol Make(DocumentSymbol document, PolicySymbol? policy)
    {
        if (document.Domain is { } read) return MakeRead(read, policy);
        return document.Slot switch
        {
            DocumentTable.InputSlot => policy is null ? TypeSymbol.Any : MakeInput(document, policy),
            DocumentTable.ObjectSlot => MakeObject(policy),
            DocumentTable.OldObjectSlot => TypeOf(documents.Object, policy),
            _ => domain.GetDocumentType(document.Name) ?? TypeSymbol.Any,
        };
    }

    /// <summary>Why a document is undefined whenever a policy is evaluated; null when it is not.</summary>
    public static string? WhyUndefined(DocumentSymbol document, PolicySymbol policy)
    {
        ImmutableArray<string> operations = policy.Match.Operations;
        if (document.Slot == DocumentTable.OldObjectSlot) return operations.Any(o => o is "UPDATE" or "DELETE") ? null : "only the operations UPDATE and DELETE have one";
        return (document.Slot == DocumentTable.ObjectSlot || document.Domain is not null) && operations.All(o => o == "DELETE") ? "the operation DELETE has only `old_object`" : null;
    }

    /// <summary>In a policy <c>input</c> holds the documents.</summary>
    private TypeSymbol MakeInput(DocumentSymbol input, PolicySymbol policy) =>
        TypeSymbol.ObjectOf(input.Name, documents.All.Where(d => d != input && d.Domain is null).Select(d => new FieldSymbol(d.Name, TypeOf(d, policy))));

    private TypeSymbol MakeObject(PolicySymbol? policy)
    {
        // What a request for a subresource holds is no object of the kind.
        if (policy is not null && !policy.Match.Resources.IsEmpty) return TypeSymbol.Any;
        if (policy is null || policy.Dispatch.All) return Object(null);
        return TypeSymbol.UnionOf(policy.Dispatch.Kinds.Select(kind => Object(kind)));
    }

    private TypeSymbol MakeRead(DomainDocument document, PolicySymbol? policy)
    {
        IEnumerable<KeyValuePair<ObjectKind, ImmutableArray<ImmutableArray<string>>>> kinds = document.Paths.Where(p => policy is null || policy.Dispatch.Matches(p.Key));
        var values = TypeSymbol.UnionOf(kinds.SelectMany(kind => kind.Value.Select(path => path.Aggregate(Object(kind.Key), (type, step) => type.Member(step)))));
        return document.IsCollection ? TypeSymbol.ArrayOf(values.Elements) : values;
    }

    private TypeSymbol Object(ObjectKind? kind) => domain.GetObjectType(kind) ?? TypeSymbol.Any;
}
