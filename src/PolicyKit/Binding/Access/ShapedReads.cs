using System.Collections.Immutable;
using PolicyKit.Symbols;

namespace PolicyKit.Binding.Access;

/// <summary>What a core module reads of <c>input</c>, as reads of the documents that the input is made of.</summary>
internal static class ShapedReads
{
    public static ImmutableSortedDictionary<string, AccessTree> Of(InputShape shape, ImmutableSortedDictionary<string, AccessTree> reads)
    {
        if (!reads.TryGetValue("input", out AccessTree? input)) return reads;
        reads = reads.Remove("input");
        if (shape == InputShape.Object) return reads.SetItem("object", input);
        if (Part(input, shape == InputShape.Review ? "request" : "review") is not { } request) return reads;
        reads = reads.SetItem("request", request);
        if (Part(request, "object") is { } @object) reads = reads.SetItem("object", @object);
        if (Part(request, "oldObject") is { } oldObject) reads = reads.SetItem("old_object", oldObject);
        return reads;
    }

    /// <summary>What is read of a member; null when nothing is. Computed keys may lead to any member.</summary>
    private static AccessTree? Part(AccessTree tree, string member) =>
        tree.IsWhole || tree.Elements is not null ? AccessTree.Whole() : tree.Members.GetValueOrDefault(member);
}
