using PolicyKit.Symbols;

namespace PolicyKit.Binding;

/// <summary>Variables that appear outside of closures in a body or in those around it: a closure may not bind them.</summary>
internal sealed class VisibleVariables
{
    private readonly VisibleVariables? _outer;
    private readonly HashSet<LocalSymbol> _own;

    private VisibleVariables(VisibleVariables? outer, IEnumerable<LocalSymbol> own)
    {
        _outer = outer;
        _own = [.. own];
    }

    public static VisibleVariables None { get; } = new(null, []);

    public VisibleVariables With(IEnumerable<LocalSymbol> symbols) => new(this, symbols);

    public bool Contains(LocalSymbol symbol)
    {
        for (VisibleVariables? body = this; body is not null; body = body._outer)
        {
            if (body._own.Contains(symbol)) return true;
        }
        return false;
    }
}
