namespace PolicyKit.Conformance;

/// <summary>What the process says to its caller.</summary>
internal static class ExitCodes
{
    public const int AllPassed = 0;
    public const int SomeFailed = 1;
    public const int BadUsage = 2;
}
