namespace PolicyKit.Kubernetes.Manifests;

/// <summary>Tells templates from manifests.</summary>
internal static class HelmTemplates
{
    /// <summary>The folder of the chart whose <c>templates</c> hold a file; null when there is none.</summary>
    public static string? ChartOf(string path)
    {
        for (string? folder = Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            if (Path.GetFileName(folder) != "templates") continue;
            string chart = Path.GetDirectoryName(folder) ?? "";
            if (File.Exists(Path.Combine(chart, "Chart.yaml"))) return chart.Length == 0 ? "." : chart;
        }
        return null;
    }

    /// <summary>Whether a text has template actions at all; in strings they may belong to something else.</summary>
    public static bool HasActions(string text) => text.Contains("{{", StringComparison.Ordinal) && text.Contains("}}", StringComparison.Ordinal);

    /// <summary>The command that renders a file.</summary>
    public static string Command(string path) => $"helm template {ChartOf(path) ?? "CHART"}";
}
