using System.Globalization;

namespace PolicyKit.Benchmarks.Headline;

/// <summary>One line of the headline.</summary>
/// <param name="Name">What is measured, with its unit.</param>
/// <param name="Value">The measured value; smaller is better, unless it is a rate.</param>
/// <param name="Target">The value that it must not exceed, or that a rate must reach; null when none is set.</param>
/// <param name="IsRate">Whether more is better.</param>
internal sealed record Figure(string Name, double Value, double? Target = null, bool IsRate = false)
{
    /// <summary><c>name: value (target T) met|short</c>.</summary>
    public override string ToString() => Target is { } target ? $"{Name}: {Print(Value)} (target {Print(target)}) {(IsMet(target) ? "met" : "short")}" : $"{Name}: {Print(Value)}";

    private bool IsMet(double target) => IsRate ? Value >= target : Value <= target;

    private static string Print(double value) => value.ToString(value < 100 ? "0.##" : "0", CultureInfo.InvariantCulture);
}
