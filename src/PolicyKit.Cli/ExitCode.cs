namespace PolicyKit.Cli;

/// <summary>What the process answers; docs/cli.md tells users.</summary>
internal static class ExitCode
{
    /// <summary>Nothing at or over the threshold; all tests pass.</summary>
    public const int Clean = 0;

    /// <summary>Findings at or over the threshold; a test fails.</summary>
    public const int Findings = 1;

    /// <summary>Input, a policy or the command line itself is bad, or there was nothing to do.</summary>
    public const int BadInput = 2;

    /// <summary>Ctrl-C, as shells count it.</summary>
    public const int Interrupted = 130;
}
