using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Conformance.Opa;

/// <summary>An error in OPA's terms: printed as <c>file:line: code: message</c>.</summary>
internal sealed partial record OpaError(string Code, string Message, Location Location)
{
    private static readonly ImmutableArray<(string IdPrefix, string Code)> s_compileCodes =
    [
        ("PK1", "rego_parse_error"),
        ("PK3001", "rego_unsafe_var_error"),
        ("PK3002", "rego_recursion_error"),
        ("PK2003", "rego_type_error"),
        ("PK2004", "rego_type_error"),
        ("PK2005", "rego_type_error"),
        ("PK2007", "rego_type_error"),
        ("PK2008", "rego_type_error"),
        ("PK2019", "rego_type_error"),
        ("PK4", "rego_type_error"),
        ("PK", "rego_compile_error"),
    ];

    public static OpaError From(ImmutableArray<Diagnostic> diagnostics)
    {
        Diagnostic first = diagnostics.First(d => d.Severity == DiagnosticSeverity.Error);
        return new OpaError(s_compileCodes.First(row => first.Id.StartsWith(row.IdPrefix, StringComparison.Ordinal)).Code, $"{first.Id}: {first.Message}", first.Location);
    }

    public static OpaError From(EvaluationException exception) => new(CodeOf(exception), exception.Message, exception.Location);

    public override string ToString() => Location.Source is null ? $"{Code}: {Message}" : $"{Location.Source.Path}:{Line}: {Code}: {Message}";

    private string Line => (Location.Start.Line + 1).ToString(CultureInfo.InvariantCulture);

    private static string CodeOf(EvaluationException exception) => exception.Kind switch
    {
        EvaluationErrorKind.Conflict => "eval_conflict_error",
        // OPA has one code for an operand of the wrong type and one for everything else that a builtin can say.
        EvaluationErrorKind.Builtin when WrongOperand().IsMatch(exception.Message) => "eval_type_error",
        EvaluationErrorKind.Builtin => "eval_builtin_error",
        EvaluationErrorKind.Cancelled => "eval_cancel_error",
        _ => "eval_internal_error",
    };

    [GeneratedRegex(@": operand \d+ must be ", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex WrongOperand();
}
