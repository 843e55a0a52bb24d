namespace PolicyKit.Diagnostics;

/// <summary>Finds the name that was probably meant.</summary>
public static class Spelling
{
    /// <summary><c>; did you mean `name`?</c>, or nothing when no candidate is near.</summary>
    public static string DidYouMean(string word, IEnumerable<string> candidates) =>
        Nearest(word, candidates) is { } name ? $"; did you mean `{name}`?" : "";

    /// <summary>The nearest candidate within a third of the word's length (at least 1, at most 3 edits); null when none is.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        int limit = Math.Clamp(word.Length / 3, 1, 3);
        return candidates.Where(c => Math.Abs(c.Length - word.Length) <= limit).Select(c => (Name: c, Distance: Distance(word, c)))
            .Where(c => c.Distance <= limit)
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .Select(c => c.Name)
            .FirstOrDefault();
    }

    private static int Distance(string a, string b)
    {
        int[] beforePrevious = new int[b.Length + 1];
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = AreEqual(a[i - 1], b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + substitution);
                bool areSwapped = i > 1 && j > 1 && AreEqual(a[i - 1], b[j - 2]) && AreEqual(a[i - 2], b[j - 1]);
                if (areSwapped) current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
            }
            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }
        return previous[b.Length];
    }

    /// <summary>Letter case, and the choice of <c>-</c> or <c>_</c>, cost nothing.</summary>
    private static bool AreEqual(char x, char y) => Fold(x) == Fold(y);

    private static char Fold(char c) => c == '-' ? '_' : char.ToLowerInvariant(c);
}
