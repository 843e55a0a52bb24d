using System.Collections.Immutable;

namespace PolicyKit.Symbols;

/// <summary>A document that rules read by name: <c>input</c>, or one of the judged object's surroundings. <see cref="Slot"/> is its place in the evaluation.</summary>
internal sealed class DocumentSymbol(string name, int slot, bool isTraceable, DomainDocument? domain = null)
{
    public string Name => name;

    public int Slot => slot;

    /// <summary>Whether a finding may be placed in it.</summary>
    public bool IsTraceable => isTraceable;

    /// <summary>How the domain reads it out of the object; null for documents that the caller supplies.</summary>
    public DomainDocument? Domain => domain;

    public override string ToString() => name;
}

/// <summary>The documents of a compilation by name: the fixed ones first, then the domain's.</summary>
internal sealed class DocumentTable
{
    public const int InputSlot = 0;
    public const int ObjectSlot = 1;
    public const int OldObjectSlot = 2;
    public const int RequestSlot = 3;
    public const int NamespaceSlot = 4;
    public const int ClusterSlot = 5;
    public const int FirstDomainSlot = 6;

    /// <summary>By slot; in the others than these a finding may be placed.</summary>
    private static readonly string[] Fixed = ["input", "object", "old_object", "request", "namespace", "cluster"];
    private static readonly string[] Untraceable = ["input", "request"];

    private readonly Dictionary<string, DocumentSymbol> _byName;

    public DocumentTable(PolicyDomain domain)
    {
        All =
        [
            .. Fixed.Select((name, slot) => new DocumentSymbol(name, slot, isTraceable: !Untraceable.Contains(name))),
            .. domain.Documents.Select((d, i) => new DocumentSymbol(d.Name, FirstDomainSlot + i, isTraceable: true, d)),
        ];
        _byName = All.ToDictionary(d => d.Name, StringComparer.Ordinal);
    }

    public ImmutableArray<DocumentSymbol> All { get; }

    public DocumentSymbol Input => All[InputSlot];

    public DocumentSymbol Object => All[ObjectSlot];

    public IEnumerable<string> Names => _byName.Keys;

    public DocumentSymbol? Find(string name) => _byName.GetValueOrDefault(name);
}
