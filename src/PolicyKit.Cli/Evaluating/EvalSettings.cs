using System.Collections.Immutable;
using PolicyKit.Cli.Policies;

namespace PolicyKit.Cli.Evaluating;

/// <summary>What <c>policykit eval</c> was asked for.</summary>
/// <param name="Query">The query's text.</param>
/// <param name="Data">Modules and data: files and folders, each perhaps with a prefix.</param>
/// <param name="Rego">How <c>.rego</c> modules are read.</param>
/// <param name="Input">The file of <c>input</c>, <c>-</c> for standard input, or null for none.</param>
/// <param name="Options">How the query is read.</param>
/// <param name="Output">How the answer is written.</param>
/// <param name="Explain">How much is told of what was evaluated.</param>
/// <param name="Fail">Which answer makes the exit code 1.</param>
/// <param name="PrintsPlaces">Whether lines of <c>print</c> start with the place of their call.</param>
/// <param name="Limits">What the evaluation may cost.</param>
/// <param name="NoColour">Whether colours are off.</param>
internal sealed record EvalSettings(
    string Query, ImmutableArray<string> Data, RegoOptions Rego, string? Input, QueryOptions Options, AnswerFormat Output, ExplainDetail Explain, FailWhen Fail, bool PrintsPlaces,
    EvaluationLimits Limits, bool NoColour);

/// <summary>How an answer is written.</summary>
internal enum AnswerFormat
{
    /// <summary>One JSON object, as OPA writes it.</summary>
    Json,

    /// <summary>For people.</summary>
    Pretty,

    /// <summary>A JSON array of the expressions' values for each solution, one a line.</summary>
    Values,

    /// <summary>The expressions' values themselves, strings bare, one line for each solution.</summary>
    Raw,

    /// <summary>A JSON object of the variables for each solution, one a line.</summary>
    Bindings,
}

/// <summary>Which answer is a failure.</summary>
internal enum FailWhen
{
    /// <summary>None.</summary>
    Never,

    /// <summary>There is no solution.</summary>
    Undefined,

    /// <summary>There is a solution.</summary>
    Defined,
}
