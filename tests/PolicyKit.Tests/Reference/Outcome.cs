using PolicyKit.Runtime;

namespace PolicyKit.Tests.Reference;

/// <summary>What an evaluation gives: a value, the kind of its error, or how it broke down.</summary>
internal sealed record Outcome(Value Value, EvaluationErrorKind? Error, string? Crash = null)
{
    public bool IsExhausted => Error == EvaluationErrorKind.BudgetExceeded;

    public static Outcome Of(Func<Value> evaluate)
    {
        try
        {
            return new Outcome(evaluate(), null);
        }
        catch (EvaluationException exception)
        {
            return new Outcome(default, exception.Kind);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Any other exception is a defect, to be reported with the program that shows it.
            return new Outcome(default, null, exception.ToString());
        }
    }

    public override string ToString() => Crash ?? Error?.ToString() ?? Value.ToString();
}
