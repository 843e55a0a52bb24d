namespace PolicyKit.Benchmarks.Rivals;

/// <summary>The wording that the API server's messages share.</summary>
internal static class Words
{
    public static string Quoted(IEnumerable<string> values) => string.Join(", ", values.Select(value => $"\"{value}\""));

    public static string Named(string singular, string plural, IReadOnlyCollection<string> values) => $"{(values.Count == 1 ? singular : plural)} {Quoted(values)}";
}
