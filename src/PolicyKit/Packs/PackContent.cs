using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using PolicyKit.Binding;
using PolicyKit.Text;

namespace PolicyKit.Packs;

/// <summary>A text that a pack was compiled from.</summary>
/// <param name="Path">Its name.</param>
/// <param name="Text">The text; decoded when it is asked for, if it is in the pack.</param>
internal sealed record PackSource(string Path, SourceText Text);

/// <summary>The sections of a pack. Nothing in them is trusted but what was checked: a checksum tells damage, not intent.</summary>
internal sealed class PackContent
{
    private readonly int[] _starts;
    private readonly int _packages;

    private PackContent(byte[] bytes, int[] starts, ImmutableArray<SourceText> texts)
    {
        Bytes = bytes;
        _starts = starts;
        Strings = new PackStrings(bytes, starts[(int)PackSection.Strings], starts[(int)PackSection.Strings + 1]);
        PackInput symbols = Input(PackSection.Symbols);
        Packages = symbols.All(() => new PackPackage(symbols.Number(), symbols.String(), symbols.Strings()));
        Sources = new SourceReader(this, symbols, texts).Read();
        _packages = symbols.Position;
    }

    public byte[] Bytes { get; }

    public PackStrings Strings { get; }

    public ImmutableArray<PackPackage> Packages { get; }

    public ImmutableArray<PackSource> Sources { get; }

    /// <exception cref="CompiledPackException">The bytes are no pack, or one of another version; or a text has changed.</exception>
    public static PackContent Open(ReadOnlyMemory<byte> memory, ImmutableArray<SourceText> texts)
    {
        byte[] bytes = memory.ToArray();
        ReadOnlySpan<byte> rest = bytes;
        if (!rest.StartsWith(PackFormat.Magic)) throw new CompiledPackException("this is no compiled pack");
        rest = rest[PackFormat.Magic.Length..];
        int format = Fixed(ref rest);
        int length = Fixed(ref rest);
        if (length < 0 || length > rest.Length) throw PackInput.Damaged();
        string library = Encoding.UTF8.GetString(rest[..length]);
        rest = rest[length..];
        if (format != PackFormat.Version || library != PackFormat.Library)
        {
            throw new CompiledPackException($"the pack was compiled by version {library} (format {format}), and this is version {PackFormat.Library} (format {PackFormat.Version}): build it again");
        }
        if (rest.Length < sizeof(ulong)) throw PackInput.Damaged();
        ulong sum = BinaryPrimitives.ReadUInt64LittleEndian(rest);
        rest = rest[sizeof(ulong)..];
        if (sum != PackFormat.Checksum(rest)) throw new CompiledPackException("the compiled pack is damaged: its checksum is wrong");
        return new PackContent(bytes, Sections(bytes, rest), texts);
    }

    /// <summary>A section from its start, or from a place in it.</summary>
    public PackInput Input(PackSection section, int from = 0)
    {
        (int start, int end) = (_starts[(int)section], _starts[(int)section + 1]);
        return from <= end - start ? new PackInput(this, start + from, end) : throw PackInput.Damaged();
    }

    /// <summary>What stands behind packages and texts: policies, params and rules.</summary>
    public PackInput Heads() => new(this, _packages, _starts[(int)PackSection.Symbols + 1]);

    public SourceText Source(int number) => number < Sources.Length ? Sources[number].Text : throw PackInput.Damaged();

    /// <summary>Puts the policies, rules and tests of the pack into a session.</summary>
    /// <exception cref="CompiledPackException">Something that the pack needs is not there, or something that it declares is there already.</exception>
    public void LoadInto(BindingSession session) => new PackLoader(this, session).Load();

    private static int[] Sections(byte[] bytes, ReadOnlySpan<byte> content)
    {
        const int Count = (int)PackSection.Count;
        if (content.Length < Count * sizeof(int)) throw PackInput.Damaged();
        var starts = new int[Count + 1];
        starts[0] = bytes.Length - content.Length + Count * sizeof(int);
        for (int i = 0; i < Count; i++)
        {
            int length = Fixed(ref content);
            if (length < 0 || length > bytes.Length - starts[i]) throw PackInput.Damaged();
            starts[i + 1] = starts[i] + length;
        }
        return starts[Count] == bytes.Length ? starts : throw PackInput.Damaged();
    }

    private static int Fixed(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < sizeof(int)) throw PackInput.Damaged();
        int value = BinaryPrimitives.ReadInt32LittleEndian(rest);
        rest = rest[sizeof(int)..];
        return value;
    }
}

/// <summary>A package that a pack names.</summary>
/// <param name="Parent">The number of its parent plus one; 0 for a root.</param>
/// <param name="Name">Its name; of a root, that of the root.</param>
/// <param name="HeadNames">First names of the heads of its rules.</param>
internal sealed record PackPackage(int Parent, string Name, ImmutableArray<string> HeadNames);
