using System.Collections.Immutable;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>Finds where the characters of a scalar stand in its file. What cannot be followed, such as folded lines, stands where following it ended.</summary>
internal static class EmbeddedScalar
{
    /// <summary>The scalar's text, whose positions are those of the file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="position">Where the scalar starts, or its tag or anchor.</param>
    /// <param name="value">What the scalar means.</param>
    public static SourceText Locate(SourceText file, LinePosition position, string value)
    {
        int start = SkipProperties(file, file.GetPosition(position));
        ImmutableArray<OriginRun>? runs = start < file.Length && file[start] == '|' ? FollowLines(file, start, value) : null;
        return SourceText.Embedded(value, file, runs ?? FollowCharacters(file, start, value));
    }

    private static int SkipProperties(SourceText file, int at)
    {
        while (at < file.Length && file[at] is '&' or '!')
        {
            while (at < file.Length && !char.IsWhiteSpace(file[at])) at++;
            while (at < file.Length && file[at] is ' ' or '\t') at++;
        }
        return at;
    }

    /// <summary>A literal block: each line of the value is a line of the file behind some indentation. Null when it is not.</summary>
    private static ImmutableArray<OriginRun>? FollowLines(SourceText file, int start, string value)
    {
        var runs = ImmutableArray.CreateBuilder<OriginRun>();
        int line = file.GetLinePosition(start).Line + 1, at = 0, indentation = -1;
        foreach (string text in value.Split('\n'))
        {
            string written = line < file.LineCount ? file.GetLine(line) : "";
            if (text.Length > 0)
            {
                if (indentation < 0) indentation = written.Length - text.Length;
                if (indentation < 0 || written.Length != indentation + text.Length || !written.EndsWith(text, StringComparison.Ordinal)) return null;
            }
            runs.Add(new OriginRun(at, file.GetPosition(new LinePosition(line, Math.Min(Math.Max(indentation, 0), written.Length))), text.Length));
            at += text.Length + 1;
            line++;
        }
        return runs.ToImmutable();
    }

    /// <summary>A quoted or plain scalar, character by character.</summary>
    private static ImmutableArray<OriginRun> FollowCharacters(SourceText file, int start, string value)
    {
        char quote = start < file.Length && file[start] is '"' or '\'' ? file[start] : '\0';
        var runs = ImmutableArray.CreateBuilder<OriginRun>();
        int runStart = 0, origin = quote == '\0' ? start : start + 1, at = origin;
        for (int i = 0; i < value.Length; i++)
        {
            int width = WidthOf(file, at, quote, value[i]);
            if (width == 1)
            {
                at++;
                continue;
            }
            runs.Add(new OriginRun(runStart, origin, i - runStart));
            if (width == 0) return runs.ToImmutable();
            runs.Add(new OriginRun(i, at, 0));
            at += width;
            (runStart, origin) = (i + 1, at);
        }
        runs.Add(new OriginRun(runStart, origin, value.Length - runStart));
        return runs.ToImmutable();
    }

    /// <summary>How many characters of the file mean one of the value; 0 when it is not this one that stands there.</summary>
    private static int WidthOf(SourceText file, int at, char quote, char expected)
    {
        if (at >= file.Length) return 0;
        if (quote == '"' && file[at] == '\\' && at + 1 < file.Length) return file[at + 1] switch { 'u' => 6, 'x' => 4, 'U' => 0, '\n' or '\r' => 0, _ => 2 };
        if (quote == '\'' && file[at] == '\'') return at + 1 < file.Length && file[at + 1] == '\'' && expected == '\'' ? 2 : 0;
        return file[at] == expected ? 1 : 0;
    }
}
