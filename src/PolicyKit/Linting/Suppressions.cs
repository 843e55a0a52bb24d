using PolicyKit.Diagnostics;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Linting;

/// <summary>The comments of a tree that say which diagnostics are meant to be.</summary>
internal sealed class Suppressions
{
    private const string Mark = "policykit:ignore";

    /// <summary>By line, that of the code.</summary>
    private readonly List<(int Line, string Id, Location Location)> _ids = [];

    public static Suppressions Of(SyntaxTree tree)
    {
        var suppressions = new Suppressions();
        if (!tree.Text.ToString().Contains(Mark, StringComparison.Ordinal)) return suppressions;
        foreach (SyntaxToken token in tree.Root.DescendantTokens()) suppressions.Read(tree.Text, token);
        return suppressions;
    }

    /// <summary>What is left of diagnostics, and what suppresses none of them.</summary>
    public IEnumerable<Diagnostic> Apply(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        var used = new HashSet<(int Line, string Id)>();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            (int Line, string Id) key = (diagnostic.Location.Start.Line, diagnostic.Id);
            if (_ids.Exists(i => (i.Line, i.Id) == key)) used.Add(key);
            else yield return diagnostic;
        }
        foreach ((int line, string id, Location location) in _ids.Where(i => !used.Contains((i.Line, i.Id))))
        {
            yield return new Diagnostic(Descriptors.IdleSuppression, location, id.Length == 0 ? $"`{Mark}` names no diagnostic; write for example `{Mark} PK6001`" : $"there is no `{id}` to ignore here");
        }
    }

    /// <summary>Reads the comments before a token.</summary>
    private void Read(SourceText text, SyntaxToken token)
    {
        for (int at = token.FullStart; at < token.Start; at++)
        {
            if (text[at] != '#') continue;
            int end = at;
            while (end < token.Start && text[end] != '\n') end++;
            ReadComment(text, at, end, token.Start);
            at = end;
        }
    }

    private void ReadComment(SourceText text, int start, int end, int code)
    {
        string comment = text.ToString(TextSpan.FromBounds(start + 1, end));
        if (!comment.TrimStart().StartsWith(Mark, StringComparison.Ordinal)) return;
        // Alone on its line it is about the next line with code.
        int line = text.GetLine(text.GetLinePosition(start).Line).TrimStart().StartsWith('#') ? text.GetLinePosition(code).Line : text.GetLinePosition(start).Line;
        string[] ids = comment.TrimStart()[Mark.Length..].Split([' ', ',', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        string[] named = [.. ids.TakeWhile(id => id.StartsWith("PK", StringComparison.Ordinal))];
        var location = new Location(text, TextSpan.FromBounds(start, end));
        foreach (string id in named is [] ? [""] : named) _ids.Add((line, id, location));
    }
}
