using System.Runtime.ExceptionServices;

namespace PolicyKit.Runtime;

/// <summary>Sorts by comparisons that may end the evaluation: what they throw is thrown as it is, and not wrapped.</summary>
internal static class Sorting
{
    private static readonly Comparer<Value> s_byValue = Comparer<Value>.Create(Ops.Compare);

    /// <summary>Sorts keys by their order as values, and what belongs to each with it.</summary>
    public static void Sort<T>(Value[] keys, T[] items) => Run(() => Array.Sort(keys, items, s_byValue));

    public static void Sort<T>(List<T> items, Comparison<T> comparison) => Run(() => items.Sort(comparison));

    /// <summary>The values by their order; equal ones stay in the order in which they come.</summary>
    public static Value[] Ordered(List<Value> items)
    {
        Value[] ordered = [];
        Run(() => ordered = [.. items.Order(s_byValue)]);
        return ordered;
    }

    private static void Run(Action sort)
    {
        try
        {
            sort();
        }
        catch (InvalidOperationException exception) when (exception.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
        }
    }
}
