namespace PolicyKit.Runtime;

/// <summary>Something asked for a container that the reader skipped. The object is then read as a whole and judged anew, so that what was left out is never taken for absent.</summary>
internal sealed class UnreadException() : Exception("a part of the document was asked for that was not read");
