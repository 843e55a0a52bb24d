using System.Collections.Immutable;
using System.Text;
using PolicyKit.Binding;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit;

/// <summary>Applies what <c>with</c> in a test sets to an input.</summary>
internal static class TestReplacement
{
    /// <summary>The nanoseconds of a tick.</summary>
    private const long TickLength = 100;

    /// <exception cref="ArgumentException">The value cannot stand there.</exception>
    public static PolicyInput Apply(PolicyInput input, BoundReplacement replacement, Value value) => replacement switch
    {
        { Document: { } document } => Apply(input, document, replacement.Path, value),
        { IsVersion: true } => input with { KubernetesVersion = VersionOf(value) },
        { IsClock: true } => input with { Now = TimeOf(value) },
        _ => Complete(input, value == Value.True),
    };

    /// <summary>The input of the operation that the request names: what is deleted is the old object, and there is no other.</summary>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public static PolicyInput AsAsked(PolicyInput input)
    {
        Value operation = input.Request.Kind == ValueKind.Object ? input.Request.Member("operation") : default;
        if (operation.IsUndefined) return input;
        if (!operation.TryGetString(out string? name) || !PolicyMatch.AllOperations.Contains(name))
        {
            throw new ArgumentException($"{operation} is no operation{Spelling.DidYouMean(name ?? "", PolicyMatch.AllOperations)} (operations: {string.Join(", ", PolicyMatch.AllOperations)})");
        }
        return name == PolicyMatch.Delete && input.OldObject.IsUndefined ? input with { OldObject = input.Object, Object = default } : input;
    }

    private static PolicyInput Apply(PolicyInput input, DocumentSymbol document, ImmutableArray<string> path, Value value) => document.Slot switch
    {
        DocumentTable.ObjectSlot => input with { Object = Placed(ObjectBuilder.Patch(input.Object, path.AsSpan(), value)) },
        DocumentTable.OldObjectSlot => input with { OldObject = Placed(ObjectBuilder.Patch(input.OldObject, path.AsSpan(), value)) },
        DocumentTable.RequestSlot => input with { Request = ObjectBuilder.Patch(input.Request, path.AsSpan(), value) },
        DocumentTable.NamespaceSlot => input with { Namespace = ObjectBuilder.Patch(input.Namespace, path.AsSpan(), value) },
        DocumentTable.ClusterSlot => input with { Cluster = ObjectBuilder.Patch(input.Cluster, path.AsSpan(), value) },
        _ => input with { Input = ObjectBuilder.Patch(input.Input, path.AsSpan(), value) },
    };

    /// <summary>The same as a document of its own, so that findings in it have places.</summary>
    private static Value Placed(Value value) => value.Kind == ValueKind.Object ? PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(value.ToJson())).Root : value;

    private static PolicyInput Complete(PolicyInput input, bool isComplete) => input with { IsComplete = (_, _) => isComplete };

    private static Version VersionOf(Value version) =>
        PolicyInput.ParseKubernetesVersion(version.TextOrEmpty()) ?? throw new ArgumentException($"`kubernetes.version` must be a version such as \"1.25\", but is {version}");

    private static DateTimeOffset TimeOf(Value nanoseconds) =>
        nanoseconds.TryGetInt64(out long number) ? DateTimeOffset.UnixEpoch.AddTicks(number / TickLength) : throw new ArgumentException($"the time must be a number of nanoseconds since 1970, but is {nanoseconds}");
}
