using PolicyKit.Binding;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Tests.Reference;

/// <summary>The second evaluator: a query over modules without errors. It shares values, builtins and the lowered tree with the product, and no plan.</summary>
internal sealed class ReferenceQuery
{
    private readonly BindingSession _session;
    private readonly RuleSymbol _rule;

    private ReferenceQuery(BindingSession session, RuleSymbol rule)
    {
        _session = session;
        _rule = rule;
    }

    public static ReferenceQuery Compile(IEnumerable<SyntaxTree> trees, string query, bool strictBuiltinErrors = false) => LargeStack.Run(() =>
    {
        SyntaxTree module = SyntaxTree.Parse(SourceText.From("package query", "query"), ParseOptions.Rego);
        QuerySyntax syntax = SyntaxTree.ParseQuery(SourceText.From(query, "query"), ParseOptions.Rego).Query!;
        BindingSession session = Binder.Bind(PolicyDomain.None, trees, strictBuiltinErrors);
        return new ReferenceQuery(session, Binder.BindQuery(session, module, inPackage: false, syntax).Bindings);
    });

    /// <summary>The bindings of every solution, as <see cref="PolicyQuery.Evaluate(PolicyInput, Value)"/> gives them.</summary>
    public Value Evaluate(Value input, Value data) => LargeStack.Run(() =>
    {
        var rules = new ReferenceRules(_session.Bodies);
        return new ReferenceContext(rules) { Input = input, Data = data }.RuleValue(_rule);
    });
}
