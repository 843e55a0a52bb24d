using System.Collections.Immutable;
using System.Text.Json;
using PolicyKit.Cli.Reports;
using PolicyKit.Runtime;

namespace PolicyKit.Cli.Evaluating;

/// <summary>Writes the solutions of a query.</summary>
internal static class AnswerReport
{
    public static void Write(ImmutableArray<QuerySolution> solutions, AnswerFormat format, Terminal terminal, bool noColour)
    {
        switch (format)
        {
            case AnswerFormat.Json:
                WriteJson(solutions, terminal.Output);
                break;
            case AnswerFormat.Pretty:
                WritePretty(solutions, terminal.PaintOutput(noColour));
                break;
            default:
                foreach (QuerySolution solution in solutions) terminal.Output.Write(Line(solution, format) + "\n");
                break;
        }
    }

    /// <summary><c>{"result": [{"expressions": […], "bindings": {…}}]}</c>; without <c>result</c> when the query is undefined.</summary>
    private static void WriteJson(ImmutableArray<QuerySolution> solutions, TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteStartObject();
        if (!solutions.IsEmpty)
        {
            json.WriteObjects("result", solutions, solution =>
            {
                json.WriteObjects("expressions", solution.Expressions, expression =>
                {
                    WriteValue(json, "value", expression.Value);
                    json.WriteString("text", expression.Text);
                    json.WriteStartObject("location");
                    json.WriteNumber("row", expression.Location.Start.Line + 1);
                    json.WriteNumber("col", expression.Location.Start.Character + 1);
                    json.WriteEndObject();
                });
                if (solution.Bindings.Count > 0) WriteValue(json, "bindings", solution.Bindings);
            });
        }
        json.WriteEndObject();
    });

    private static void WriteValue(Utf8JsonWriter json, string name, Value value)
    {
        json.WritePropertyName(name);
        json.WriteValue(value);
    }

    private static void WritePretty(ImmutableArray<QuerySolution> solutions, Painter paint)
    {
        if (solutions.IsEmpty) paint.Line("undefined", Styles.Faint);
        foreach (QuerySolution solution in solutions)
        {
            if (solutions.Length > 1 && solution != solutions[0]) paint.Line();
            foreach ((Value name, Value value) in solution.Bindings.Members()) paint.Write(name.TextOrEmpty(), Styles.Strong).Write(" = ").Line(Indented(value));
            foreach (QueryExpression expression in solution.Expressions)
            {
                bool isOnlyAnswer = solution.Bindings.Count == 0 && solution.Expressions.Length == 1;
                if (isOnlyAnswer) paint.Line(Indented(expression.Value));
                else if (expression.Value != Value.True) paint.Write(expression.Text, Styles.Strong).Write(" is ").Line(Indented(expression.Value));
            }
            if (solution.Bindings.Count == 0 && solution.Expressions.Length > 1 && solution.Expressions.All(e => e.Value == Value.True)) paint.Line("true");
        }
    }

    private static string Indented(Value value)
    {
        using var text = new StringWriter();
        JsonOutput.Write(text, json => json.WriteValue(value));
        return text.ToString().TrimEnd('\n');
    }

    private static string Line(QuerySolution solution, AnswerFormat format) => format switch
    {
        AnswerFormat.Bindings => solution.Bindings.ToJson(),
        AnswerFormat.Values => $"[{string.Join(',', solution.Expressions.Select(e => e.Value.ToJson()))}]",
        _ => string.Join(' ', solution.Expressions.Select(e => e.Value.TryGetString(out string? text) ? text : e.Value.ToJson())),
    };
}
