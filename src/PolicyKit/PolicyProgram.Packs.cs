using PolicyKit.Packs;

namespace PolicyKit;

public sealed partial class PolicyProgram
{
    /// <summary>
    /// Writes what the program was compiled from trees: a <see cref="CompiledPack"/>. What it has of other packs is not written; whoever loads it gives these too. Choices that were made of a program (policies,
    /// levels, params, data, constraints, limits) are made again of the one that is loaded.
    /// </summary>
    /// <param name="stream">Where to.</param>
    /// <param name="withTexts">Whether the texts are written, from which explanations and reports show lines; else they must be given to <see cref="CompiledPack.Read(Stream, IEnumerable{Text.SourceText})"/>.</param>
    /// <exception cref="InvalidOperationException">The program is not as it was compiled, or a text has half of a surrogate pair.</exception>
    public void Save(Stream stream, bool withTexts = true)
    {
        if (!_isAsCompiled) throw new InvalidOperationException("a program is saved as it was compiled, before policies, levels, params, data, constraints or limits are chosen");
        stream.Write(PackWriter.Write(_session, withTexts));
    }

    /// <summary>Loads a program that was saved. Nothing is parsed or checked again, and rules are read when they are first called.</summary>
    /// <param name="stream">What was saved, up to its end.</param>
    /// <param name="domain">What the language knows of the world: the domain that it was compiled with; nothing when left out.</param>
    /// <param name="packs">The packs that it was compiled with.</param>
    /// <exception cref="CompiledPackException">The bytes are no pack or one of another version, or something that it needs is not there.</exception>
    public static PolicyProgram Load(Stream stream, PolicyDomain? domain = null, IEnumerable<CompiledPack>? packs = null) => Load([.. packs ?? [], CompiledPack.Read(stream)], domain);

    /// <summary>Loads a program of packs, each after those that it was compiled with.</summary>
    /// <exception cref="CompiledPackException">Something that a pack needs is not there, or two packs declare the same.</exception>
    public static PolicyProgram Load(IEnumerable<CompiledPack> packs, PolicyDomain? domain = null) => Compilation.Create([], domain, packs).Emit().Program!;
}
