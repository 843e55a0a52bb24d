using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Inventory;

/// <summary>Label selectors as meta/v1 defines them: <c>matchLabels</c> and <c>matchExpressions</c>, all of which must hold.</summary>
internal static class LabelSelectors
{
    /// <summary>The operators of <c>matchExpressions</c>: whether they take values, and when they hold for a label (undefined when the object has none).</summary>
    private static readonly Dictionary<string, (bool TakesValues, Func<Value, Value, bool> Holds)> Operators = new(StringComparer.Ordinal)
    {
        ["In"] = (true, (label, values) => !label.IsUndefined && values.Elements().Contains(label)),
        ["NotIn"] = (true, (label, values) => label.IsUndefined || !values.Elements().Contains(label)),
        ["Exists"] = (false, (label, _) => !label.IsUndefined),
        ["DoesNotExist"] = (false, (label, _) => label.IsUndefined),
    };

    /// <summary>
    /// <c>labels.matches(selector, labels)</c>: an empty selector matches everything and a null one nothing; null labels are no labels. A selector that the API server
    /// would refuse is an error, so that a slip such as <c>{app: web}</c> without <c>matchLabels</c> does not match everything.
    /// </summary>
    public static Value Matches(BuiltinContext context, Value selector, Value labels)
    {
        if (selector.Kind == ValueKind.Null) return Value.False;
        if (selector.Kind != ValueKind.Object) return context.Fail("operand 1 must be a label selector (an object)");
        if (labels.Kind is not (ValueKind.Object or ValueKind.Null)) return context.Fail("operand 2 must be an object of labels");
        return FindFault(selector) is { } fault ? context.Fail(fault) : Value.FromBoolean(Selects(selector, labels));
    }

    /// <summary><c>labels.is_selector(selector)</c>: whether the API server would accept it.</summary>
    public static Value IsValid(Value selector) =>
        Value.FromBoolean(selector.Kind == ValueKind.Null || (selector.Kind == ValueKind.Object && FindFault(selector) is null));

    /// <summary>Whether a valid selector matches labels.</summary>
    internal static bool Selects(Value selector, Value labels) =>
        selector.Member("matchLabels").Members().All(pair => labels.Member(pair.Key.TextOrEmpty()) is { IsUndefined: false } label && label == pair.Value)
        && selector.Member("matchExpressions").Elements().All(expression =>
            Operators[expression.Member("operator").TextOrEmpty()].Holds(labels.Member(expression.Member("key").TextOrEmpty()), expression.Member("values")));

    /// <summary>Why the API server would refuse a selector; null when it would not.</summary>
    internal static string? FindFault(Value selector)
    {
        foreach (var (key, value) in selector.Members())
        {
            bool isKnown = key.TextOrEmpty() switch
            {
                "matchLabels" => value.Kind is ValueKind.Object or ValueKind.Null,
                "matchExpressions" => value.Kind is ValueKind.Array or ValueKind.Null,
                _ => false,
            };
            if (!isKnown) return $"a label selector has only `matchLabels` (an object) and `matchExpressions` (an array), not `{key.TextOrEmpty()}`";
        }
        foreach (var (key, value) in selector.Member("matchLabels").Members())
        {
            if (FindFaultOfKey(key.TextOrEmpty()) is { } fault) return fault;
            if (FindFaultOfValue(value) is { } valueFault) return valueFault;
        }
        return selector.Member("matchExpressions").Elements().Select(FindFaultOfExpression).FirstOrDefault(fault => fault is not null);
    }

    private static string? FindFaultOfKey(string key) => LabelText.IsKey(key) ? null : $"`{key}` is no key of a label";

    private static string? FindFaultOfValue(Value value)
    {
        if (!value.TryGetString(out string? text)) return value.Kind == ValueKind.Null ? null : "the value of a label is a string";
        return LabelText.IsValue(text) ? null : $"`{text}` is no value of a label";
    }

    private static string? FindFaultOfExpression(Value expression)
    {
        string name = expression.Member("operator").TextOrEmpty();
        if (!Operators.TryGetValue(name, out var row)) return $"`{name}` is no operator of a label selector";
        if (expression.Member("key").TextOrEmpty().Length == 0) return "an expression of a label selector needs a `key`";
        if (FindFaultOfKey(expression.Member("key").TextOrEmpty()) is { } fault) return fault;
        if (expression.Member("values").Elements().Select(FindFaultOfValue).FirstOrDefault(value => value is not null) is { } valueFault) return valueFault;
        bool hasValues = expression.Member("values").Count > 0;
        if (hasValues == row.TakesValues) return null;
        return row.TakesValues ? $"`{name}` of a label selector needs `values`" : $"`{name}` of a label selector takes no `values`";
    }
}
