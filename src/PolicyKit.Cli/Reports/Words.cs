namespace PolicyKit.Cli.Reports;

/// <summary>Enum members as the output writes them.</summary>
internal static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
