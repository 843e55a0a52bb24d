namespace PolicyKit;

/// <summary>The decision on one object of a stream, or on what could not be read of it.</summary>
/// <param name="Ordinal">Which decision on the stream it is, from zero.</param>
/// <param name="Offset">Bytes of the stream before the object.</param>
/// <param name="Line">The line on which the object starts, from one.</param>
/// <param name="Utf8Json">The object's text, up to where it breaks if it does; empty when it is too large. It may be read until the next decision is asked for.</param>
/// <param name="Decision">The decision. Where an object or the stream cannot be read, it is an error whose message ends with line and byte offset.</param>
public readonly record struct StreamDecision(long Ordinal, long Offset, long Line, ReadOnlyMemory<byte> Utf8Json, Decision Decision);
