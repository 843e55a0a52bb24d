namespace PolicyKit.Text;

/// <summary>A place in a text: zero-based line and zero-based character within the line.</summary>
public readonly record struct LinePosition(int Line, int Character)
{
    /// <summary>The place as people count: one-based <c>line:column</c>.</summary>
    public override string ToString() => $"{Line + 1}:{Character + 1}";
}
