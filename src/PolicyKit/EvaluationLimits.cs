namespace PolicyKit;

/// <summary>
/// What one evaluation may cost. What takes more ends as an error of the policy that is being judged (<see cref="Runtime.EvaluationErrorKind.BudgetExceeded"/>, with the limit in
/// <see cref="PolicyError.Limit"/>); policies judged before it keep their results, and those after it are not judged (<see cref="Decision.NotJudged"/>). The defaults are far above what policies need.
/// </summary>
public sealed record EvaluationLimits
{
    /// <summary>The limits where nothing else is said.</summary>
    public static EvaluationLimits Default { get; } = new();

    /// <summary>
    /// Steps, 10,000,000 by default. A step is one element of an iteration, one call of a rule or function, or about as much work within a builtin, a comparison or a text: some 50 ns. The number of steps depends on
    /// policies and objects alone, not on the machine.
    /// </summary>
    public long MaxSteps
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 10_000_000;

    /// <summary>How deeply rules and functions may call each other, 100,000 by default. Deep chains are evaluated on a stack of their own.</summary>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 100_000;

    /// <summary>Findings of all policies on one object, 10,000 by default.</summary>
    public int MaxFindings
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 10_000;

    /// <summary>
    /// Size of the answer, 16,777,216 by default: the characters of messages, paths and printed lines, and of the values in findings and answers of queries the characters of their texts and one for each member. What
    /// is shared within a value counts wherever it stands, as it does when the value is written.
    /// </summary>
    public long MaxOutput
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 1 << 24;

    /// <summary>Time that passes on the clock; null, the default, for any. It is looked at every some thousand steps, so an evaluation may end a little later.</summary>
    public TimeSpan? Timeout
    {
        get;
        init
        {
            if (value is { } timeout) ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
            field = value;
        }
    }

    /// <summary>The clock that <see cref="Timeout"/> is measured with: the system's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
