using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>Refuses tokens that the parser would read in another way than Kubernetes: a value with no key before it, an alias glued to what precedes it, and <c>?</c> glued to text between brackets.</summary>
internal sealed class StrictScanner(IScanner inner) : IScanner
{
    private readonly Stack<Level> _open = new();
    private Token? _seen;

    public Mark CurrentPosition => inner.CurrentPosition;

    public Token? Current => inner.Current;

    public bool MoveNext() => inner.MoveNext() && Look();

    public bool MoveNextWithoutConsuming() => inner.MoveNextWithoutConsuming() && Look();

    public void ConsumeCurrent() => inner.ConsumeCurrent();

    private bool Look()
    {
        var token = inner.Current!;
        if (ReferenceEquals(token, _seen)) return true;
        var before = _seen;
        _seen = token;
        switch (token)
        {
            case BlockMappingStart or BlockSequenceStart:
                _open.Push(new Level(IsFlow: false, HasKey: false));
                break;
            case FlowMappingStart or FlowSequenceStart:
                _open.Push(new Level(IsFlow: true, HasKey: false));
                break;
            case BlockEnd or FlowMappingEnd or FlowSequenceEnd:
                _open.TryPop(out _);
                break;
            case Key:
                SetKey(true);
                break;
            case Value:
                if (_open.Count > 0 && !_open.Peek().HasKey) throw new SemanticErrorException(token.Start, token.End, YamlMessages.NoKey);
                SetKey(false);
                break;
            case AnchorAlias when _open.Count > 0 && before is not (Key or Value or BlockEntry or FlowEntry or BlockSequenceStart or FlowMappingStart or FlowSequenceStart):
                throw new SemanticErrorException(token.Start, token.End, YamlMessages.GluedAlias);
            case Scalar { Style: ScalarStyle.Plain, Value: ['?', ..] } when _open.Count > 0 && _open.Peek().IsFlow:
                throw new SemanticErrorException(token.Start, token.End, YamlMessages.GluedQuestionMark);
        }
        return true;
    }

    private void SetKey(bool hasKey)
    {
        if (_open.TryPop(out var level)) _open.Push(level with { HasKey = hasKey });
    }

    private readonly record struct Level(bool IsFlow, bool HasKey);
}
