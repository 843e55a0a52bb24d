using System.Collections.Immutable;
using PolicyKit.Text;

namespace PolicyKit.Packs;

/// <summary>Reads the texts of a pack, or finds them among those that are given.</summary>
internal sealed class SourceReader(PackContent pack, PackInput input, ImmutableArray<SourceText> given)
{
    private readonly Dictionary<string, List<SourceText>> _given = ByPath(given);
    private ImmutableArray<Entry> _entries;
    private SourceText?[] _texts = [];

    /// <exception cref="CompiledPackException">A text is neither in the pack nor among those that are given.</exception>
    public ImmutableArray<PackSource> Read()
    {
        _entries = input.All(ReadEntry);
        _texts = new SourceText?[_entries.Length];
        return [.. _entries.Select((entry, i) => new PackSource(entry.Path, Make(i, depth: 0)))];
    }

    private static Dictionary<string, List<SourceText>> ByPath(ImmutableArray<SourceText> texts)
    {
        var byPath = new Dictionary<string, List<SourceText>>(StringComparer.Ordinal);
        foreach (SourceText text in texts)
        {
            if (!byPath.TryGetValue(text.Path, out List<SourceText>? same)) byPath.Add(text.Path, same = []);
            same.Add(text);
        }
        return byPath;
    }

    private SourceText FindGiven(Entry entry) =>
        (_given.TryGetValue(entry.Path, out List<SourceText>? same) ? same.Find(text => PackFormat.Checksum(text.ToString()) == entry.Sum) : null)
        ?? throw new CompiledPackException($"the compiled pack has not the text of `{entry.Path}` that it was compiled from");

    private Entry ReadEntry()
    {
        string path = input.String();
        ulong sum = input.Unsigned();
        int text = input.Flag() ? input.Number() : -1;
        int origin = input.Number() - 1;
        return new Entry(path, sum, text, origin, origin < 0 ? [] : input.All(() => new OriginRun(input.Number(), input.Number(), input.Number())));
    }

    private SourceText Make(int number, int depth)
    {
        if (number >= _entries.Length || depth > _entries.Length) throw PackInput.Damaged();
        return _texts[number] ??= Make(_entries[number], depth);
    }

    private SourceText Make(Entry entry, int depth)
    {
        if (entry.Text < 0) return FindGiven(entry);
        if (entry.Origin >= 0 && entry.Runs is not [{ Start: 0 }, ..]) throw PackInput.Damaged();
        return SourceText.Deferred(() => pack.Strings[entry.Text], entry.Path, entry.Origin < 0 ? null : Make(entry.Origin, depth + 1), entry.Runs);
    }

    /// <param name="Path">The name of the text.</param>
    /// <param name="Sum">Its checksum.</param>
    /// <param name="Text">The number of the text among the strings; -1 when it is not in the pack.</param>
    /// <param name="Origin">The number of the text around it; -1 when there is none.</param>
    /// <param name="Runs">Where it stands in that.</param>
    private sealed record Entry(string Path, ulong Sum, int Text, int Origin, ImmutableArray<OriginRun> Runs);
}
