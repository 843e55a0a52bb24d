using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Processes;

/// <summary>The flags among the words of a command line, as pflag and Go's flag package read them.</summary>
internal static class CommandLine
{
    public static ImmutableArray<DomainBuiltin> Rows { get; } =
    [
        new("args.flags", ["array[any]", "any<array[string], set[string]>"], "object[string: array[object[string: any]]]", Flags, "the flags among the words of a command line"),
    ];

    private const string True = "true";

    /// <summary>
    /// <c>args.flags(command, args)</c> with two arrays of words, the second after the first, and <c>args.flags(words, booleans)</c> with a set of names: each flag's values in the order in which they are written, with the position of the word that holds the value. A flag without <c>=</c> takes the next word, unless that
    /// is a flag too or the flag is one of the booleans; then it is <c>true</c>. Nothing after <c>--</c> is a flag, and what is no string is passed over.
    /// </summary>
    public static Value Flags(BuiltinContext context, Value words, Value more)
    {
        if (words.Kind != ValueKind.Array) return context.Fail("operand 1 must be array");
        if (more.Kind is not (ValueKind.Array or ValueKind.Set)) return context.Fail("operand 2 must be one of {array, set}");
        bool areWords = more.Kind == ValueKind.Array;
        string?[] texts = [.. (areWords ? words.Elements().Concat(more.Elements()) : words.Elements()).Select(word => word.TryGetString(out string? text) ? text : null)];
        HashSet<Value> alone = areWords ? [] : [.. more.Elements()];
        var flags = new SortedDictionary<string, List<Value>>(StringComparer.Ordinal);
        for (int i = 0; i < texts.Length && texts[i] != "--"; i++)
        {
            if (!TryReadName(texts[i], out string name, out string? value)) continue;
            int index = i;
            bool takesNext = value is null && i + 1 < texts.Length && texts[i + 1] is { } next && IsValue(next) && !alone.Contains(Value.FromString(name));
            if (takesNext) value = texts[index = ++i];
            if (!flags.TryGetValue(name, out List<Value>? values)) flags.Add(name, values = []);
            values.Add(Value.FromMembers(("index", Value.FromInt64(index)), ("value", Value.FromString(value ?? True))));
        }
        return Value.FromObject(flags.Select(flag => KeyValuePair.Create(Value.FromString(flag.Key), Value.FromArray(flag.Value))));
    }

    /// <summary>What begins with a hyphen is a flag, but not a hyphen alone (standard output), nor a negative number.</summary>
    private static bool IsValue(string word) => !word.StartsWith('-') || word.Length == 1 || char.IsAsciiDigit(word[1]);

    /// <summary>The name of a flag with hyphens for underscores, which Kubernetes' components do not distinguish, and its value where that is in the same word.</summary>
    private static bool TryReadName(string? word, out string name, out string? value)
    {
        (name, value) = ("", null);
        if (word is null || !word.StartsWith('-')) return false;
        string rest = word[(word.StartsWith("--", StringComparison.Ordinal) ? 2 : 1)..];
        int equals = rest.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0) (rest, value) = (rest[..equals], rest[(equals + 1)..]);
        name = rest.Replace('_', '-');
        return name.Length > 0 && name[0] != '-';
    }
}
