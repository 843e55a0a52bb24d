using System.Collections.Immutable;
using PolicyKit.Cli.Checking;
using PolicyKit.Cli.Files;
using PolicyKit.Cli.Reports;
using PolicyKit.Kubernetes.Manifests;

namespace PolicyKit.Cli.Fixing;

/// <summary>Fixes what was read, and writes it or shows what would change.</summary>
internal static class FixWriter
{
    /// <summary>What is to be judged afterwards, and what was done: without writing, that is what was read.</summary>
    public static (CheckInput Input, FixOutcome Outcome) Fix(
        CheckInput input, Func<IEnumerable<Manifest>, PolicyProgram> program, CheckSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        (ImmutableArray<Manifest> manifests, FixOutcome outcome) = FixRun.Run(input, program, settings, input.Standard.BytesOf, cancellationToken);
        if (settings.Fix.IsDiff)
        {
            foreach (FixedFile file in outcome.Files) WriteDiff(file, terminal, settings.NoColour);
            return (input, outcome);
        }
        var problems = input.Problems.ToBuilder();
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (FixedFile file in outcome.Files)
        {
            if (Write(file, problems)) written.Add(file.Path, file.Text);
        }
        if (settings.Paths.Contains(ManifestLoader.StandardInput)) WriteStandard(input, outcome, terminal);
        var failed = outcome.Files.Where(f => !written.ContainsKey(f.Path)).Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        // What could not be written is as it was.
        ImmutableArray<Manifest> judged = failed.Count == 0 ? manifests : [.. manifests.Where(m => !failed.Contains(m.Path)), .. input.Manifests.Where(m => failed.Contains(m.Path))];
        return (input.With(judged, written) with { Problems = problems.ToImmutable() }, outcome with
        {
            Files = [.. outcome.Files.Where(f => !failed.Contains(f.Path))],
            Fixed = [.. outcome.Fixed.Where(r => !failed.Contains(r.File))],
        });
    }

    private static bool Write(FixedFile file, ImmutableArray<InputProblem>.Builder problems)
    {
        if (file.Path == StandardInput.Name) return true;
        try
        {
            AtomicFile.Replace(file.Path, file.Bytes, file.BytesBefore);
            return true;
        }
        catch (UsageException exception)
        {
            problems.Add(new InputProblem(TextFile.Slashes(file.Path), null, exception.Message, null, null));
            return false;
        }
    }

    /// <summary>Standard output has the text of standard input, changed or not.</summary>
    private static void WriteStandard(CheckInput input, FixOutcome outcome, Terminal terminal)
    {
        string? text = outcome.Files.FirstOrDefault(f => f.Path == StandardInput.Name)?.Text ?? input.Standard.TextOf(StandardInput.Name)?.ToString();
        terminal.Output.Write(text);
        terminal.Output.Flush();
    }

    private static void WriteDiff(FixedFile file, Terminal terminal, bool noColour)
    {
        Painter paint = terminal.PaintOutput(noColour);
        foreach (string line in UnifiedDiff.Lines(TextFile.Slashes(file.Path), file.Before, file.Text))
        {
            paint.Line(line, line[0] switch { '+' => Styles.Good, '-' => Styles.Deny, '@' => Styles.Faint, _ => null });
        }
        terminal.Output.Flush();
    }
}
