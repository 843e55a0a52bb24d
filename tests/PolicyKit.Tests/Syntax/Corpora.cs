using System.Text.Json;

namespace PolicyKit.Tests.Syntax;

/// <summary>Rego that nobody on this project wrote, read in place: from the variable POLICYKIT_CORPORA, or beside the repository.</summary>
internal static class Corpora
{
    public static string? Root { get; } = Find();

    /// <summary>Every module of the OPA suite of one Rego version, with the file and position of its case.</summary>
    public static IEnumerable<(string Name, string Text)> OpaModules(string version)
    {
        foreach ((string name, JsonElement test) in OpaCases(version))
        {
            if (!test.TryGetProperty("modules", out JsonElement modules) || modules.ValueKind != JsonValueKind.Array) continue;
            int index = 0;
            foreach (JsonElement module in modules.EnumerateArray()) yield return ($"{name}/{index++}", module.GetString()!);
        }
    }

    /// <summary>Every query of the OPA suite of one Rego version.</summary>
    public static IEnumerable<(string Name, string Text)> OpaQueries(string version) => OpaCases(version)
        .Where(c => c.Test.TryGetProperty("query", out _))
        .Select(c => (c.Name, c.Test.GetProperty("query").GetString()!));

    /// <summary>The Rego of every ConstraintTemplate: the block scalars under <c>rego</c> and <c>libs</c>.</summary>
    public static IEnumerable<(string Name, string Text)> GatekeeperModules()
    {
        string folder = Path.Combine(Root!, "gatekeeper-library");
        foreach (string file in Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            int index = 0;
            foreach (string text in BlockScalars(File.ReadAllLines(file))) yield return ($"{Path.GetRelativePath(folder, file)}/{index++}", text);
        }
    }

    /// <summary>Every case of the OPA suite of one Rego version, with its file and position.</summary>
    public static IEnumerable<(string Name, JsonElement Test)> OpaCases(string version)
    {
        string folder = Path.Combine(Root!, "opa-compliance", version);
        foreach (string file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            JsonElement document = JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;
            JsonElement cases = document.ValueKind == JsonValueKind.Array ? document : document.GetProperty("cases");
            int index = 0;
            foreach (JsonElement test in cases.EnumerateArray()) yield return ($"{Path.GetRelativePath(folder, file)}/{index++}", test);
        }
    }

    private static IEnumerable<string> BlockScalars(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            string trimmed = lines[i].Trim();
            if (!trimmed.EndsWith('|') || !(trimmed.StartsWith("rego:", StringComparison.Ordinal) || trimmed == "- |")) continue;
            int indent = lines[i].Length - lines[i].TrimStart().Length;
            var block = new List<string>();
            while (++i < lines.Length && (lines[i].Trim().Length == 0 || lines[i].Length - lines[i].TrimStart().Length > indent)) block.Add(lines[i]);
            i--;
            int margin = block.Where(l => l.Trim().Length > 0).Min(l => l.Length - l.TrimStart().Length);
            string text = string.Join('\n', block.Select(l => l.Length >= margin ? l[margin..] : ""));
            if (text.Contains("package ", StringComparison.Ordinal)) yield return text;
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("POLICYKIT_CORPORA") is { Length: > 0 } named) return Directory.Exists(named) ? named : null;
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PolicyKit.sln"))) folder = folder.Parent;
        string? corpora = folder?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "corpora") : null;
        return Directory.Exists(corpora) ? corpora : null;
    }
}
