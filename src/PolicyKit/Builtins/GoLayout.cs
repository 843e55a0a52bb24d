using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PolicyKit.Builtins;

/// <summary>Go's time layouts: the way the moment <c>Mon Jan 2 15:04:05 MST 2006</c> would be written.</summary>
internal static class GoLayout
{
    public const string Rfc3339Nano = "2006-01-02T15:04:05.999999999Z07:00";

    public static readonly ImmutableArray<string> Weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    public static readonly ImmutableArray<string> Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly FrozenDictionary<string, string> Named = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ANSIC"] = "Mon Jan _2 15:04:05 2006",
        ["RFC1123"] = "Mon, 02 Jan 2006 15:04:05 MST",
        ["RFC1123Z"] = "Mon, 02 Jan 2006 15:04:05 -0700",
        ["RFC3339"] = "2006-01-02T15:04:05Z07:00",
        ["RFC3339Nano"] = Rfc3339Nano,
        ["RFC822"] = "02 Jan 06 15:04 MST",
        ["RFC822Z"] = "02 Jan 06 15:04 -0700",
        ["RFC850"] = "Monday, 02-Jan-06 15:04:05 MST",
        ["RubyDate"] = "Mon Jan 02 15:04:05 -0700 2006",
        ["UnixDate"] = "Mon Jan _2 15:04:05 MST 2006",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Fields, the longest first where one starts another.</summary>
    private static readonly ImmutableArray<string> Fields =
    [
        "January", "Jan", "Monday", "Mon", "MST", "2006", "-07:00:00", "-070000", "-07:00", "-0700", "-07", "Z07:00:00", "Z070000", "Z07:00", "Z0700", "Z07",
        "002", "01", "02", "03", "04", "05", "06", "__2", "_2006", "_2", "15", "PM", "pm", "1", "2", "3", "4", "5",
    ];

    /// <summary>The layout that a name such as <c>RFC3339</c> stands for, or the layout itself.</summary>
    public static string Resolve(string layout) => Named.GetValueOrDefault(layout, layout);

    /// <summary>Splits a layout; fields and literals come in turn as they stand.</summary>
    public static IEnumerable<(string Text, bool IsField)> Split(string layout)
    {
        var literal = 0;
        for (var index = 0; index < layout.Length;)
        {
            var field = FieldAt(layout, index);
            if (field.Length == 0)
            {
                index++;
                continue;
            }

            if (field == "_2006")
            {
                // An underscore before a year is itself.
                index++;
                field = "2006";
            }

            if (index > literal)
                yield return (layout[literal..index], false);
            yield return (field, true);
            index += field.Length;
            literal = index;
        }

        if (literal < layout.Length)
            yield return (layout[literal..], false);
    }

    public static bool IsFraction(string field) => field[0] is '.' or ',';

    private static string FieldAt(string layout, int index)
    {
        foreach (var field in Fields)
        {
            // "Month" holds no "Mon", "Januar" no "Jan": a shorter name must not run on in lower case.
            if (string.CompareOrdinal(layout, index, field, 0, field.Length) == 0 && !(field is "Jan" or "Mon" && StartsLower(layout, index + 3)))
                return field;
        }

        return layout[index] is '.' or ',' ? FractionAt(layout, index) : "";
    }

    private static bool StartsLower(string text, int index) => index < text.Length && char.IsAsciiLetterLower(text[index]);

    private static string FractionAt(string layout, int index)
    {
        var end = index + 1;
        if (end == layout.Length || layout[end] is not ('0' or '9'))
            return "";
        while (end < layout.Length && layout[end] == layout[index + 1])
            end++;
        return end < layout.Length && char.IsAsciiDigit(layout[end]) ? "" : layout[index..end];
    }
}
