using System.Text;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Tests.Editing;

/// <summary>Random objects, written in random ways.</summary>
internal sealed class RandomText(Random random)
{
    private static readonly string[] Names = ["a", "b", "spec", "x/y", "~", "yes", "name", "c d"];
    private static readonly string[] Texts = ["", "x", "no", "1", "a: b", "# c", "it's", "-", "é", "two\nlines\n", "[x]", "registry.example/web:1", "*a"];
    private readonly string _lineBreak = random.Next(4) == 0 ? "\r\n" : "\n";

    /// <summary>An object, at least one member at the root.</summary>
    public Value Object(int depth = 0)
    {
        var members = new Dictionary<string, Value>(StringComparer.Ordinal);
        int count = random.Next(depth == 0 ? 1 : 0, 4);
        for (int i = 0; i < count; i++) members[Names[random.Next(Names.Length)]] = Any(depth + 1);
        return Value.FromMembers([.. members.Select(m => (m.Key, m.Value))]);
    }

    public Value Any(int depth = 2) => random.Next(depth > 4 ? 4 : 8) switch
    {
        0 => Value.FromInt64(random.Next(-3, 1000)),
        1 => Value.FromBoolean(random.Next(2) == 0),
        2 or 3 => Value.FromString(Texts[random.Next(Texts.Length)]),
        4 or 5 => Value.FromArray(Enumerable.Range(0, random.Next(4)).Select(_ => Any(depth + 1))),
        _ => Object(depth + 1),
    };

    /// <summary>The object as YAML, or now and then as JSON; comments that begin with <c># keep</c> are on lines of their own.</summary>
    public string Write(Value value)
    {
        if (random.Next(5) == 0) return value.ToJson();
        var text = new StringBuilder();
        WriteBlock(text, value, 0);
        string written = text.ToString();
        return random.Next(3) == 0 ? written[..^_lineBreak.Length] : written;
    }

    private void WriteBlock(StringBuilder text, Value value, int indent)
    {
        foreach ((Value key, Value member) in value.Entries)
        {
            if (random.Next(4) == 0) text.Append(' ', indent).Append("# keep ").Append(random.Next(100)).Append(_lineBreak);
            text.Append(' ', indent);
            WriteEntry(text, value.Kind == ValueKind.Object ? Quoted(key.TextOrEmpty()) + ":" : "-", member, indent, isElement: value.Kind == ValueKind.Array);
        }
    }

    private void WriteEntry(StringBuilder text, string head, Value value, int indent, bool isElement)
    {
        text.Append(head);
        bool isBlock = value.Kind is ValueKind.Object or ValueKind.Array && value.Count > 0 && random.Next(4) > 0;
        if (!isBlock)
        {
            text.Append(' ', random.Next(1, 3)).Append(Inline(value)).Append(random.Next(4) == 0 ? " # note" : "").Append(_lineBreak);
            return;
        }
        if (isElement && value.Kind == ValueKind.Object && random.Next(2) == 0)
        {
            // On the line of the dash.
            var below = new StringBuilder();
            WriteBlock(below, value, indent + 2);
            string inner = below.ToString();
            if (!inner.TrimStart().StartsWith('#'))
            {
                text.Append(' ').Append(inner.AsSpan(indent + 2));
                return;
            }
        }
        text.Append(random.Next(6) == 0 ? " # head" : "").Append(_lineBreak);
        int further = !isElement && value.Kind == ValueKind.Array ? random.Next(3) : random.Next(1, 4);
        WriteBlock(text, value, indent + further);
    }

    private string Inline(Value value) => value.Kind switch
    {
        ValueKind.Object => "{" + string.Join(random.Next(2) == 0 ? ", " : " , ", value.Members().Select(m => $"{Quoted(m.Key.TextOrEmpty())}: {Inline(m.Value)}")) + "}",
        ValueKind.Array => "[" + string.Join(", ", value.Elements().Select(Inline)) + "]",
        ValueKind.String => Quoted(value.TextOrEmpty()),
        _ => value.ToJson(),
    };

    private string Quoted(string text)
    {
        if (text.All(char.IsAsciiLetter) && text is not ("" or "yes" or "no") && random.Next(3) > 0) return text;
        return text.Contains('\n', StringComparison.Ordinal) || random.Next(2) == 0 ? Value.FromString(text).ToJson() : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
    }
}
