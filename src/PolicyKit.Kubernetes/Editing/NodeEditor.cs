using PolicyKit.Runtime;
using YamlDotNet.Core;

namespace PolicyKit.Kubernetes.Editing;

/// <summary>Turns one change of a document into edits of its text. What it cannot do well it does not; whoever calls it reads the edited text and compares.</summary>
internal sealed class NodeEditor
{
    private readonly string _text;
    private readonly bool _isJson;
    private readonly string _lineBreak;
    private readonly ValueText _values;
    private readonly List<TextEdit> _edits;

    private NodeEditor(string text, bool isJson, Manner manner, List<TextEdit> edits)
    {
        _text = text;
        _isJson = isJson;
        _lineBreak = manner.LineBreak;
        _values = new ValueText(isJson, manner.LineBreak, manner.Step, manner.SequenceStep);
        _edits = edits;
    }

    /// <summary>Adds the edits for an operation at a node's entry; says why when there are none.</summary>
    /// <param name="document">The text.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="container">The mapping or sequence that is changed.</param>
    /// <param name="step">The key, index or <c>-</c> in it.</param>
    /// <param name="edits">Takes the edits.</param>
    public static string? Edit(SpanDocument document, JsonPatchOperation operation, SpanNode container, string step, List<TextEdit> edits)
    {
        var editor = new NodeEditor(document.Text, document.IsJson, document.Manner, edits);
        int entry = SpanDocument.EntryOf(container, step);
        switch (operation.Action)
        {
            case JsonPatchAction.Remove when entry >= 0:
                editor.Remove(container, entry);
                return null;
            case JsonPatchAction.Add when entry < 0 && (container.IsMapping || step == "-"):
                editor.Insert(container, step, operation.Value);
                return null;
            case (JsonPatchAction.Replace or JsonPatchAction.Add) when entry >= 0 && (container.IsMapping || operation.Action == JsonPatchAction.Replace):
                editor.Replace(container, entry, operation.Value);
                return null;
            default:
                return entry < 0 && container.IsMapping && container.Find("<<") >= 0 ? "it comes from the merge key `<<`" : "the file has no such field";
        }
    }

    private void Change(int start, int end, string text) => _edits.Add(new TextEdit(start, end, text));

    private void Remove(SpanNode container, int entry)
    {
        if (container.IsFlow)
        {
            RemoveBetweenBrackets(container, entry);
            return;
        }
        if (container.Count == 1 && !TryEmpty(container)) return;
        int start = container.IsMapping ? container.First(entry).Start : DashOf(container, entry);
        int next = TextLines.Next(_text, EndOf(container, entry));
        bool isFirst = TextLines.IsFirst(_text, start);
        // What shares its line with the dash of an element leaves the dash to what follows.
        Change(isFirst ? TextLines.StartOf(_text, start) : start, isFirst ? next : TextLines.SkipSpace(_text, next), "");
    }

    /// <summary>Writes brackets for a collection that loses its only entry; false when nothing else is to be done.</summary>
    private bool TryEmpty(SpanNode container)
    {
        string brackets = container.IsMapping ? "{}" : "[]";
        int colon = container.Parent is { IsMapping: true } parent ? ColonOf(parent, container.Index / 2) : -1;
        if (colon >= 0 && TextLines.IsFirst(_text, container.Start))
        {
            Change(colon + 1, colon + 1, " " + brackets);
            return true;
        }
        Change(container.Start, container.End, brackets);
        return false;
    }

    private void RemoveBetweenBrackets(SpanNode container, int entry)
    {
        if (container.Count == 1) Change(OpeningOf(container) + 1, container.End - 1, "");
        else if (entry + 1 < container.Count) Change(container.First(entry).Start, container.First(entry + 1).Start, "");
        else Change(EndOf(container, entry - 1), EndOf(container, entry), "");
    }

    private void Insert(SpanNode container, string key, Value value)
    {
        if (container.IsFlow)
        {
            InsertBetweenBrackets(container, key, value);
            return;
        }
        int indent = TextLines.Column(_text, container.IsMapping ? container.First(0).Start : DashOf(container, 0));
        string entry = container.IsMapping ? _values.Entry(key, value, indent) : _values.Element(value, indent, GapOf(container));
        int at = TextLines.Next(_text, EndOf(container, container.Count - 1));
        bool endsLine = at > 0 && _text[at - 1] == '\n';
        string line = new string(' ', indent) + entry;
        Change(at, at, endsLine ? line + _lineBreak : _lineBreak + line);
    }

    private void InsertBetweenBrackets(SpanNode container, string key, Value value)
    {
        int last = container.Count - 1;
        int opening = OpeningOf(container);
        bool isQuoted = _isJson || (container.IsMapping && last >= 0 && container.First(last).Style == ScalarStyle.DoubleQuoted);
        if (last < 0)
        {
            string only = container.IsMapping ? $"{_values.Key(key, isQuoted)}: {_values.Flow(value, isQuoted)}" : _values.Flow(value, isQuoted);
            Change(opening + 1, container.End - 1, only);
            return;
        }
        string before = _text[(last > 0 ? EndOf(container, last - 1) : opening + 1)..container.First(last).Start];
        string separator = before.Trim().Length == 0 ? before.Contains('\n', StringComparison.Ordinal) ? "," + before : ", " : before.Trim() == "," ? before : ", ";
        string colon = ": ";
        if (container.IsMapping)
        {
            string written = _text[container.First(last).End..container.Last(last).Start];
            if (written.Trim() == ":" && !written.Contains('\n', StringComparison.Ordinal)) colon = written;
            if (last == 0 && colon == ":" && separator == ", ") separator = ",";
        }
        bool isOnLines = separator.Contains('\n', StringComparison.Ordinal);
        string text = isQuoted && colon == ":" ? value.ToJson() : isOnLines && isQuoted ? _values.FlowLines(value, separator.Length - separator.LastIndexOf('\n') - 1) : _values.Flow(value, isQuoted);
        int end = EndOf(container, last);
        Change(end, end, separator + (container.IsMapping ? _values.Key(key, isQuoted) + colon : "") + text);
    }

    private void Replace(SpanNode container, int entry, Value value)
    {
        SpanNode old = container.Last(entry);
        int colon = container.IsMapping && !container.IsFlow ? ColonOf(container, entry) : -1;
        bool isCollection = value.Kind is ValueKind.Object or ValueKind.Array or ValueKind.Set && value.Count > 0;
        if (colon < 0 || (!old.IsBlock && old.End > old.Start && !isCollection))
        {
            Change(old.Start, old.End, (old.Start == old.End ? " " : "") + Inline(old, value));
            return;
        }
        int indent = TextLines.Column(_text, container.First(entry).Start);
        int line = TextLines.EndOf(_text, colon);
        string text = _values.AfterColon(value, indent);
        if (!isCollection || old.Start <= line)
        {
            // A comment behind the key stays behind it.
            int from = old.Start > line ? line : old.IsBlockScalar || old.End > line ? colon + 1 : -1;
            if (from > colon + 1)
            {
                Change(colon + 1, colon + 1, text);
                Change(from, old.End, "");
            }
            else if (from == colon + 1)
            {
                Change(from, old.End, text);
            }
            else
            {
                Change(colon + 1, Math.Max(colon + 1, old.End), isCollection ? "" : text);
                if (isCollection) Change(line, line, text);
            }
            return;
        }
        Change(line, old.End, text);
    }

    /// <summary>A value in the place of one that stands on one line, in quotes like the old one.</summary>
    private string Inline(SpanNode old, Value value)
    {
        bool isQuoted = _isJson || (old.IsScalar && old.Style == ScalarStyle.DoubleQuoted);
        if (value.TryGetString(out string? text) && old.IsScalar && old.Style == ScalarStyle.SingleQuoted && ValueText.SingleQuoted(text) is { } single) return single;
        return _values.Flow(value, isQuoted);
    }

    /// <summary>Where an entry ends; the colon of a key belongs to it.</summary>
    private static int EndOf(SpanNode container, int entry) => Math.Max(container.First(entry).End, container.Last(entry).End);

    private int ColonOf(SpanNode mapping, int entry)
    {
        int at = mapping.First(entry).End;
        while (at < _text.Length && _text[at] is ' ' or '\t') at++;
        return at < _text.Length && _text[at] == ':' ? at : -1;
    }

    private int OpeningOf(SpanNode container) => _text.IndexOf(container.IsMapping ? '{' : '[', container.Start);

    /// <summary>The dash of an element: the first thing in the sequence, or after the element before, that is neither comment nor anchor nor tag.</summary>
    private int DashOf(SpanNode sequence, int element)
    {
        int at = element == 0 ? sequence.Start : sequence.Last(element - 1).End;
        while (at < _text.Length && _text[at] != '-')
        {
            if (_text[at] == '#') at = TextLines.EndOf(_text, at);
            else if (_text[at] is '&' or '!') at = EndOfWord(at);
            else at++;
        }
        return at;
    }

    private int EndOfWord(int at)
    {
        while (at < _text.Length && !char.IsWhiteSpace(_text[at])) at++;
        return at;
    }

    /// <summary>How far the elements stand right of their dashes.</summary>
    private int GapOf(SpanNode sequence)
    {
        SpanNode first = sequence.First(0);
        int dash = DashOf(sequence, 0);
        int gap = first.Start - dash;
        return gap is > 1 and < 9 && TextLines.StartOf(_text, first.Start) == TextLines.StartOf(_text, dash) ? gap : 2;
    }
}
