using System.Runtime.ExceptionServices;

namespace PolicyKit.Runtime;

/// <summary>Sorts by comparisons that may end the evaluation: what they throw is thrown as it is, and not wrapped.</summary>
internal static class Sorting
{
    private static readonly Comparer<Value> s_byValue = Comparer<Value>.Create(Ops.Compare);

    /// <summary>Sorts keys by their order as values, and what belongs to each with it.</summary>
    public static void Sort<T>(Value[] keys, T[] items)
    {
        try
        {
            Array.Sort(keys, items, s_byValue);
        }
        catch (InvalidOperationException exception) when (exception.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException);
        }
    }

    public static void Sort<T>(List<T> items, Comparison<T> comparison)
    {
        try
        {
            items.Sort(comparison);
        }
        catch (InvalidOperationException exception) when (exception.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException);
        }
    }

    /// <summary>The values by their order; equal ones stay in the order in which they come.</summary>
    public static IEnumerable<Value> Ordered(List<Value> items)
    {
        try
        {
            return [.. items.Order(s_byValue)];
        }
        catch (InvalidOperationException exception) when (exception.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException);
            throw;
        }
    }
}
