namespace PolicyKit.Cli;

/// <summary>How a result is written.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs; docs/cli.md describes it.</summary>
    Json,

    /// <summary>SARIF 2.1.0, for code scanning.</summary>
    Sarif,

    /// <summary>JUnit's XML, as CI systems read it: the outcome of tests, or of a check.</summary>
    JUnit,

    /// <summary>Cobertura's XML, as CI systems read it: the coverage of tests.</summary>
    Cobertura,

    /// <summary>Workflow commands of GitHub's actions: annotations beside the lines of a check.</summary>
    GitHub,
}
