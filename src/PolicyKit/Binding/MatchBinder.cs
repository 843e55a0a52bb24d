using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Syntax;

namespace PolicyKit.Binding;

/// <summary>Binds the <c>match</c> of a policy: a named group or kind, a list of them, or an object with conditions.</summary>
internal sealed class MatchBinder(BindingSession session, ModuleScope module)
{
    private const string Expected = "a named group such as `workloads`, a kind, a list of them, or an object of conditions";


    private static readonly ImmutableArray<string> Conditions =
        ["kinds", "resources", "operations", "namespaces", "excluded_namespaces", "namespace_selector", "object_selector"];

    public (DispatchRow Dispatch, PolicyMatch Match) Bind(ExpressionSyntax value) =>
        value is ObjectExpressionSyntax conditions ? BindConditions(conditions) : (BindKinds(value), new PolicyMatch());

    /// <summary>The strings of a constant array; null when the value is anything else.</summary>
    public static ImmutableArray<string>? Strings(Value value)
    {
        if (value.Kind != ValueKind.Array) return null;
        var strings = ImmutableArray.CreateBuilder<string>();
        foreach ((_, Value element) in value.Entries)
        {
            if (!element.TryGetString(out string? text)) return null;
            strings.Add(text);
        }
        return strings.ToImmutable();
    }

    private DispatchRow BindKinds(ExpressionSyntax value)
    {
        var kinds = ImmutableArray.CreateBuilder<ObjectKind>();
        bool all = false;
        foreach (ExpressionSyntax word in value is ArrayExpressionSyntax array ? array.Items.Items : [value])
        {
            if (Word(word) is not { } text)
            {
                Report(word, "match", Expected);
            }
            else if (session.Domain.TryGetKinds(text, out ImmutableArray<ObjectKind> found, out bool matchesAll, out string? suggestion))
            {
                kinds.AddRange(found);
                all |= matchesAll;
            }
            else
            {
                session.Diagnostics.Report(Descriptors.UnknownKind, word.Location, text, suggestion is null ? "" : $"; did you mean `{suggestion}`?");
            }
        }
        if (value is ArrayExpressionSyntax { Items.Items.Count: 0 }) Report(value, "match", Expected);
        return new DispatchRow(all, [.. kinds.Distinct()]);
    }

    private (DispatchRow Dispatch, PolicyMatch Match) BindConditions(ObjectExpressionSyntax conditions)
    {
        // Without kinds the other conditions choose among all objects.
        var dispatch = new DispatchRow(true, []);
        var match = new PolicyMatch();
        if (conditions.Items.Items.Count == 0) Report(conditions, "match", Expected);
        foreach (ObjectItemSyntax item in conditions.Items.Items)
        {
            switch (Word(item.Key))
            {
                case "kinds":
                    dispatch = BindKinds(item.Value);
                    break;
                case "operations":
                    match = match with { Operations = BindOperations(item) };
                    break;
                case "resources":
                    match = match with { Resources = BindStrings(item) };
                    break;
                case "namespaces":
                    match = match with { Namespaces = BindStrings(item) };
                    break;
                case "excluded_namespaces":
                    match = match with { ExcludedNamespaces = BindStrings(item) };
                    break;
                case "namespace_selector":
                    match = match with { NamespaceSelector = BindSelector(item) };
                    break;
                case "object_selector":
                    match = match with { ObjectSelector = BindSelector(item) };
                    break;
                default:
                    Report(item.Key, item.Key.ToString(), $"one of {string.Join(", ", Conditions.Select(c => $"`{c}`"))}{Spelling.DidYouMean(Word(item.Key) ?? "", Conditions)}");
                    break;
            }
        }
        return (dispatch, match);
    }

    private ImmutableArray<string> BindStrings(ObjectItemSyntax item)
    {
        if (Strings(Constant(item.Value)) is { IsEmpty: false } strings) return strings;
        Report(item.Value, item.Key.ToString(), "a constant list of strings");
        return [];
    }

    private ImmutableArray<string> BindOperations(ObjectItemSyntax item)
    {
        ImmutableArray<string> operations = BindStrings(item);
        if (operations.Contains("*")) return PolicyMatch.AllOperations;
        if (operations.FirstOrDefault(o => !PolicyMatch.AllOperations.Contains(o)) is { } unknown) Report(item.Value, unknown, $"one of {string.Join(", ", PolicyMatch.AllOperations.Select(o => $"`{o}`"))}");
        return operations;
    }

    private Value BindSelector(ObjectItemSyntax item)
    {
        Value selector = Constant(item.Value);
        string? fault = selector.Kind == ValueKind.Object ? session.Domain.FindSelectorFault(selector) : "it is no constant object";
        if (fault is not null) Report(item.Value, item.Key.ToString(), $"a label selector, but {fault}");
        return selector;
    }

    private Value Constant(ExpressionSyntax value) => new ClauseBinder(session, module).BindTerm(value) is BoundConstant constant ? constant.Value : Value.Undefined;

    /// <summary>A bare name or a constant string.</summary>
    public static string? Word(ExpressionSyntax word) => word switch
    {
        NameExpressionSyntax name => name.Name,
        LiteralExpressionSyntax { Token: { Kind: SyntaxKind.StringToken or SyntaxKind.RawStringToken } token } => SyntaxFacts.GetStringValue(token),
        _ => null,
    };

    private void Report(SyntaxNode node, string what, string expected) => session.Diagnostics.Report(Descriptors.InvalidProperty, node.Location, what, expected);
}
