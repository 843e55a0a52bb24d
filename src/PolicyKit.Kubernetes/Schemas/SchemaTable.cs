using System.Collections.Immutable;
using System.Text;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Kubernetes.Schemas;

/// <summary>The kinds of one Kubernetes version and their types, read from what PolicyKit.SchemaTool wrote. Types are made when they are asked for. Thread-safe.</summary>
internal sealed class SchemaTable
{
    private const string Resource = "kubernetes-1.36.pks";

    private static readonly Lazy<SchemaTable> Embedded = new(() => new SchemaTable(ReadResource()));

    private readonly byte[] _bytes;
    private readonly int[] _textStarts;
    private readonly string?[] _texts;
    private readonly int[] _objectStarts;
    private readonly TypeSymbol?[] _objects;
    private readonly Dictionary<ObjectKind, List<ServedKind>> _kinds = [];

    /// <exception cref="FormatException">The bytes are no table.</exception>
    public SchemaTable(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith(SchemaFormat.Magic)) throw new FormatException("the table of kinds has another format");
        _bytes = bytes;
        int at = SchemaFormat.Magic.Length;
        _textStarts = SkipParts(ref at);
        _texts = new string?[_textStarts.Length];
        _objectStarts = SkipParts(ref at);
        _objects = new TypeSymbol?[_objectStarts.Length];
        for (int count = ReadNumber(ref at); count > 0; count--)
        {
            var kind = new ObjectKind(ReadText(ref at), ReadText(ref at));
            if (!_kinds.TryGetValue(kind, out List<ServedKind>? served)) _kinds.Add(kind, served = []);
            served.Add(new ServedKind(ReadText(ref at), ReadNumber(ref at)));
        }
    }

    /// <summary>The kinds of the version that this library was made for.</summary>
    public static SchemaTable Default => Embedded.Value;

    /// <summary>Such as <c>1.36</c>.</summary>
    public string KubernetesVersion => Text(0);

    /// <summary>All kinds in all their versions.</summary>
    public IEnumerable<(ObjectKind Kind, string Version)> Served => _kinds.SelectMany(kind => kind.Value.Select(served => (kind.Key, served.Version)));

    /// <summary>The type of a kind's objects in one version, or in all that are served; null when there is no such kind.</summary>
    public TypeSymbol? Find(ObjectKind kind, string? version = null)
    {
        if (!_kinds.TryGetValue(kind, out List<ServedKind>? served)) return null;
        ServedKind[] asked = [.. served.Where(s => version is null || s.Version == version)];
        return asked.Length == 0 ? null : TypeSymbol.UnionOf(asked.Select(s => Object(s.Type)));
    }

    private TypeSymbol Object(int number)
    {
        if (_objects[number] is { } known) return known;
        int at = _objectStarts[number];
        ReadNumber(ref at);
        string name = ReadText(ref at);
        // There is one instance of each, so that equal types are the same.
        return Interlocked.CompareExchange(ref _objects[number], ReadType(ref at, name), null) ?? _objects[number]!;
    }

    private TypeSymbol ReadType(ref int at, string name = "")
    {
        var tag = (SchemaTag)_bytes[at++];
        switch (tag)
        {
            case SchemaTag.Any: return TypeSymbol.Any;
            case SchemaTag.Boolean: return TypeSymbol.Boolean;
            case SchemaTag.Integer: return TypeSymbol.Integer;
            case SchemaTag.Number: return TypeSymbol.Number;
            case SchemaTag.String: return TypeSymbol.String;
            case SchemaTag.IntOrString: return TypeSymbol.IntOrString;
            case SchemaTag.Quantity: return TypeSymbol.Quantity;
            case SchemaTag.Enum: return TypeSymbol.StringsOf(ReadTexts(ref at));
            case SchemaTag.Reference: return Object(ReadNumber(ref at));
            case SchemaTag.List: return TypeSymbol.ArrayOf(ReadType(ref at));
            case SchemaTag.KeyedList: return ReadKeyedList(ref at);
            case SchemaTag.Map: return TypeSymbol.MapOf(ReadType(ref at));
            case SchemaTag.Object or SchemaTag.OpenObject:
                int start = at;
                if (name.Length == 0) ReadFields(ref at);
                return TypeSymbol.ObjectOf(name, () => ReadFields(ref start), tag == SchemaTag.OpenObject ? TypeSymbol.Any : TypeSymbol.Never);
            default: throw new FormatException($"the table of kinds has no type {tag}");
        }
    }

    private TypeSymbol ReadKeyedList(ref int at)
    {
        ImmutableArray<string> keys = ReadTexts(ref at);
        return TypeSymbol.ArrayOf(ReadType(ref at), keys);
    }

    private FieldSymbol[] ReadFields(ref int at)
    {
        var fields = new FieldSymbol[ReadNumber(ref at)];
        for (int i = 0; i < fields.Length; i++)
        {
            int head = ReadNumber(ref at);
            fields[i] = new FieldSymbol(Text(head >> 1), ReadType(ref at), (head & 1) != 0);
        }
        return fields;
    }

    private ImmutableArray<string> ReadTexts(ref int at)
    {
        string[] texts = new string[ReadNumber(ref at)];
        for (int i = 0; i < texts.Length; i++) texts[i] = ReadText(ref at);
        return [.. texts];
    }

    private string ReadText(ref int at) => Text(ReadNumber(ref at));

    private string Text(int number)
    {
        if (_texts[number] is { } known) return known;
        int at = _textStarts[number];
        int size = ReadNumber(ref at);
        return _texts[number] = Encoding.UTF8.GetString(_bytes, at, size);
    }

    /// <summary>Passes over parts that start with their size; the result tells where each size stands.</summary>
    private int[] SkipParts(ref int at)
    {
        int[] starts = new int[ReadNumber(ref at)];
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = at;
            int size = ReadNumber(ref at);
            at += size;
        }
        return starts;
    }

    private int ReadNumber(ref int at)
    {
        int number = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = _bytes[at++];
            number |= (next & 127) << shift;
            if (next < 128) return number;
        }
    }

    private static byte[] ReadResource()
    {
        using Stream stream = typeof(SchemaTable).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"the resource {Resource} is gone");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private readonly record struct ServedKind(string Version, int Type);
}
