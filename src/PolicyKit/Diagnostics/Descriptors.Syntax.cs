namespace PolicyKit.Diagnostics;

internal static partial class Descriptors
{
    internal static readonly DiagnosticDescriptor UnexpectedToken = Error("PK1001", "unexpected token", "expected {0}, found {1}");
    internal static readonly DiagnosticDescriptor UnexpectedEnd = Error("PK1002", "something is missing", "expected {0} after {1}");
    internal static readonly DiagnosticDescriptor BadCharacter = Error("PK1003", "bad character", "{0} cannot start a token{1}");
    internal static readonly DiagnosticDescriptor UnterminatedString = Error("PK1004", "unterminated string", "this {0} has no closing {1}");
    internal static readonly DiagnosticDescriptor BadEscape = Error("PK1005", "bad escape sequence", "`{0}` is not an escape sequence; a backslash is written `\\\\`");
    internal static readonly DiagnosticDescriptor BadNumber = Error("PK1006", "bad number", "`{0}` {1}");
    internal static readonly DiagnosticDescriptor UnclosedBracket = Error("PK1007", "unclosed bracket", "`{0}` is never closed");
    internal static readonly DiagnosticDescriptor UnmatchedBracket = Error("PK1008", "unmatched closing bracket", "`{0}` closes nothing");
    internal static readonly DiagnosticDescriptor TooDeep = Error("PK1009", "nested too deeply", "this is nested more than {0} levels deep");
    internal static readonly DiagnosticDescriptor MissingIf = Error("PK1010", "body without `if`", "a body needs `if` before it: write `{0} if {{ … }}`");
    internal static readonly DiagnosticDescriptor RuleSaysNothing = Error("PK1011", "rule without value or body", "`{0}` defines nothing: {1}");
    internal static readonly DiagnosticDescriptor AssignmentInExpression = Error("PK1012", "assignment inside an expression", "`{0}` cannot stand here; values are compared with `==`");
    internal static readonly DiagnosticDescriptor KeywordAsName = Error("PK1013", "keyword used as a name", "expected {0}, found the keyword `{1}`");
    internal static readonly DiagnosticDescriptor StatementsOnOneLine = Error("PK1014", "statements on one line", "two statements on one line need `;` between them; found {0}");
    internal static readonly DiagnosticDescriptor SpacedBracket = Error("PK1015", "space before a bracket", "white space ends a ref: write `{0}{1}` without a space between");
    internal static readonly DiagnosticDescriptor EmptyBody = Error("PK1016", "empty body", "a body needs at least one statement");
    internal static readonly DiagnosticDescriptor ElseOnPartialRule = Error("PK1017", "`else` on a partial rule", "`else` cannot follow a rule that adds to a set or an object");
    internal static readonly DiagnosticDescriptor BadImport = Error("PK1018", "bad import", "an import starts with `data`, `input`, `rego` or `future`, not with `{0}`");
    internal static readonly DiagnosticDescriptor MisplacedPackage = Error("PK1019", "misplaced package", "{0}");
    internal static readonly DiagnosticDescriptor BadDefault = Error("PK1020", "bad default rule", "a default rule {0}");
    internal static readonly DiagnosticDescriptor NegatedName = Error("PK1021", "minus before something other than a number", "`-` is only a sign of numbers: write `0 - {0}`");
    internal static readonly DiagnosticDescriptor BodyNeedsBraces = Error("PK1022", "several statements without braces", "a body of more than one statement needs braces: `if {{ … }}`");
    internal static readonly DiagnosticDescriptor BadPath = Error("PK1023", "bad path", "{0} is names and string keys, such as `a.b[\"c\"]`; found `{1}`");
}
