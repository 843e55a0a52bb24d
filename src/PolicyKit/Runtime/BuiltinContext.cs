using PolicyKit.Text;

namespace PolicyKit.Runtime;

/// <summary>What a builtin may ask of the evaluation that calls it.</summary>
public abstract class BuiltinContext
{
    /// <summary>The evaluation's own time.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>Records a builtin error and gives undefined. A strict caller turns it into an error decision.</summary>
    public abstract Value Fail(string message);

    /// <summary>Charges work that can exceed the size of the operands to the evaluation's budget.</summary>
    public abstract void Charge(long steps);

    /// <summary>A value made once for a key and kept with the compiled program, such as a compiled regular expression. <paramref name="make"/> must be pure.</summary>
    public abstract T Cache<T>(object key, Func<object, T> make)
        where T : class;

    /// <summary>Whether every object of a kind in a namespace is known.</summary>
    public abstract bool IsComplete(string kind, string @namespace);

    /// <summary>The version judged against, major and minor alone; null for the newest.</summary>
    public abstract Version? KubernetesVersion { get; }

    /// <summary>Records that something which the policy asked for is unknown: if it finds nothing, it was not judged.</summary>
    public abstract void Unknown(string reason);

    /// <summary>Takes a line of the <c>print</c> call at a place.</summary>
    public abstract void Print(string text, Location location);
}
