namespace PolicyKit.Cli;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Spelling
{
    /// <summary><c>; did you mean `name`?</c>, or nothing when no candidate is near.</summary>
    public static string DidYouMean(string word, IEnumerable<string> candidates)
    {
        (string Name, int Distance) nearest = candidates.Select(c => (Name: c, Distance: Distance(word, c))).OrderBy(c => c.Distance).ThenBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault();
        return nearest.Name is { } name && nearest.Distance <= Math.Max(2, Math.Max(word.Length, name.Length) / 3) ? $"; did you mean `{name}`?" : "";
    }

    /// <summary>Edits from one word to the other; letter case and the choice of <c>-</c> or <c>_</c> cost nothing.</summary>
    private static int Distance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] current = new int[b.Length + 1];
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = previous[j - 1] + (Folded(a[i - 1]) == Folded(b[j - 1]) ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.Length];
    }

    private static char Folded(char c) => c == '-' ? '_' : char.ToLowerInvariant(c);
}
