using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Emit;

/// <summary>Makes the mask of what some policies read of an object of a kind, or a query of its input.</summary>
internal static class ReadPlan
{
    /// <summary>What a tree names.</summary>
    public static ReadMask Of(AccessTree tree) => ToMask(tree) ?? ReadMask.Nothing;

    /// <summary>What the policies, and the domain itself, read; documents that the domain reads out of the object are parts of it.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="documents">What is read of documents, by their names.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="areMatched">Whether any is matched by more than the kind.</param>
    /// <param name="demanded">What is demanded besides.</param>
    /// <param name="within">A mask of part of it: the members that it names have the same ordinals.</param>
    public static ReadMask Of(ObjectKind kind, IEnumerable<ImmutableSortedDictionary<string, AccessTree>> documents, PolicyDomain domain, bool areMatched, AccessTree demanded, ReadMask? within = null)
    {
        demanded.Member("apiVersion");
        demanded.Member("kind");
        foreach (ImmutableArray<string> path in areMatched ? domain.FaultReads.AddRange(domain.MatchReads) : domain.FaultReads) At(demanded, path).DemandWhole();
        foreach ((string document, AccessTree reads) in documents.SelectMany(d => d)) Add(demanded, document, reads, kind, domain);
        return ToMask(demanded, within)!;
    }

    private static void Add(AccessTree demanded, string document, AccessTree reads, ObjectKind kind, PolicyDomain domain)
    {
        if (document == "object") demanded.Add(reads);
        else if (document == "input") demanded.DemandWhole();
        if (domain.Documents.FirstOrDefault(d => d.Name == document) is not { } part || !part.Paths.TryGetValue(kind, out ImmutableArray<ImmutableArray<string>> paths)) return;
        foreach (ImmutableArray<string> path in paths)
        {
            AccessTree node = At(demanded, path);
            if (!part.IsCollection) node.Add(reads);
            else if (reads.IsWhole) node.DemandWhole();
            else node.Element().Add(reads.Elements ?? new AccessTree());
        }
    }

    private static AccessTree At(AccessTree tree, ImmutableArray<string> path) => path.Aggregate(tree, (node, step) => node.Member(step));

    private static ReadMask? ToMask(AccessTree tree, ReadMask? within = null)
    {
        if (tree.IsWhole) return ReadMask.Whole;
        if (!tree.IsRead) return null;
        var members = new Dictionary<Key, ReadMask?>();
        foreach ((string name, AccessTree member) in tree.Members.OrderBy(m => within?.EntryOf(m.Key)?.Ordinal ?? int.MaxValue))
        {
            // A computed key may be this one.
            if (tree.Elements is { } elements) member.Add(elements);
            members.Add(SymbolTable.Intern(name), ToMask(member, within?.MaskOf(name)));
        }
        return new ReadMask(members, tree.Elements is null ? null : ToMask(tree.Elements, within?.Elements), isPartial: tree.Elements is null);
    }
}
