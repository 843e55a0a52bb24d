using System.Collections.Concurrent;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Tests.Builtins;

/// <summary>A context that keeps what builtins say, at noon of 1 January 2026, with a budget.</summary>
internal sealed class RecordingContext(long budget = 10_000_000) : BuiltinContext
{
    private static readonly ConcurrentDictionary<object, object> Cached = new();

    public string? Failure { get; private set; }

    public long Charged { get; private set; }

    public override DateTimeOffset Now { get; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public override Value Fail(string message)
    {
        Failure = message;
        return Value.Undefined;
    }

    public override void Charge(long steps)
    {
        Charged += steps;
        if (Charged > budget)
            throw new BudgetException();
    }

    public override T Cache<T>(object key, Func<object, T> make) => (T)Cached.GetOrAdd(key, make);

    public override Version? KubernetesVersion => new(1, 25);

    public override bool IsComplete(string kind, string @namespace) => throw new NotSupportedException();

    public override void Unknown(string reason) => throw new NotSupportedException();

    public override void Print(string text, Location location) => throw new NotSupportedException();
}

internal sealed class BudgetException : Exception
{
    public BudgetException()
        : base("budget exhausted")
    {
    }

    public BudgetException(string message)
        : base(message)
    {
    }

    public BudgetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
