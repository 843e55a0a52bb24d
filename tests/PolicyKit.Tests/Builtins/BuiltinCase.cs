using PolicyKit.Builtins;
using PolicyKit.Runtime;

namespace PolicyKit.Tests.Builtins;

/// <summary>A line <c>name(term, …) ⇶ term</c>, <c>⇶ undefined</c> or <c>⇶ ! part of the error</c>.</summary>
internal sealed record BuiltinCase(string Name, Value[] Arguments, string Expected)
{
    private const string Arrow = " ⇶ ";

    public static IEnumerable<(string File, int Line, string Text)> ReadAll(string folder) =>
        from file in Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal)
        from line in File.ReadAllLines(file).Select((text, index) => (Text: text.Trim(), Number: index + 1))
        where line.Text.Length > 0 && line.Text[0] != '#'
        select (Path.GetFileName(file), line.Number, line.Text);

    public static BuiltinCase Parse(string line)
    {
        var arrow = line.LastIndexOf(Arrow, StringComparison.Ordinal);
        if (arrow < 0)
            throw new FormatException($"no case: {line}");
        var (name, arguments) = TermReader.ReadCall(line[..arrow].Trim());
        return new(name, arguments, line[(arrow + Arrow.Length)..].Trim());
    }

    /// <summary>What the builtin answers, written as the expected side of a case.</summary>
    public string Run(bool asDocuments = false)
    {
        if (!BuiltinTable.TryGet(Name, out var builtin))
            return $"no builtin `{Name}`";
        var context = new RecordingContext();
        var values = Arguments.Select(argument => asDocuments && IsJson(argument) ? Value.ParseJson(argument.ToJson()) : argument).Cast<object>();
        var result = (Value)builtin.Implementation.Invoke(null, builtin.TakesContext ? [context, .. values] : [.. values])!;
        return context.Failure is not null ? (result.IsUndefined ? "! " + context.Failure : $"{result} and an error") : result.ToString();
    }

    public string? Mismatch(string actual)
    {
        var isError = Expected.StartsWith("! ", StringComparison.Ordinal);
        var isExpected = isError && Expected.EndsWith('…')
            ? actual.StartsWith(Expected[..^1], StringComparison.Ordinal)
            : actual == (isError || Expected == "undefined" ? Expected : TermReader.Read(Expected).ToString());
        return isExpected ? null : $"expected {Expected}\n     was {actual}";
    }

    private static bool IsJson(Value value) => value.Kind switch
    {
        ValueKind.Set => false,
        ValueKind.Array => new Items(value).ToList().TrueForAll(IsJson),
        ValueKind.Object => HasJsonMembers(value),
        _ => true,
    };

    private static bool HasJsonMembers(Value value)
    {
        foreach (var (key, member) in new Members(value))
        {
            if (key.Kind != ValueKind.String || !IsJson(member))
                return false;
        }

        return true;
    }
}
