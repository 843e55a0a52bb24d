using System.Collections.Concurrent;
using System.Globalization;

namespace PolicyKit.Builtins.Re2;

/// <summary>Named classes of RE2: Perl's (ASCII), POSIX's (ASCII) and Unicode's general categories.</summary>
internal static class CharacterClasses
{
    private static readonly Dictionary<string, CodePointSet> Posix = new(StringComparer.Ordinal)
    {
        ["alnum"] = CodePointSet.Of(('0', '9'), ('A', 'Z'), ('a', 'z')),
        ["alpha"] = CodePointSet.Of(('A', 'Z'), ('a', 'z')),
        ["ascii"] = CodePointSet.Of((0, 0x7F)),
        ["blank"] = CodePointSet.Of(('\t', '\t'), (' ', ' ')),
        ["cntrl"] = CodePointSet.Of((0, 0x1F), (0x7F, 0x7F)),
        ["digit"] = CodePointSet.Of(('0', '9')),
        ["graph"] = CodePointSet.Of(('!', '~')),
        ["lower"] = CodePointSet.Of(('a', 'z')),
        ["print"] = CodePointSet.Of((' ', '~')),
        ["punct"] = CodePointSet.Of(('!', '/'), (':', '@'), ('[', '`'), ('{', '~')),
        ["space"] = CodePointSet.Of(('\t', '\r'), (' ', ' ')),
        ["upper"] = CodePointSet.Of(('A', 'Z')),
        ["word"] = CodePointSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')),
        ["xdigit"] = CodePointSet.Of(('0', '9'), ('A', 'F'), ('a', 'f')),
    };

    private static readonly Dictionary<char, CodePointSet> Perl = new()
    {
        ['d'] = Posix["digit"],
        ['s'] = CodePointSet.Of(('\t', '\n'), ('\f', '\r'), (' ', ' ')),
        ['w'] = Posix["word"],
    };

    private static readonly Dictionary<string, UnicodeCategory> Categories = new(StringComparer.Ordinal)
    {
        ["Lu"] = UnicodeCategory.UppercaseLetter,
        ["Ll"] = UnicodeCategory.LowercaseLetter,
        ["Lt"] = UnicodeCategory.TitlecaseLetter,
        ["Lm"] = UnicodeCategory.ModifierLetter,
        ["Lo"] = UnicodeCategory.OtherLetter,
        ["Mn"] = UnicodeCategory.NonSpacingMark,
        ["Mc"] = UnicodeCategory.SpacingCombiningMark,
        ["Me"] = UnicodeCategory.EnclosingMark,
        ["Nd"] = UnicodeCategory.DecimalDigitNumber,
        ["Nl"] = UnicodeCategory.LetterNumber,
        ["No"] = UnicodeCategory.OtherNumber,
        ["Zs"] = UnicodeCategory.SpaceSeparator,
        ["Zl"] = UnicodeCategory.LineSeparator,
        ["Zp"] = UnicodeCategory.ParagraphSeparator,
        ["Cc"] = UnicodeCategory.Control,
        ["Cf"] = UnicodeCategory.Format,
        ["Co"] = UnicodeCategory.PrivateUse,
        ["Cs"] = UnicodeCategory.Surrogate,
        ["Pc"] = UnicodeCategory.ConnectorPunctuation,
        ["Pd"] = UnicodeCategory.DashPunctuation,
        ["Ps"] = UnicodeCategory.OpenPunctuation,
        ["Pe"] = UnicodeCategory.ClosePunctuation,
        ["Pi"] = UnicodeCategory.InitialQuotePunctuation,
        ["Pf"] = UnicodeCategory.FinalQuotePunctuation,
        ["Po"] = UnicodeCategory.OtherPunctuation,
        ["Sm"] = UnicodeCategory.MathSymbol,
        ["Sc"] = UnicodeCategory.CurrencySymbol,
        ["Sk"] = UnicodeCategory.ModifierSymbol,
        ["So"] = UnicodeCategory.OtherSymbol,
    };

    private static readonly ConcurrentDictionary<string, CodePointSet> Unicode = new(StringComparer.Ordinal);

    public static CodePointSet? FindPosix(string name) => Posix.GetValueOrDefault(name);

    /// <summary>The class of <c>\d</c>, <c>\s</c>, <c>\w</c> or their capital complements.</summary>
    public static CodePointSet? FindPerl(char letter) =>
        Perl.TryGetValue(char.ToLowerInvariant(letter), out var set) ? char.IsAsciiLetterUpper(letter) ? set.Complement() : set : null;

    /// <summary>A general category (<c>Lu</c>), a group of them (<c>L</c>) or <c>Any</c>. Scripts are not known.</summary>
    public static CodePointSet? FindUnicode(string name)
    {
        if (name == "Any")
            return CodePointSet.All;
        var members = Categories.Where(category => category.Key == name || (name.Length == 1 && category.Key[0] == name[0])).Select(category => category.Value).ToHashSet();
        return members.Count == 0 ? null : Unicode.GetOrAdd(name, _ => Collect(members));
    }

    private static CodePointSet Collect(HashSet<UnicodeCategory> members)
    {
        var ranges = new List<(int, int)>();
        var start = -1;
        for (var codePoint = 0; codePoint <= CodePointSet.Max + 1; codePoint++)
        {
            var isMember = codePoint <= CodePointSet.Max && members.Contains(CharUnicodeInfo.GetUnicodeCategory(codePoint));
            if (isMember && start < 0)
                start = codePoint;
            else if (!isMember && start >= 0)
            {
                ranges.Add((start, codePoint - 1));
                start = -1;
            }
        }

        return CodePointSet.Of(ranges);
    }
}
