using System.Diagnostics;
using System.Text;
using PolicyKit.Kubernetes.Schemas;

namespace PolicyKit.SchemaTool;

/// <summary>Writes a table of kinds: the same bytes for the same documents. Texts that are used most come first, so that most are written as one byte.</summary>
internal sealed class TableWriter
{
    private readonly Dictionary<string, int> _texts;
    private readonly Dictionary<string, int> _objects;

    private TableWriter(KindSchemas kinds)
    {
        var uses = new Dictionary<string, int>(StringComparer.Ordinal);
        void Use(string text) => uses[text] = uses.GetValueOrDefault(text) + 1;
        foreach (KindNode kind in kinds.Kinds) Array.ForEach([kind.Group, kind.Kind, kind.Version], Use);
        foreach ((string name, ObjectNode node) in kinds.Objects)
        {
            Use(NameOf(name));
            foreach (string text in TextsIn(node)) Use(text);
        }
        uses[kinds.Version] = int.MaxValue;
        _texts = Number(uses.OrderByDescending(u => u.Value).ThenBy(u => u.Key, StringComparer.Ordinal).Select(u => u.Key));
        _objects = Number(kinds.Objects.Keys);
    }

    public static byte[] Write(KindSchemas kinds) => new TableWriter(kinds).WriteTable(kinds);

    private byte[] WriteTable(KindSchemas kinds)
    {
        var table = new List<byte>([.. SchemaFormat.Magic]);
        Add(table, _texts.Count);
        foreach (string text in _texts.Keys) AddSized(table, Encoding.UTF8.GetBytes(text));
        Add(table, _objects.Count);
        foreach ((string name, ObjectNode node) in kinds.Objects)
        {
            var made = new List<byte>();
            Add(made, _texts[NameOf(name)]);
            AddType(made, node);
            AddSized(table, made);
        }
        Add(table, kinds.Kinds.Length);
        foreach (KindNode kind in kinds.Kinds)
        {
            foreach (string text in (string[])[kind.Group, kind.Kind, kind.Version]) Add(table, _texts[text]);
            Add(table, _objects[kind.Definition]);
        }
        return [.. table];
    }

    private void AddType(List<byte> bytes, SchemaNode node)
    {
        switch (node)
        {
            case ScalarNode scalar:
                bytes.Add((byte)scalar.Tag);
                break;
            case EnumNode constants:
                bytes.Add((byte)SchemaTag.Enum);
                AddTexts(bytes, constants.Values);
                break;
            case ReferenceNode reference:
                bytes.Add((byte)SchemaTag.Reference);
                Add(bytes, _objects[reference.Definition]);
                break;
            case ListNode { Keys.IsEmpty: true } list:
                bytes.Add((byte)SchemaTag.List);
                AddType(bytes, list.Element);
                break;
            case ListNode list:
                bytes.Add((byte)SchemaTag.KeyedList);
                AddTexts(bytes, list.Keys);
                AddType(bytes, list.Element);
                break;
            case MapNode map:
                bytes.Add((byte)SchemaTag.Map);
                AddType(bytes, map.Value);
                break;
            case ObjectNode made:
                bytes.Add((byte)(made.IsOpen ? SchemaTag.OpenObject : SchemaTag.Object));
                Add(bytes, made.Fields.Length);
                foreach (FieldNode field in made.Fields)
                {
                    Add(bytes, (_texts[field.Name] << 1) | (field.IsRequired ? 1 : 0));
                    AddType(bytes, field.Type);
                }
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void AddTexts(List<byte> bytes, IReadOnlyCollection<string> texts)
    {
        Add(bytes, texts.Count);
        foreach (string text in texts) Add(bytes, _texts[text]);
    }

    private static void AddSized(List<byte> bytes, IReadOnlyCollection<byte> part)
    {
        Add(bytes, part.Count);
        bytes.AddRange(part);
    }

    private static void Add(List<byte> bytes, int number)
    {
        for (; number > 127; number >>= 7) bytes.Add((byte)(number | 128));
        bytes.Add((byte)number);
    }

    private static Dictionary<string, int> Number(IEnumerable<string> names) => names.Select((name, index) => (name, index)).ToDictionary(n => n.name, n => n.index, StringComparer.Ordinal);

    /// <summary><c>io.k8s.api.core.v1.Container</c> is called <c>Container</c>.</summary>
    private static string NameOf(string definition) => definition[(definition.LastIndexOf('.') + 1)..];

    private static IEnumerable<string> TextsIn(SchemaNode node) => node switch
    {
        EnumNode constants => constants.Values,
        ListNode list => list.Keys.Concat(TextsIn(list.Element)),
        MapNode map => TextsIn(map.Value),
        ObjectNode made => made.Fields.SelectMany(f => TextsIn(f.Type).Prepend(f.Name)),
        _ => [],
    };
}
