using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace PolicyKit.Kubernetes.Images;

/// <summary>
/// An image reference as the kubelet and container runtimes read it: the grammar of the distribution project and its rules for names without a registry. Registry
/// and repository are never empty; tag and digest are null where they are not written.
/// </summary>
/// <param name="Registry">Host, with a port where one is written: <c>docker.io</c>, <c>registry.example:5000</c>.</param>
/// <param name="Repository">The path in the registry: <c>library/nginx</c>.</param>
/// <param name="Tag">The tag that is written.</param>
/// <param name="Digest">Algorithm and hexadecimal digits: <c>sha256:…</c>.</param>
internal sealed partial record ImageReference(string Registry, string Repository, string? Tag, string? Digest)
{
    private const string DefaultRegistry = "docker.io", OldDefaultRegistry = "index.docker.io", OfficialPrefix = "library/", DefaultTag = "latest";

    /// <summary>Characters of a repository.</summary>
    private const int MaxRepository = 255;

    /// <summary>Longer texts are refused before anything is matched: repository, tag and digest have limits, and no host has more.</summary>
    private const int MaxText = 2_048;

    /// <summary>Hexadecimal digits by algorithm of a digest.</summary>
    private static readonly Dictionary<string, int> DigestLengths = new(StringComparer.Ordinal) { ["sha256"] = 64, ["sha384"] = 96, ["sha512"] = 128 };

    /// <summary>Registry and repository: <c>docker.io/library/nginx</c>.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <summary>The tag that is pulled: <c>latest</c> where neither a tag nor a digest is written; null where only a digest is.</summary>
    public string? EffectiveTag => Tag ?? (Digest is null ? DefaultTag : null);

    /// <summary>Reads a reference; when it is none, <paramref name="fault"/> says why.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out string? fault)
    {
        reference = null;
        fault = null;
        if (text.Length is 0 or > MaxText) fault = text.Length == 0 ? "it is empty" : "it is too long";
        else if (IsIdentifier(text)) fault = "64 hexadecimal digits are the id of an image, not its name";
        else (reference, fault) = Read(text);
        return fault is null;
    }

    private static (ImageReference? Reference, string? Fault) Read(string text)
    {
        (string registry, string rest) = SplitRegistry(text);
        // A first part that is no host, but could be a part of a path, is taken for the latter by the grammar; runtimes connect to it all the same.
        bool isHost = Registries().IsMatch(registry);
        if (Remainders().Match(isHost ? rest : $"{registry}/{rest}") is not { Success: true } match) return (null, FaultOf(rest));
        string repository = match.Groups["path"].Value;
        if (repository.Length > MaxRepository) return (null, $"its repository has more than {MaxRepository} characters");
        string? digest = Written(match.Groups["digest"]);
        if (digest is not null && FindDigestFault(digest) is { } fault) return (null, fault);
        return (new ImageReference(registry, isHost ? repository : repository[(registry.Length + 1)..], Written(match.Groups["tag"]), digest), null);
    }

    /// <summary>The first part is a registry if it looks like a host: it has a dot, a colon or upper case, or is <c>localhost</c>.</summary>
    private static (string Registry, string Remainder) SplitRegistry(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string first = slash < 0 ? "" : text[..slash];
        bool isRegistry = first == "localhost" || first.Any(c => c is '.' or ':' || char.IsUpper(c));
        (string registry, string rest) = isRegistry ? (first, text[(slash + 1)..]) : (DefaultRegistry, text);
        if (registry == OldDefaultRegistry) registry = DefaultRegistry;
        return (registry, registry == DefaultRegistry && !rest.Contains('/', StringComparison.Ordinal) ? OfficialPrefix + rest : rest);
    }

    private static string FaultOf(string rest)
    {
        int end = rest.IndexOfAny([':', '@']);
        string path = end < 0 ? rest : rest[..end];
        return path.Any(char.IsAsciiLetterUpper) ? "a repository is written in lower case" : "it is not written like `registry.example:5000/team/app:1.2@sha256:…`";
    }

    private static string? FindDigestFault(string digest)
    {
        int colon = digest.IndexOf(':', StringComparison.Ordinal);
        string algorithm = digest[..colon];
        string digits = digest[(colon + 1)..];
        if (!DigestLengths.TryGetValue(algorithm, out int length)) return $"`{algorithm}` is no algorithm of a digest; they are {string.Join(", ", DigestLengths.Keys.Select(a => $"`{a}`"))}";
        if (digits.Length != length) return $"a digest of `{algorithm}` has {length} hexadecimal digits, not {digits.Length}";
        return digits.Any(char.IsAsciiLetterUpper) ? "a digest is written in lower case" : null;
    }

    private static bool IsIdentifier(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static string? Written(Group group) => group.Success ? group.Value : null;

    [GeneratedRegex(
        @"\A(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?\z",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Registries();

    [GeneratedRegex(
        @"\A(?<path>[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?\z",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Remainders();
}
