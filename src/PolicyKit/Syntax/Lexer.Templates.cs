namespace PolicyKit.Syntax;

/// <summary>Template strings: their interpolations are lexed into the same stream, so the lexer keeps the open ones on a stack.</summary>
internal sealed partial class Lexer
{
    private readonly Stack<OpenTemplate> _templates = new();
    private bool _templatesEndWithLine;

    private bool TemplateResumes => _templates.TryPeek(out OpenTemplate? open) && open.Depth == 0;

    private SyntaxKind StartTemplate()
    {
        int depthAround = _templates.TryPeek(out OpenTemplate? around) ? around.Depth : 0;
        _templates.Push(new OpenTemplate(_position, Peek(1) == '`', _tokens.Count, _diagnostics.Count, depthAround));
        _position += 2;
        return ReadTemplateText();
    }

    private SyntaxKind ResumeTemplate()
    {
        _position++;
        return ReadTemplateText();
    }

    private SyntaxKind ReadTemplateText()
    {
        OpenTemplate open = _templates.Peek();
        char quote = open.Raw ? '`' : '"';
        while (!AtEnd)
        {
            char c = Current;
            if (c == '\n' && !open.Raw) break;
            if (c == '\\' && !open.Raw) SkipEscape(template: true);
            else if (c == '\\' && Peek(1) == '{') _position += 2;
            else
            {
                _position++;
                if (c == '{') return SyntaxKind.TemplateTextToken;
                if (c == quote)
                {
                    _templates.Pop();
                    return SyntaxKind.TemplateEndToken;
                }
            }
        }
        // A `}` that was meant to close something else made the text run on: read the template again as one that ends with its line.
        if (!open.Raw && open.Breaks && RewindTemplate()) return SyntaxKind.None;
        _templates.Pop();
        ReportTemplate(open);
        return SyntaxKind.TemplateEndToken;
    }

    private void TrackBrackets(SyntaxKind kind)
    {
        if (!_templates.TryPeek(out OpenTemplate? open)) return;
        if (SyntaxFacts.IsOpening(kind)) open.Depth++;
        else if (SyntaxFacts.IsClosing(kind) && open.Depth > 0) open.Depth--;
    }

    /// <summary>Notes that the interpolation goes on after a line break, or ends it there when the text is read for the second time.</summary>
    private void BreakInterpolations()
    {
        while (_templates.TryPeek(out OpenTemplate? open))
        {
            open.Breaks = true;
            if (!_templatesEndWithLine || open.Raw) return;
            _templates.Pop();
            ReportTemplate(open);
        }
    }

    /// <summary>Goes back to the outermost open template that should have ended on its line; at most once in a text.</summary>
    private bool RewindTemplate()
    {
        if (_templatesEndWithLine || _templates.LastOrDefault(t => !t.Raw) is not { } outermost) return false;
        _templatesEndWithLine = true;
        _position = outermost.Tokens == 0 ? 0 : _tokens[outermost.Tokens - 1].End;
        _tokens.RemoveRange(outermost.Tokens, _tokens.Count - outermost.Tokens);
        _firstOnLine.RemoveRange(outermost.Tokens, _firstOnLine.Count - outermost.Tokens);
        _diagnostics.RemoveRange(outermost.Diagnostics, _diagnostics.Count - outermost.Diagnostics);
        while (_templates.Pop() != outermost) { }
        if (_templates.TryPeek(out OpenTemplate? around)) around.Depth = outermost.DepthAround;
        return true;
    }

    private void ReportOpenTemplate()
    {
        if (_templates.LastOrDefault() is { } outermost) ReportTemplate(outermost);
    }

    private void ReportTemplate(OpenTemplate open) =>
        ReportUnterminated(open.Start, open.Raw ? "raw template string" : "template string", open.Raw ? "back quote" : "`\"`");

    private sealed class OpenTemplate(int start, bool raw, int tokens, int diagnostics, int depthAround)
    {
        public int Start => start;

        public bool Raw => raw;

        public int Tokens => tokens;

        public int Diagnostics => diagnostics;

        /// <summary>Open brackets within the interpolation being read.</summary>
        public int Depth { get; set; }

        /// <summary>Whether an interpolation went over a line break.</summary>
        public bool Breaks { get; set; }

        /// <summary>Open brackets within the interpolation that this template stands in.</summary>
        public int DepthAround => depthAround;
    }
}
