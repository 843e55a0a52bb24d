using System.Collections;
using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json.Serialization.Metadata;

namespace PolicyKit.Runtime.Clr;

/// <summary>The members of a type's objects, in the order in which they are written.</summary>
internal sealed class ClrObject : ClrContainer
{
    private static readonly Key ApiVersionKey = SymbolTable.Intern("apiVersion");
    private static readonly Key KindKey = SymbolTable.Intern("kind");

    private readonly int[] _slots;
    private readonly Func<object, object?>? _extension;
    private readonly ClrShape _whole;
    private readonly ClrMember? _apiVersion;
    private readonly ClrMember? _kind;

    public ClrObject(ClrModel model, JsonTypeInfo info)
        : base(model, info, ValueKind.Object)
    {
        Members = [.. info.Properties.Where(p => p.Get is not null && !p.IsExtensionData).OrderBy(p => p.Order).Select(p => new ClrMember(model, info, p))];
        _extension = info.Properties.FirstOrDefault(p => p.IsExtensionData)?.Get;
        _whole = ClrShapes.New(typeof(ClrConverted<>), [info.Type], info);
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)(Members.Length * 2) + 1)];
        for (int i = 0; i < Members.Length; i++)
        {
            int slot = Members[i].Key.Id & (_slots.Length - 1);
            while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = i + 1;
        }
        _apiVersion = Find(ApiVersionKey.Id);
        _kind = Find(KindKey.Id);
        if (_apiVersion is not null && _kind is not null && _apiVersion.Type == typeof(string) && _kind.Type == typeof(string)) Entity = ClrEntity.Of(info.Type);
    }

    public ImmutableArray<ClrMember> Members { get; }

    /// <summary>The kind of instances that state none; null when the type does not tell.</summary>
    public ClrEntity? Entity { get; }

    /// <summary>Whether instances may hold members that the type does not name.</summary>
    public bool HasExtension => _extension is not null;

    /// <summary>The member under a key; null when there is none.</summary>
    public ClrMember? Find(int symbol)
    {
        for (int slot = symbol & (_slots.Length - 1); _slots[slot] is > 0 and int ordinal; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (Members[ordinal - 1].Key.Id == symbol) return Members[ordinal - 1];
        }
        return null;
    }

    /// <summary>An object that has extension data is written as a whole, because the data may repeat its members.</summary>
    public override Value Read(object instance, long place)
    {
        if (_extension?.Invoke(instance) is { } data && !IsEmpty(data)) return _whole.ReadObject(instance, place);
        return base.Read(instance, Entity is not null && ClrPlace.Level(place) == 1 && StatesNoKind(instance) ? ClrPlace.ToNamed(place) : place);
    }

    public override Value Member(object instance, Key key, long payload) => Find(key.Id) is { } member ? Read(member, instance, payload) : default;

    public override Value Index(object instance, Value key, long payload)
    {
        int symbol = key.TryGetUtf8(out ReadOnlySpan<byte> utf8) ? SymbolTable.Find(utf8, Utf8Text.Hash(utf8)) : key.Reference is string text ? SymbolTable.Find(text) : -1;
        return symbol >= 0 && Find(symbol) is { } member ? Read(member, instance, payload) : default;
    }

    public override int Count(object instance, long payload)
    {
        int count = 0;
        for (long cursor = Seek(instance, payload, 0); cursor >= 0; cursor = Seek(instance, payload, cursor + 1)) count++;
        return count;
    }

    public override long Seek(object instance, long payload, long cursor)
    {
        for (; cursor < Members.Length; cursor++)
        {
            if (!Read(Members[(int)cursor], instance, payload).IsUndefined) return cursor;
        }
        return -1;
    }

    public override Value KeyAt(object instance, long payload, long cursor) => Value.FromString(Members[(int)cursor].Name);

    public override Value ValueAt(object instance, long payload, long cursor) => Read(Members[(int)cursor], instance, payload);

    private bool StatesNoKind(object instance) => _apiVersion!.Read(instance, ClrPlace.Root).IsUndefined && _kind!.Read(instance, ClrPlace.Root).IsUndefined;

    private Value Read(ClrMember member, object instance, long payload)
    {
        if (ClrPlace.IsNamed(payload) && (member == _apiVersion || member == _kind)) return member == _kind ? Entity!.KindValue : Entity!.ApiVersionValue;
        // System.Text.Json writes no value, be it a scalar, inside as many containers as may nest.
        return ClrPlace.Level(payload) < Model.MaxLevel ? member.Read(instance, ClrPlace.Inside(payload)) : throw TooDeep();
    }

    private static bool IsEmpty(object extension)
    {
        if (extension is ICollection collection) return collection.Count == 0;
        return extension is IEnumerable entries && !entries.GetEnumerator().MoveNext();
    }
}
