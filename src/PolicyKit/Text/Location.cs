namespace PolicyKit.Text;

/// <summary>A span of a source text, or nowhere (<see cref="None"/>).</summary>
public sealed record Location(SourceText? Source, TextSpan Span)
{
    /// <summary>No place in any text.</summary>
    public static Location None { get; } = new(null, default);

    /// <summary>Line and character where the span starts.</summary>
    public LinePosition Start => Source?.GetLinePosition(Span.Start) ?? default;

    /// <summary>Where it ends: the place after its last character.</summary>
    public LinePosition End => Source?.GetLinePosition(Span.End) ?? default;

    /// <summary><c>path:line:column</c>, one-based; empty for <see cref="None"/>.</summary>
    public override string ToString() => Source is null ? "" : $"{Source.Path}:{Start}";
}
