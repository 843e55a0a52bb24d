using System.Text;

namespace PolicyKit.Runtime;

/// <summary>Constant texts that a string is looked at for: where it starts, where it ends, or anywhere.</summary>
internal sealed class TextLook
{
    private readonly string[] _strings;
    private readonly byte[][] _texts;
    private readonly TextPlace _place;

    /// <summary>A bit for each last byte, by its lower six bits.</summary>
    private readonly ulong _lasts;

    private TextLook(string[] texts, TextPlace place)
    {
        (_strings, _texts, _place) = (texts, [.. texts.Select(Encoding.UTF8.GetBytes)], place);
        foreach (byte[] text in _texts) _lasts |= text.Length > 0 ? BitOf(text[^1]) : ulong.MaxValue;
    }

    private enum TextPlace
    {
        Start,
        End,
        Anywhere,
    }

    /// <summary>Whether a text is looked for that stands in JSON for what is no text.</summary>
    public bool IsOfReplacement => Array.Exists(_strings, t => t.Contains('\ufffd', StringComparison.Ordinal));

    /// <summary>What a builtin looks for in its first argument; null for other builtins and arguments.</summary>
    public static TextLook? Of(string builtin, Value looked)
    {
        TextPlace? place = builtin switch
        {
            "startswith" or "strings.any_prefix_match" => TextPlace.Start,
            "endswith" or "strings.any_suffix_match" => TextPlace.End,
            "contains" => TextPlace.Anywhere,
            _ => null,
        };
        if (place is null) return null;
        if (looked.TryGetString(out string? text)) return new TextLook([text], place.Value);
        if (!builtin.StartsWith("strings.", StringComparison.Ordinal) || looked.Kind is not (ValueKind.Set or ValueKind.Array)) return null;
        var texts = new List<string>();
        foreach (Value element in looked.Elements())
        {
            if (!element.TryGetString(out string? one)) return null;
            texts.Add(one);
        }
        return new TextLook([.. texts], place.Value);
    }

    /// <summary>Whether a text shows one of the texts.</summary>
    public bool IsSeen(ReadOnlySpan<byte> text)
    {
        if (_place == TextPlace.End && _lasts != ulong.MaxValue && (text.IsEmpty || (_lasts & BitOf(text[^1])) == 0)) return false;
        foreach (byte[] looked in _texts)
        {
            if (_place switch { TextPlace.Start => text.StartsWith(looked), TextPlace.End => text.EndsWith(looked), _ => text.IndexOf(looked) >= 0 }) return true;
        }
        return false;
    }

    /// <summary>As above.</summary>
    public bool IsSeen(string text)
    {
        foreach (string looked in _strings)
        {
            if (_place switch
            {
                TextPlace.Start => text.StartsWith(looked, StringComparison.Ordinal),
                TextPlace.End => text.EndsWith(looked, StringComparison.Ordinal),
                _ => text.Contains(looked, StringComparison.Ordinal),
            }) return true;
        }
        return false;
    }

    private static ulong BitOf(byte last) => 1UL << (last & 63);
}
