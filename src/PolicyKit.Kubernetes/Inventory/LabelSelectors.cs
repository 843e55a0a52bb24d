using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Inventory;

/// <summary>Label selectors as Kubernetes defines them (<c>metav1.LabelSelector</c>).</summary>
public static class LabelSelectors
{
    /// <summary>
    /// Whether a selector selects labels: all of <c>matchLabels</c> and <c>matchExpressions</c> must hold; an empty selector selects everything. Undefined when the selector is no object;
    /// labels that are no object count as none.
    /// </summary>
    public static Value Matches(Value selector, Value labels)
    {
        if (selector.Kind != ValueKind.Object) return default;
        return Value.FromBoolean(HoldsAll(selector.Member("matchLabels"), labels) && HoldsEach(selector.Member("matchExpressions"), labels));
    }

    private static bool HoldsAll(Value required, Value labels)
    {
        if (required.Kind != ValueKind.Object) return true;
        foreach ((Value key, Value value) in required.Entries)
        {
            if (!key.TryGetString(out string? name) || labels.Member(name) is not { IsUndefined: false } actual || actual != value) return false;
        }
        return true;
    }

    private static bool HoldsEach(Value expressions, Value labels)
    {
        if (expressions.Kind != ValueKind.Array) return true;
        foreach ((_, Value expression) in expressions.Entries)
        {
            if (!Holds(expression, labels)) return false;
        }
        return true;
    }

    /// <summary>An unknown operator, which the API server rejects, selects nothing.</summary>
    private static bool Holds(Value expression, Value labels)
    {
        if (!expression.Member("key").TryGetString(out string? key) || !expression.Member("operator").TryGetString(out string? @operator)) return false;
        Value actual = labels.Member(key);
        Value values = expression.Member("values");
        return @operator switch
        {
            "In" => !actual.IsUndefined && IsAmong(values, actual),
            "NotIn" => actual.IsUndefined || !IsAmong(values, actual),
            "Exists" => !actual.IsUndefined,
            "DoesNotExist" => actual.IsUndefined,
            _ => false,
        };
    }

    private static bool IsAmong(Value values, Value value)
    {
        foreach ((_, Value candidate) in values.Entries)
        {
            if (candidate == value) return true;
        }
        return false;
    }
}
