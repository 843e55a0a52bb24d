namespace PolicyKit.Kubernetes;

/// <summary>Names with <c>*</c> for any characters at the start, at the end, or at both.</summary>
internal static class NameGlob
{
    /// <summary>Whether each <c>*</c> of a pattern stands where it is for any characters.</summary>
    public static bool IsValid(string pattern) => pattern.Length < 3 || !pattern[1..^1].Contains('*', StringComparison.Ordinal);

    public static bool Matches(string pattern, string name)
    {
        bool open = pattern.StartsWith('*');
        bool openEnd = pattern.Length > 1 && pattern.EndsWith('*');
        string text = pattern[(open ? 1 : 0)..^(openEnd ? 1 : 0)];
        return (open, openEnd) switch
        {
            (true, true) => name.Contains(text, StringComparison.Ordinal),
            (true, false) => name.EndsWith(text, StringComparison.Ordinal),
            (false, true) => name.StartsWith(text, StringComparison.Ordinal),
            _ => name == text,
        };
    }
}
