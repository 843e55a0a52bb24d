using System.Collections.Immutable;
using PolicyKit.Cli.Files;
using PolicyKit.Cli.Reports;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Cli.Evaluating;

/// <summary>Runs <c>policykit eval</c>.</summary>
internal static class EvalRun
{
    public static int Run(EvalSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        Painter messages = terminal.PaintError(settings.NoColour);
        try
        {
            EvalFiles files = EvalFiles.Read(settings.Data, settings.Rego);
            PolicyInput input = EvalInput.Of(settings.Input is null ? null : DocumentFile.Read(settings.Input, terminal.Input)) with
            {
                Print = (text, location) => Print(text, location, settings, messages),
                Limits = settings.Limits,
                Cancellation = cancellationToken,
            };
            cancellationToken.ThrowIfCancellationRequested();
            PolicyQuery? query = PolicyQuery.Compile(files.Trees, settings.Query, out ImmutableArray<Diagnostic> diagnostics, KubernetesDomain.Instance, settings.Options with { Packs = files.Packs });
            foreach (Diagnostic diagnostic in diagnostics) messages.Line(DiagnosticRenderer.Render(diagnostic)).Line();
            if (query is null) return ExitCode.BadInput;
            if (settings.Explain != ExplainDetail.None) ExplainReport.Write(query.Explain(input, files.Data), settings.Explain, messages);
            ImmutableArray<QuerySolution> solutions = query.Solve(input, files.Data);
            AnswerReport.Write(solutions, settings.Output, terminal, settings.NoColour);
            return IsFailure(solutions, settings.Fail) ? ExitCode.Findings : ExitCode.Clean;
        }
        catch (CompiledPackException exception)
        {
            throw new UsageException(exception.Message);
        }
        catch (EvaluationException exception)
        {
            Write(exception, messages);
            return ExitCode.BadInput;
        }
        catch (FileException exception)
        {
            Write(exception, messages);
            return ExitCode.BadInput;
        }
    }

    private static bool IsFailure(ImmutableArray<QuerySolution> solutions, FailWhen fail) => fail switch
    {
        FailWhen.Undefined => solutions.IsEmpty,
        FailWhen.Defined => !solutions.IsEmpty,
        _ => false,
    };

    private static void Print(string text, Location location, EvalSettings settings, Painter messages) =>
        messages.Write(settings.PrintsPlaces ? $"{location.Source?.Path}:{location.Start.Line + 1}: " : "", Styles.Faint).Line(text);

    private static void Write(EvaluationException exception, Painter paint)
    {
        string place = exception.Location.Source is null ? "" : $"{exception.Location}: ";
        paint.Write(place, Styles.Strong).Write("error", Styles.Deny).Line($": {exception.Message}");
        if (LimitOptions.HelpOn(exception.Limit) is { } help) paint.Line($"  help: {help}", Styles.Faint);
        if (exception.Location.Source is { } source) paint.Line(DiagnosticRenderer.RenderExcerpt(source, exception.Location.Span));
    }

    /// <summary>Writes what is wrong with a file, and where.</summary>
    public static void Write(FileException exception, Painter paint)
    {
        paint.Write($"{exception.Text.Path}:{exception.Position}: ", Styles.Strong).Write("error", Styles.Deny).Line($": {exception.Message}");
        if (exception.Position.Line < exception.Text.LineCount) TextReport.WriteExcerpt(Excerpt.At(exception.Text.GetLine(exception.Position.Line), exception.Position), paint);
        if (exception.Help is { } help) paint.Line($"  help: {help}", Styles.Faint);
    }
}
