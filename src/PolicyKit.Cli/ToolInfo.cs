using System.Reflection;

namespace PolicyKit.Cli;

/// <summary>What the tool says of itself.</summary>
internal static class ToolInfo
{
    public const string Name = "policykit";

    /// <summary>The package's version, such as <c>0.1.0</c>.</summary>
    public static string Version { get; } = typeof(ToolInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
