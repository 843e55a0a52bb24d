using System.Buffers.Binary;
using System.Text;

namespace PolicyKit.Packs;

/// <summary>The texts of a pack, decoded when they are first asked for.</summary>
internal sealed class PackStrings
{
    private readonly byte[] _bytes;
    private readonly int _ends;
    private readonly int _texts;
    private readonly int _limit;
    private readonly string?[] _known;

    public PackStrings(byte[] bytes, int start, int end)
    {
        int count = end - start >= sizeof(int) ? BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(start)) : -1;
        if (count < 0 || count > (end - start) / sizeof(int) - 1) throw PackInput.Damaged();
        (_bytes, _ends, _texts, _limit) = (bytes, start + sizeof(int), start + sizeof(int) * (count + 1), end);
        _known = new string?[count];
    }

    public string this[int number] => (uint)number < (uint)_known.Length ? _known[number] ??= Decode(number) : throw PackInput.Damaged();

    private string Decode(int number)
    {
        int start = number == 0 ? 0 : End(number - 1);
        int end = End(number);
        if (start < 0 || end < start || end > _limit - _texts) throw PackInput.Damaged();
        return Encoding.UTF8.GetString(_bytes, _texts + start, end - start);
    }

    private int End(int number) => BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(_ends + sizeof(int) * number));
}
