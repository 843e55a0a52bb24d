using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Diagnostics;
using PolicyKit.Emit;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit;

/// <summary>A query over the packages of a compilation, such as <c>data.a.b = x</c>. Thread-safe.</summary>
public sealed class PolicyQuery
{
    private readonly PolicyProgram _program;
    private readonly RuleSymbol _rule;

    private PolicyQuery(PolicyProgram program, RuleSymbol rule, ImmutableArray<string> variables)
    {
        _program = program;
        _rule = rule;
        Variables = variables;
    }

    /// <summary>The variables of the query in order of their first appearance.</summary>
    public ImmutableArray<string> Variables { get; }

    /// <summary>Compiles a query together with trees; null when there are errors.</summary>
    /// <param name="trees">The modules; none for a query over data and input alone.</param>
    /// <param name="query">A body without braces.</param>
    /// <param name="diagnostics">What parsing and binding found.</param>
    /// <param name="domain">What the language knows of the world; nothing when left out.</param>
    /// <param name="strictBuiltinErrors">Whether a builtin that fails is an error; else it is undefined, as OPA has it.</param>
    public static PolicyQuery? Compile(
        IEnumerable<SyntaxTree> trees, string query, out ImmutableArray<Diagnostic> diagnostics, PolicyDomain? domain = null, bool strictBuiltinErrors = false)
    {
        (PolicyQuery? compiled, diagnostics) = LargeStack.Run(() => Compile([.. trees], SourceText.From(query, "query"), domain ?? PolicyDomain.None, strictBuiltinErrors));
        return compiled;
    }

    /// <summary>The bindings of every solution: an array of objects by variable name; empty when the query is undefined.</summary>
    /// <exception cref="EvaluationException">The evaluation has no answer.</exception>
    public Value Evaluate(PolicyInput input, Value data) => _program.Evaluate(_rule, input, data);

    /// <summary>Compiles everything to machine code now instead of in the background after the first few hundred evaluations.</summary>
    public void Warm() => _program.Warm();

    private static (PolicyQuery? Query, ImmutableArray<Diagnostic> Diagnostics) Compile(
        ImmutableArray<SyntaxTree> trees, SourceText text, PolicyDomain domain, bool strictBuiltinErrors)
    {
        SyntaxTree module = SyntaxTree.Parse(SourceText.From("package query", "query"), ParseOptions.Rego);
        (QuerySyntax? syntax, ImmutableArray<Diagnostic> parsed) = SyntaxTree.ParseQuery(text, ParseOptions.Rego);
        BindingSession session = Binder.Bind(domain, trees, strictBuiltinErrors);
        (RuleSymbol Rule, ImmutableArray<string> Variables)? bound = syntax is null ? null : Binder.BindQuery(session, module, syntax);
        ImmutableArray<Diagnostic> diagnostics = [.. trees.SelectMany(t => t.Diagnostics), .. parsed, .. session.Diagnostics.ToImmutable()];
        if (bound is not { } query || diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error)) return (null, diagnostics);
        return (new PolicyQuery(new PolicyProgram(session, new ProgramCode(session)), query.Rule, query.Variables), diagnostics);
    }
}
