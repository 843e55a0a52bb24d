using PolicyKit.Text;

namespace PolicyKit.Runtime;

/// <summary>Why an evaluation has no answer.</summary>
public enum EvaluationErrorKind
{
    /// <summary>Two clauses gave different values, or an object has two values under one key.</summary>
    Conflict,

    /// <summary>A builtin failed and its caller is strict.</summary>
    Builtin,

    /// <summary>The evaluation cost more than its limits allow.</summary>
    BudgetExceeded,

    /// <summary>The evaluation was cancelled.</summary>
    Cancelled,

    /// <summary>The object could not be read.</summary>
    InvalidInput,

    /// <summary>A core module gave something that is no finding.</summary>
    InvalidFinding,

    /// <summary>A <c>with</c> gave a param a value of another type.</summary>
    InvalidParam,
}

/// <summary>An evaluation that has no answer. Decisions carry it as an error; only a query throws it.</summary>
public sealed class EvaluationException : Exception
{
    internal EvaluationException(EvaluationErrorKind kind, string message, Location? location = null)
        : base(message)
    {
        Kind = kind;
        Location = location ?? Location.None;
    }

    /// <summary>What went wrong.</summary>
    public EvaluationErrorKind Kind { get; }

    /// <summary>The member of <see cref="EvaluationLimits"/> that allows more; null when no limit ended the evaluation, or the stack did.</summary>
    public string? Limit { get; init; }

    /// <summary>Where in the policy text, if known.</summary>
    public Location Location { get; }
}
