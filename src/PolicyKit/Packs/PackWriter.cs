using System.Buffers.Binary;
using System.Text;
using PolicyKit.Binding;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Packs;

/// <summary>Writes what a session has bound itself, without the packs that it refers to.</summary>
internal sealed class PackWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly BindingSession _session;
    private readonly bool _withTexts;
    private readonly PackTables _tables;
    private readonly PackOutput[] _sections;

    private PackWriter(BindingSession session, bool withTexts)
    {
        (_session, _withTexts) = (session, withTexts);
        _tables = new PackTables(session);
        _sections = [.. Enumerable.Range(0, (int)PackSection.Count).Select(_ => new PackOutput(_tables.Strings, _tables.Sources))];
    }

    /// <exception cref="InvalidOperationException">A text has half of a surrogate pair.</exception>
    public static byte[] Write(BindingSession session, bool withTexts) => LargeStack.Run(() => new PackWriter(session, withTexts).Write());

    private PackOutput Symbols => _sections[(int)PackSection.Symbols];

    private byte[] Write()
    {
        var bodyWriter = new BodyWriter(_tables, _sections[(int)PackSection.Bodies]);
        int[] bodies = [.. _session.OwnRules.Select(rule => bodyWriter.Write(_session.Bodies[rule]))];
        int[] reads = [.. _session.OwnPolicies.Select(WriteReads)];
        new TestWriter(_tables, _sections[(int)PackSection.Tests]).Write(_session.Tests.Own);
        // What the rules name is numbered by now, or when the rules are written.
        foreach (RuleSymbol rule in _session.OwnRules) _tables.Number(rule);
        foreach (PolicySymbol policy in _session.OwnPolicies) _tables.Number(policy.Package);
        WritePackages();
        var heads = new PackOutput(_tables.Strings, _tables.Sources);
        var writer = new SymbolWriter(_session, _tables, heads);
        writer.Write(bodies, reads);
        WriteSources();
        Symbols.Append(heads);
        WriteStrings();
        return Frame();
    }

    private int WriteReads(PolicySymbol policy)
    {
        PackOutput output = _sections[(int)PackSection.Reads];
        int start = output.Length;
        output.All(policy.Reads, read =>
        {
            output.String(read.Key);
            output.Tree(read.Value);
        });
        return start;
    }

    private void WritePackages()
    {
        Symbols.All(_tables.Packages, package =>
        {
            Symbols.Number(package.Parent is { } parent ? _tables.Number(parent) + 1 : 0);
            Symbols.String(package.Name);
            Symbols.All(package.HeadNames.Order(StringComparer.Ordinal).ToArray(), Symbols.String);
        });
    }

    private void WriteSources()
    {
        // The texts around embedded ones are met only here.
        for (int i = 0; i < _tables.Sources.Items.Count; i++)
        {
            if (_tables.Sources.Items[i].Origin is { } origin) _tables.Sources.Of(origin);
        }
        Symbols.All(_tables.Sources.Items, source =>
        {
            string text = source.ToString();
            Symbols.String(source.Path);
            Symbols.Unsigned(PackFormat.Checksum(text));
            Symbols.Flag(_withTexts);
            if (_withTexts) Symbols.String(text);
            Symbols.Number(source.Origin is { } origin ? _tables.Sources.Of(origin) + 1 : 0);
            if (source.Origin is not null) Symbols.All(source.Runs, WriteRun);
        });
    }

    private void WriteRun(OriginRun run)
    {
        Symbols.Number(run.Start);
        Symbols.Number(run.Origin);
        Symbols.Number(run.Length);
    }

    private void WriteStrings()
    {
        PackOutput output = _sections[(int)PackSection.Strings];
        byte[][] texts = [.. _tables.Strings.Items.Select(Encode)];
        output.Fixed(texts.Length);
        int end = 0;
        foreach (byte[] text in texts) output.Fixed(end += text.Length);
        foreach (byte[] text in texts) output.Raw(text);
    }

    private static byte[] Encode(string text)
    {
        try
        {
            return Utf8.GetBytes(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new InvalidOperationException("a text with half of a surrogate pair cannot be saved", exception);
        }
    }

    private byte[] Frame()
    {
        var content = new PackOutput(_tables.Strings, _tables.Sources);
        foreach (PackOutput section in _sections) content.Fixed(section.Length);
        foreach (PackOutput section in _sections) content.Append(section);
        var frame = new PackOutput(_tables.Strings, _tables.Sources);
        frame.Raw(PackFormat.Magic);
        frame.Fixed(PackFormat.Version);
        byte[] library = Utf8.GetBytes(PackFormat.Library);
        frame.Fixed(library.Length);
        frame.Raw(library);
        Span<byte> sum = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(sum, PackFormat.Checksum(content.Bytes));
        frame.Raw(sum);
        frame.Append(content);
        return frame.Bytes.ToArray();
    }
}
