using System.Collections.Immutable;
using System.Text;
using PolicyKit.Cli.Files;
using PolicyKit.Cli.Policies;
using PolicyKit.Text;

namespace PolicyKit.Cli.Formatting;

/// <summary>Runs <c>policykit fmt</c>.</summary>
internal static class FormatRun
{
    public static int Run(FormatSettings settings, Terminal terminal)
    {
        if (settings.Paths.Contains(DocumentFile.StandardInput)) return RunOnInput(settings, terminal);
        ImmutableArray<FormattedFile> files = [.. Find(settings.Paths).Select(file => FormattedFile.Of(file, settings.Rego, isWritten: !settings.IsLookingOnly))];
        if (settings.Output == OutputFormat.Json) FormatReport.WriteJson(files, settings, terminal.Output);
        else FormatReport.WriteText(files, settings, terminal);
        return ExitCodeOf(files, settings);
    }

    private static int RunOnInput(FormatSettings settings, Terminal terminal)
    {
        if (settings.Paths.Length > 1) throw new UsageException("standard input (`-`) is formatted alone");
        if (settings.Output == OutputFormat.Json) throw new UsageException("of standard input the formatted text is written, which is no JSON");
        using var reader = new StreamReader(terminal.Input, Encoding.UTF8);
        FormattedFile file = FormattedFile.Of(SourceText.From(reader.ReadToEnd(), settings.InputName), settings.Rego);
        if (settings.IsLookingOnly || file.IsFailed) FormatReport.WriteText([file], settings, terminal);
        else terminal.Output.Write(file.After);
        return ExitCodeOf([file], settings);
    }

    private static int ExitCodeOf(ImmutableArray<FormattedFile> files, FormatSettings settings)
    {
        if (files.Any(f => f.IsFailed)) return ExitCode.BadInput;
        return settings.IsLookingOnly && files.Any(f => f.IsChanged) ? ExitCode.Findings : ExitCode.Clean;
    }

    /// <summary>The policy files named and those in the folders named, each once.</summary>
    private static ImmutableArray<string> Find(ImmutableArray<string> paths)
    {
        ImmutableArray<string> files = [.. paths.SelectMany(FindIn).DistinctBy(Path.GetFullPath, StringComparer.Ordinal)];
        return files.IsEmpty ? throw new UsageException($"there is no .policy or .rego file in {string.Join(", ", paths.Select(p => $"`{p}`"))}") : files;
    }

    private static IEnumerable<string> FindIn(string path)
    {
        if (Directory.Exists(path)) return TextFile.FindAll(path).Where(PolicyFiles.IsPolicy);
        if (!File.Exists(path)) throw new UsageException($"`{path}` does not exist");
        return PolicyFiles.IsPolicy(path) ? [TextFile.Slashes(path)] : throw new UsageException($"`{path}` is no .policy or .rego file");
    }
}
