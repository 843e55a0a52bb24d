using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Tests;

<<<<<<< HEAD
/// <summary>A context that keeps what a builtin fails with.</summary>
=======
/// <summary>Keeps the failure of a builtin, and counts what it charges.</summary>
>>>>>>> 4209fdc (Reckon with sets of addresses, and judge what a NetworkPolicy says)
internal sealed class RecordingContext : BuiltinContext
{
    public string? Failure { get; private set; }

<<<<<<< HEAD
    public override DateTimeOffset Now => DateTimeOffset.UnixEpoch;

=======
    public long Steps { get; private set; }

    public override DateTimeOffset Now => DateTimeOffset.UnixEpoch;

    public override Version? KubernetesVersion => null;

>>>>>>> 4209fdc (Reckon with sets of addresses, and judge what a NetworkPolicy says)
    public override Value Fail(string message)
    {
        Failure = message;
        return Value.Undefined;
    }

<<<<<<< HEAD
    public override void Unknown(string reason) => throw new NotSupportedException();

    public override Version? KubernetesVersion => null;

    public override bool IsComplete(string kind, string @namespace) => throw new NotSupportedException();

    public override void Charge(long steps)
    {
    }

    public override T Cache<T>(object key, Func<object, T> make) => make(key);

    public override void Print(string text, Location location)
    {
    }
=======
    public override void Charge(long steps) => Steps += steps;

    public override T Cache<T>(object key, Func<object, T> make) => make(key);

    public override void Unknown(string reason) => throw new NotSupportedException();

    public override bool IsComplete(string kind, string @namespace) => throw new NotSupportedException();

    public override void Print(string text, Location location) => throw new NotSupportedException();
>>>>>>> 4209fdc (Reckon with sets of addresses, and judge what a NetworkPolicy says)
}
