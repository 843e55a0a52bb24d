using System.Globalization;

namespace PolicyKit.Benchmarks.Headline;

/// <summary>One line of the headline.</summary>
/// <param name="Name">What is measured, with its unit.</param>
/// <param name="Value">The measured value; smaller is better.</param>
/// <param name="Target">The value that it must not exceed; null when none is set.</param>
internal sealed record Figure(string Name, double Value, double? Target = null)
{
    /// <summary><c>name: value (target T) met|short</c>.</summary>
    public override string ToString() =>
        Target is { } target ? $"{Name}: {Print(Value)} (target {Print(target)}) {(Value <= target ? "met" : "short")}" : $"{Name}: {Print(Value)}";

    private static string Print(double value) => value.ToString(value < 100 ? "0.##" : "0", CultureInfo.InvariantCulture);
}
