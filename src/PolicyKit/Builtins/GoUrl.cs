using System.Globalization;

namespace PolicyKit.Builtins;

/// <summary>A URL taken apart as Go's net/url does it.</summary>
internal sealed record GoUrl(string Scheme, string Hostname, string Port, string Path, string RawPath, string RawQuery, string Fragment)
{
    private const string SubDelimiters = "!$&'()*+,;=", Unreserved = "-_.~";

    /// <exception cref="FormatException">The text is no URL; the message is Go's.</exception>
    public static GoUrl Parse(string text)
    {
        try
        {
            var hash = text.IndexOf('#', StringComparison.Ordinal);
            var url = ParseWithoutFragment(hash < 0 ? text : text[..hash]);
            return hash < 0 ? url : url with { Fragment = Unescape(text[(hash + 1)..], isHost: false) };
        }
        catch (FormatException exception)
        {
            throw new FormatException($"parse {GoQuote.Quote(text)}: {exception.Message}", exception);
        }
    }

    private static GoUrl ParseWithoutFragment(string text)
    {
        if (text.Any(character => character is < ' ' or '\x7f'))
            throw new FormatException("net/url: invalid control character in URL");
        if (text == "*")
            return new("", "", "", "*", "*", "", "");
        var (scheme, rest) = TakeScheme(text);
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : rest[(question + 1)..];
        rest = question < 0 ? rest : rest[..question];
        if (!rest.StartsWith('/'))
        {
            // mailto:someone has no path.
            if (scheme.Length > 0)
                return new(scheme, "", "", "", "", query, "");
            var firstSegment = rest.Split('/')[0];
            if (firstSegment.Contains(':', StringComparison.Ordinal))
                throw new FormatException("first path segment in URL cannot contain colon");
        }

        var (hostname, port) = ("", "");
        if (rest.StartsWith("//", StringComparison.Ordinal) && (scheme.Length > 0 || !rest.StartsWith("///", StringComparison.Ordinal)))
        {
            var slash = rest.IndexOf('/', 2);
            (hostname, port) = ParseAuthority(rest[2..(slash < 0 ? rest.Length : slash)]);
            rest = slash < 0 ? "" : rest[slash..];
        }

        var path = Unescape(rest, isHost: false);
        return new(scheme, hostname, port, path, RawPathOf(path, rest), query, "");
    }

    private static (string Scheme, string Remainder) TakeScheme(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsAsciiLetter(character) || (index > 0 && (char.IsAsciiDigit(character) || character is '+' or '-' or '.')))
                continue;
            if (character != ':')
                break;
            return index == 0 ? throw new FormatException("missing protocol scheme") : (text[..index].ToLowerInvariant(), text[(index + 1)..]);
        }

        return ("", text);
    }

    private static (string Hostname, string Port) ParseAuthority(string authority)
    {
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var user = authority[..at];
            if (!user.All(character => char.IsAsciiLetterOrDigit(character) || "-._:~!$&'()*+,;=%@".Contains(character, StringComparison.Ordinal)))
                throw new FormatException("net/url: invalid userinfo");
            Unescape(user, isHost: false);
        }

        var host = authority[(at + 1)..];
        var colon = host.LastIndexOf(':');
        if (host.StartsWith('['))
        {
            var close = host.LastIndexOf(']');
            if (close < 0)
                throw new FormatException("missing ']' in host");
            CheckPort(host[(close + 1)..]);
            return (Unescape(host[1..close], isHost: true), host[(close + 1)..].TrimStart(':'));
        }

        if (colon >= 0)
            CheckPort(host[colon..]);
        return (Unescape(colon < 0 ? host : host[..colon], isHost: true), colon < 0 ? "" : host[(colon + 1)..]);
    }

    private static void CheckPort(string port)
    {
        if (port.Length > 0 && (port[0] != ':' || !port.Skip(1).All(char.IsAsciiDigit)))
            throw new FormatException($"invalid port {GoQuote.Quote(port)} after host");
    }

    private static string Unescape(string text, bool isHost)
    {
        var bytes = new List<byte>();
        var source = System.Text.Encoding.UTF8.GetBytes(text);
        for (var index = 0; index < source.Length; index++)
        {
            if (source[index] != '%')
            {
                if (isHost && source[index] < 0x80 && !char.IsAsciiLetterOrDigit((char)source[index])
                    && !(Unreserved + SubDelimiters + ":[]<>\"").Contains((char)source[index], StringComparison.Ordinal))
                    throw new FormatException($"invalid character {GoQuote.Quote(char.ToString((char)source[index]))} in host name");
                bytes.Add(source[index]);
                continue;
            }

            var escape = System.Text.Encoding.UTF8.GetString(source, index, Math.Min(3, source.Length - index));
            if (index + 2 >= source.Length
                || !byte.TryParse(escape.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                || (isHost && value < 0x80 && escape != "%25"))
                throw new FormatException($"invalid URL escape {GoQuote.Quote(escape)}");
            bytes.Add(value);
            index += 2;
        }

        return System.Text.Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>The path as it was written; where that is just how Go would write it, the path itself.</summary>
    private static string RawPathOf(string path, string written) => written == Escape(path) ? path : written;

    private static string Escape(string path) => string.Concat(System.Text.Encoding.UTF8.GetBytes(path).Select(value =>
        char.IsAsciiLetterOrDigit((char)value) || (Unreserved + "$&+,/:;=@").Contains((char)value, StringComparison.Ordinal)
            ? char.ToString((char)value)
            : "%" + value.ToString("X2", CultureInfo.InvariantCulture)));
}
