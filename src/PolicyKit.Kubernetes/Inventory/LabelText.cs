using System.Buffers;

namespace PolicyKit.Kubernetes.Inventory;

/// <summary>Keys and values of labels, as the API server accepts them.</summary>
internal static class LabelText
{
    private const int MaxName = 63;

    private const int MaxPrefix = 253;

    private static readonly SearchValues<char> DomainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>A name, and perhaps a domain before it: <c>app.kubernetes.io/name</c>.</summary>
    public static bool IsKey(string key)
    {
        int slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? IsName(key) : IsDomain(key.AsSpan(0, slash)) && IsName(key.AsSpan(slash + 1));
    }

    public static bool IsValue(string value) => value.Length == 0 || IsName(value);

    private static bool IsName(ReadOnlySpan<char> name) =>
        name is { Length: > 0 and <= MaxName } && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1]) && !name.ContainsAnyExcept(NameCharacters);

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        if (domain.Length > MaxPrefix) return false;
        foreach (Range range in domain.Split('.'))
        {
            ReadOnlySpan<char> part = domain[range];
            if (part.IsEmpty || part.ContainsAnyExcept(DomainCharacters) || part[0] == '-' || part[^1] == '-') return false;
        }
        return true;
    }
}
