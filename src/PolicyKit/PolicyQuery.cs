using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Diagnostics;
using PolicyKit.Emit;
using PolicyKit.Runtime;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit;

/// <summary>A query over the packages of a compilation, such as <c>data.a.b = x</c>. Thread-safe.</summary>
public sealed class PolicyQuery
{
    private readonly PolicyProgram _program;
    private readonly BoundQueryRules _rules;
    private readonly QueryReads _bindingsReads;
    private readonly QueryReads _solutionsReads;

    private PolicyQuery(PolicyProgram program, BoundQueryRules rules, RuleBodies bodies)
    {
        _program = program;
        _rules = rules;
        _bindingsReads = new QueryReads(rules.Bindings, bodies);
        _solutionsReads = new QueryReads(rules.Solutions, bodies);
    }

    /// <summary>The variables of the query in order of their first appearance.</summary>
    public ImmutableArray<string> Variables => _rules.Variables;

    /// <summary>
    /// What the query reads of <c>input</c>, as paths such as <c>input.spec.containers[*].image</c>; an ellipsis at the end says that everything below is read. Of an input in bytes all else is passed over.
    /// </summary>
    public ImmutableArray<string> Reads => _bindingsReads.Paths;

    /// <summary>How often an input in bytes had to be read again, because more was asked for than the analysis said. Correct all the same, but slow.</summary>
    internal int ReadAgain => _program.ReadAgain;

    /// <summary>Compiles a query together with trees; null when there are errors.</summary>
    /// <param name="trees">The modules; none for a query over data and input alone.</param>
    /// <param name="query">A body without braces.</param>
    /// <param name="diagnostics">What parsing and binding found.</param>
    /// <param name="domain">What the language knows of the world; nothing when left out.</param>
    /// <param name="options">How the query is read, and which names it sees.</param>
    public static PolicyQuery? Compile(IEnumerable<SyntaxTree> trees, string query, out ImmutableArray<Diagnostic> diagnostics, PolicyDomain? domain = null, QueryOptions? options = null)
    {
        options ??= new QueryOptions();
        (PolicyQuery? compiled, diagnostics) = LargeStack.Run(() => Compile([.. trees], SourceText.From(query, options.Name), options, domain ?? PolicyDomain.None));
        return compiled;
    }

    /// <summary>The bindings of every solution: an array of objects by variable name; empty when the query is undefined.</summary>
    /// <exception cref="EvaluationException">The evaluation has no answer.</exception>
    public Value Evaluate(PolicyInput input, Value data) => _program.Evaluate(_rules.Bindings, input, data);

    /// <summary>
    /// Every solution with its bindings and the values of its expressions; none when the query is undefined. As in OPA, an expression that is false ends a solution, unless the query is that one
    /// expression and has no variables: then false is its value.
    /// </summary>
    /// <exception cref="EvaluationException">The evaluation has no answer.</exception>
    public ImmutableArray<QuerySolution> Solve(PolicyInput input, Value data) => [.. _program.Evaluate(_rules.Solutions, input, data).Elements().Select(ToSolution)];

    /// <summary>
    /// The bindings of every solution over an <c>input</c> given as UTF-8 JSON. Only what the query reads of it is read, into buffers that are used again; of the rest the structure, the escapes and the depth are checked, and
    /// no more. The answer holds nothing of the buffers.
    /// </summary>
    /// <param name="utf8Input">The text.</param>
    /// <param name="data">The base documents.</param>
    /// <param name="surroundings">Everything else that the evaluation is given; its <see cref="PolicyInput.Input"/> does not count.</param>
    /// <exception cref="DocumentException">The text is not strict JSON, repeats a key in an object that is read, or nests deeper than 1,000 levels.</exception>
    /// <exception cref="EvaluationException">The evaluation has no answer.</exception>
    public Value Evaluate(ReadOnlySpan<byte> utf8Input, Value data, PolicyInput? surroundings = null) => _program.Evaluate(_rules.Bindings, utf8Input, _bindingsReads, surroundings, data);

    /// <summary>Every solution, as <see cref="Solve(PolicyInput, Value)"/> gives them, over an <c>input</c> given as UTF-8 JSON.</summary>
    /// <inheritdoc cref="Evaluate(ReadOnlySpan{byte}, Value, PolicyInput)"/>
    public ImmutableArray<QuerySolution> Solve(ReadOnlySpan<byte> utf8Input, Value data, PolicyInput? surroundings = null) =>
        [.. _program.Evaluate(_rules.Solutions, utf8Input, _solutionsReads, surroundings, data).Elements().Select(ToSolution)];

    /// <summary>What happens when the query is evaluated: every rule and clause that is tried and each expression, with its values. Where an error ends the evaluation, that up to there. Prints nothing.</summary>
    public Trace Explain(PolicyInput input, Value data) => _program.Explain(_rules.Bindings, input with { Print = null }, data);

    /// <summary>Compiles everything to machine code now instead of in the background after the first few hundred evaluations.</summary>
    public void Warm() => _program.Warm();

    private static (PolicyQuery? Query, ImmutableArray<Diagnostic> Diagnostics) Compile(ImmutableArray<SyntaxTree> trees, SourceText text, QueryOptions options, PolicyDomain domain)
    {
        var parsing = new ParseOptions(options.Version, AllowPolicies: false);
        SyntaxTree module = SyntaxTree.Parse(ScopeText(options), parsing);
        (QuerySyntax? syntax, ImmutableArray<Diagnostic> parsed) = SyntaxTree.ParseQuery(text, parsing);
        var session = new BindingSession(domain, options.StrictBuiltinErrors);
        foreach (CompiledPack pack in options.Packs) pack.Content.LoadInto(session);
        Binder.Bind(session, trees);
        BoundQueryRules? bound = syntax is null ? null : Binder.BindQuery(session, module, options.Package.Length > 0, syntax);
        ImmutableArray<Diagnostic> diagnostics = [.. trees.SelectMany(t => t.Diagnostics), .. module.Diagnostics, .. parsed, .. session.Diagnostics.ToImmutable()];
        if (bound is null || diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error)) return (null, diagnostics);
        return (new PolicyQuery(new PolicyProgram(session, new ProgramCode(session)), bound, session.Bodies), diagnostics);
    }

    private static SourceText ScopeText(QueryOptions options)
    {
        string package = options.Package.Length == 0 ? "query" : options.Package;
        return SourceText.From($"package {package}\n" + string.Concat(options.Imports.Select(i => $"import {i}\n")), "<scope of the query>");
    }

    private QuerySolution ToSolution(Value solution) =>
        new(solution[0], [.. _rules.Expressions.Select((location, i) => new QueryExpression(solution[1][i], location.Source!.ToString(location.Span), location))]);
}
