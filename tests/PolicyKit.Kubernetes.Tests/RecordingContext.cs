using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Tests;

/// <summary>A context that keeps what a builtin fails with and charges.</summary>
internal sealed class RecordingContext : BuiltinContext
{
    public string? Failure { get; private set; }

    public long Steps { get; private set; }

    public override DateTimeOffset Now => DateTimeOffset.UnixEpoch;

    public override Value Fail(string message)
    {
        Failure = message;
        return Value.Undefined;
    }

    public override void Unknown(string reason)
    {
    }

    public override Version? KubernetesVersion => null;

    public override bool IsComplete(string kind, string @namespace) => throw new NotSupportedException();

    public override void Charge(long steps) => Steps += steps;

    public override T Cache<T>(object key, Func<object, T> make) => make(key);

    public override void Print(string text, Location location)
    {
    }
}
