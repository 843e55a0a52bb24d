namespace PolicyKit.Cli.Checking;

/// <summary>Which findings make the exit code 1: those of a level, or those of at least a severity. Findings that are only recorded never do.</summary>
internal sealed record FailOn(string Name, Func<FindingLevel, Severity, bool> Holds)
{
    /// <summary>The choices, in the order of <c>--help</c>.</summary>
    public static IReadOnlyList<FailOn> All { get; } =
    [
        new("deny", (level, _) => level == FindingLevel.Deny),
        new("warn", (_, _) => true),
        new("never", (_, _) => false),
        new("info", (_, severity) => severity >= Severity.Info),
        new("low", (_, severity) => severity >= Severity.Low),
        new("medium", (_, severity) => severity >= Severity.Medium),
        new("high", (_, severity) => severity >= Severity.High),
        new("critical", (_, severity) => severity >= Severity.Critical),
    ];

    public bool Counts(FindingLevel level, Severity severity) => level != FindingLevel.Audit && Holds(level, severity);

    public static FailOn Parse(string name) => All.First(choice => choice.Name == name);
}
