using System.Collections.Immutable;
using PolicyKit.Packs;
using PolicyKit.Text;

namespace PolicyKit;

/// <summary>
/// Policies as <see cref="PolicyProgram.Save"/> wrote them: bound and checked, so that nothing is parsed, and each rule is read when it is first called. A <see cref="Compilation"/> and a query refer to packs as
/// to trees. Immutable and thread-safe.
/// </summary>
public sealed class CompiledPack
{
    private CompiledPack(PackContent content) => Content = content;

    internal PackContent Content { get; }

    /// <summary>Names of the texts that the pack was compiled from.</summary>
    public ImmutableArray<string> Paths => [.. Content.Sources.Select(s => s.Path)];

    /// <summary>Takes the bytes of a pack, which must not change. Only their frame is read, and their checksum made.</summary>
    /// <param name="bytes">What was saved.</param>
    /// <param name="texts">The texts of a pack that was saved without them.</param>
    /// <exception cref="CompiledPackException">The bytes are no pack, or one of another version; or a text is not among those given, or has changed.</exception>
    public static CompiledPack Read(ReadOnlyMemory<byte> bytes, IEnumerable<SourceText>? texts = null) => new(PackContent.Open(bytes, [.. texts ?? []]));

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte}, IEnumerable{SourceText})"/>
    /// <param name="stream">What was saved, up to its end.</param>
    /// <param name="texts">The texts of a pack that was saved without them.</param>
    public static CompiledPack Read(Stream stream, IEnumerable<SourceText>? texts = null)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), texts);
    }
}
