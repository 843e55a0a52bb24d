using System.Text;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>Byte offsets to lines and characters; offsets must not go backwards.</summary>
internal sealed class Utf8Positions(byte[] text)
{
    private int _offset;
    private int _line;
    private int _character;

    public LinePosition At(int offset)
    {
        var passed = text.AsSpan(_offset, offset - _offset);
        int lastBreak = passed.LastIndexOf((byte)'\n');
        if (lastBreak >= 0)
        {
            _line += passed.Count((byte)'\n');
            _character = 0;
            passed = passed[(lastBreak + 1)..];
        }
        _character += Encoding.UTF8.GetCharCount(passed);
        _offset = offset;
        return new LinePosition(_line, _character);
    }
}
