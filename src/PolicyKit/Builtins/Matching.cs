using System.Diagnostics;
using System.Text.RegularExpressions;
using PolicyKit.Builtins.Re2;
using PolicyKit.Runtime;

namespace PolicyKit.Builtins;

/// <summary>
/// Runs expressions within the budget. Time is linear in the text, but nested counts make the factor large: what takes too long exhausts the budget, so that it is
/// an error and never just undefined.
/// </summary>
internal static class Matching
{
    private const long Everything = long.MaxValue / 4;

    /// <summary>Whether the expression is found; undefined where it took too long.</summary>
    public static Value IsMatch(BuiltinContext context, Re2Regex regex, ReadOnlySpan<char> text)
    {
        context.Charge(Strings.Cost(text.Length * regex.Size));
        try
        {
            return Value.FromBoolean(regex.IsMatch(text));
        }
        catch (RegexMatchTimeoutException)
        {
            return Exhaust(context);
        }
    }

    /// <summary>The first so many matches, all where the limit is negative; null where it took too long.</summary>
    public static List<Re2Match>? Matches(BuiltinContext context, Re2Regex regex, string text, long limit)
    {
        context.Charge(Strings.Cost(text.Length * regex.Size));
        var matches = new List<Re2Match>();
        if (limit == 0)
            return matches;
        var start = Stopwatch.GetTimestamp();
        try
        {
            foreach (var match in regex.Matches(text))
            {
                // Each match is found in linear time, but all of them may take quadratic time.
                if (Stopwatch.GetElapsedTime(start) > Re2Regex.Timeout)
                {
                    Exhaust(context);
                    return null;
                }

                context.Charge(match.Groups.Length);
                matches.Add(match);
                if (matches.Count == limit)
                    break;
            }
        }
        catch (RegexMatchTimeoutException)
        {
            Exhaust(context);
            return null;
        }

        return matches;
    }

    private static Value Exhaust(BuiltinContext context)
    {
        context.Charge(Everything);
        return context.Fail("regular expression took too long");
    }
}
