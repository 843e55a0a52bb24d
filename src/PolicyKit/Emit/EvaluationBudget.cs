using System.Globalization;
using System.Runtime.CompilerServices;
using PolicyKit.Runtime;

namespace PolicyKit.Emit;

/// <summary>What one evaluation may still cost.</summary>
internal sealed class EvaluationBudget
{
    /// <summary>Steps after which the clock and the token are looked at.</summary>
    private const long Slice = 4096;

    private EvaluationLimits _limits = EvaluationLimits.Default;
    private CancellationToken _cancellation;
    private long _started;
    private long _slice;
    private long _stepsLeft;
    private long _kept;
    private long _outputLeft;
    private int _findingsLeft;
    private int _depth;

    /// <summary>What ended the evaluation; null while it goes on.</summary>
    public EvaluationException? End { get; private set; }

    /// <summary>Steps since <see cref="Reset"/>.</summary>
    public long Steps => _limits.MaxSteps - _kept - _stepsLeft;

    /// <summary>Starts an evaluation, which is to be followed by <see cref="Reset"/>: from now on time counts.</summary>
    /// <exception cref="OperationCanceledException">It is cancelled.</exception>
    public void Start(EvaluationLimits limits, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        (_limits, _cancellation) = (limits, cancellation);
        if (limits.Timeout is not null) _started = limits.Clock.GetTimestamp();
        _slice = limits.Timeout is not null || cancellation.CanBeCanceled ? Slice : long.MaxValue;
    }

    /// <summary>Lets go of the token.</summary>
    public void Release() => _cancellation = default;

    /// <summary>Gives everything back but the time, where what was evaluated does not count.</summary>
    public void Reset()
    {
        _stepsLeft = Math.Min(_slice, _limits.MaxSteps);
        _kept = _limits.MaxSteps - _stepsLeft;
        _outputLeft = _limits.MaxOutput;
        _findingsLeft = _limits.MaxFindings;
        _depth = 0;
        End = null;
    }

    public void Charge(long steps)
    {
        if ((_stepsLeft -= steps) < 0) Refill();
    }

    /// <summary>A rule or function is entered.</summary>
    public void Deepen()
    {
        if (++_depth > _limits.MaxDepth) throw Exhausted(nameof(EvaluationLimits.MaxDepth), $"rules and functions called each other more than {_limits.MaxDepth} deep");
    }

    /// <summary>A rule or function gave its value.</summary>
    public void Rise() => _depth--;

    /// <summary>Where an evaluation goes on after an error, what was entered is left.</summary>
    public int Depth
    {
        get => _depth;
        set => _depth = value;
    }

    public void ChargeOutput(long size)
    {
        if ((_outputLeft -= size) < 0) throw Exhausted(nameof(EvaluationLimits.MaxOutput), $"the output is larger than {_limits.MaxOutput} characters and members");
    }

    public void ChargeFinding()
    {
        if (--_findingsLeft < 0) throw Exhausted(nameof(EvaluationLimits.MaxFindings), $"there are more than {_limits.MaxFindings} findings");
    }

    /// <summary>Charges a value as it would be written.</summary>
    public void ChargeOutput(Value value)
    {
        long left = _outputLeft;
        LargeStack.RunWhenNeeded(() =>
        {
            _outputLeft = left;
            ChargeParts(value);
            return true;
        });
    }

    private void ChargeParts(Value value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Charge(1);
        ValueKind kind = value.Kind;
        ChargeOutput(kind == ValueKind.String ? 1 + value.Count : 1);
        for (long cursor = Ops.First(value); cursor >= 0; cursor = Ops.Next(value, cursor))
        {
            if (kind == ValueKind.Object) ChargeParts(Ops.KeyAt(value, cursor));
            ChargeParts(Ops.ValueAt(value, cursor));
        }
    }

    /// <summary>More steps were taken than the slice had: looks at the clock and the token, and takes the next slice.</summary>
    private void Refill()
    {
        long owed = -_stepsLeft;
        if (owed > _kept)
        {
            (_stepsLeft, _kept) = (0, 0);
            throw Exhausted(nameof(EvaluationLimits.MaxSteps), $"the evaluation took more than {_limits.MaxSteps} steps");
        }
        LookUp();
        long slice = Math.Max(owed, Math.Min(_slice, _kept));
        _kept -= slice;
        _stepsLeft = slice - owed;
    }

    /// <summary>Looks at the clock and the token.</summary>
    public void LookUp()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_limits.Timeout is { } timeout && _limits.Clock.GetElapsedTime(_started) >= timeout)
        {
            throw Exhausted(nameof(EvaluationLimits.Timeout), string.Create(CultureInfo.InvariantCulture, $"the evaluation took longer than {timeout.TotalMilliseconds} ms"));
        }
    }

    private EvaluationException Exhausted(string limit, string message) => End = new EvaluationException(EvaluationErrorKind.BudgetExceeded, message) { Limit = limit };
}
