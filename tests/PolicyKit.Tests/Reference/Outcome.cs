using PolicyKit.Runtime;

namespace PolicyKit.Tests.Reference;

/// <summary>What an evaluation gives: a value, or the kind of its error.</summary>
internal sealed record Outcome(Value Value, EvaluationErrorKind? Error)
{
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
    }

    public override string ToString() => Error?.ToString() ?? Value.ToString();
}
