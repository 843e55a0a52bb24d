using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>One document's part of a stream: its text, the line it starts on, and what is wrong with the separator before it.</summary>
internal readonly record struct DocumentPiece(ReadOnlyMemory<char> Text, int StartLine, DocumentError? Error);

/// <summary>
/// Cuts a YAML stream at its separator lines before it is parsed, as kubectl does, so anchors do not reach across documents and one broken document does not
/// lose the others. What follows a <c>...</c> line up to the next separator is no part of any document.
/// </summary>
internal static class DocumentSplitter
{
    public static IEnumerable<DocumentPiece> Split(string text)
    {
        int start = 0, startLine = 0, end = -1, line = 0;
        DocumentError? error = null;
        for (int lineStart = 0; lineStart < text.Length; line++)
        {
            int lineEnd = text.IndexOf('\n', lineStart);
            lineEnd = lineEnd < 0 ? text.Length : lineEnd + 1;
            int markStart = lineStart < text.Length && text[lineStart] == '\uFEFF' ? lineStart + 1 : lineStart;
            if (IsMark(text, markStart, lineEnd, "---"))
            {
                yield return Piece(text, start, end < 0 ? lineStart : end, startLine, error);
                error = SeparatorError(text.AsSpan(markStart + 3, lineEnd - markStart - 3), line);
                (start, startLine, end) = (lineEnd, line + 1, -1);
            }
            else if (end < 0 && IsMark(text, lineStart, lineEnd, "...") && (lineEnd == lineStart + 3 || char.IsWhiteSpace(text[lineStart + 3])))
            {
                end = lineStart;
            }
            lineStart = lineEnd;
        }
        yield return Piece(text, start, end < 0 ? text.Length : end, startLine, error);
    }

    private static bool IsMark(string text, int start, int end, string mark) => end - start >= mark.Length && string.CompareOrdinal(text, start, mark, 0, mark.Length) == 0;

    private static DocumentPiece Piece(string text, int start, int end, int startLine, DocumentError? error)
    {
        if (start < end && text[start] == '\uFEFF') start++;
        return new DocumentPiece(text.AsMemory(start, end - start), startLine, error);
    }

    private static DocumentError? SeparatorError(ReadOnlySpan<char> rest, int line)
    {
        var trimmed = rest.Trim();
        if (trimmed.Length == 0 || trimmed[0] == '#') return null;
        return new DocumentError(new LinePosition(line, 3), "only a comment may follow the document separator `---` on its line", "start the document on the next line");
    }
}
