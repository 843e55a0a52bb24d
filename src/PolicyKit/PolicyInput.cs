using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit;

/// <summary>What an evaluation judges: the object and its surroundings. Values that are left out are undefined.</summary>
public sealed record PolicyInput
{
    /// <summary>Nothing at all.</summary>
    public static PolicyInput Empty { get; } = new();

    /// <summary>The object as policies see it (null fields are undefined).</summary>
    public Value Object { get; init; }

    /// <summary>The object before an update.</summary>
    public Value OldObject { get; init; }

    /// <summary>The admission request: operation, userInfo, namespace, dryRun, subResource.</summary>
    public Value Request { get; init; }

    /// <summary>The namespace object of the judged object.</summary>
    public Value Namespace { get; init; }

    /// <summary>Other objects, by group/version, kind, namespace and name.</summary>
    public Value Cluster { get; init; }

    /// <summary>Whether the absence of a kind (first) in a namespace (second) from <see cref="Cluster"/> means that there is none; null: never.</summary>
    public Func<string, string, bool>? IsComplete { get; init; }

    /// <summary><c>input</c> of core modules; when left out, an object of the members above.</summary>
    public Value Input { get; init; }

    /// <summary>The evaluation's own time; the Unix epoch when left out.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Steps that one evaluation may take before it is an error.</summary>
    public long MaxSteps { get; init; } = 10_000_000;

    /// <summary>Takes the lines of <c>print</c>, each with the place of its call.</summary>
    public Action<string, Location>? Print { get; init; }

    /// <summary>An input that judges one document as a whole.</summary>
    public static PolicyInput ForObject(PolicyDocument document) => new() { Object = document.Root };
}
