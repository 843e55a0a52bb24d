using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit;

/// <summary>What an operation of a JSON Patch does (RFC 6902, section 4).</summary>
public enum JsonPatchAction
{
    /// <summary>Sets a member, or inserts an element; <c>-</c> is the end of an array.</summary>
    Add,

    /// <summary>Removes what is there.</summary>
    Remove,

    /// <summary>Replaces what is there.</summary>
    Replace,

    /// <summary>Fails unless this is there.</summary>
    Test,
}

/// <summary>One operation of a JSON Patch.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Path">Where, as a JSON Pointer (RFC 6901).</param>
/// <param name="Value">The value; undefined for a removal.</param>
public sealed record JsonPatchOperation(JsonPatchAction Action, string Path, Value Value)
{
    /// <summary>The operation as a JSON object.</summary>
    public Value ToValue()
    {
        Value op = Value.FromString(Action.ToString().ToLowerInvariant());
        Value path = Value.FromString(Path);
        return Value.IsUndefined ? Value.FromMembers(("op", op), ("path", path)) : Value.FromMembers(("op", op), ("path", path), ("value", Value));
    }

    /// <inheritdoc/>
    public override string ToString() => ToValue().ToJson();
}

/// <summary>A change of a JSON document (RFC 6902): operations that are applied in order, all or none.</summary>
/// <param name="Operations">The operations.</param>
public sealed record JsonPatch(ImmutableArray<JsonPatchOperation> Operations)
{
    /// <summary>A patch that changes nothing.</summary>
    public static JsonPatch Empty { get; } = new([]);

    /// <summary>The pointer to the end of a path (RFC 6901): <c>~</c> and <c>/</c> in names are escaped.</summary>
    public static string PointerTo(ReadOnlySpan<PathStep> path)
    {
        var pointer = new StringBuilder();
        foreach (PathStep step in path)
        {
            pointer.Append('/');
            if (step.Name is { } name) pointer.Append(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
            else pointer.Append(CultureInfo.InvariantCulture, $"{step.Index}");
        }
        return pointer.ToString();
    }

    /// <summary>The names and indices of a pointer, as they are written in it but for the escapes.</summary>
    /// <exception cref="FormatException">The text is no pointer.</exception>
    public static ImmutableArray<string> StepsOf(string pointer)
    {
        if (pointer.Length == 0) return [];
        if (pointer[0] != '/') throw new FormatException($"`{pointer}` is not a JSON Pointer");
        return [.. pointer[1..].Split('/').Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
    }

    /// <summary>A document after the operations; undefined when one of them fails.</summary>
    public Value Apply(Value document) => Builtins.JsonPatch.Patch(new NoContext(), document, Value.FromArray(Operations.Select(o => o.ToValue())));

    /// <summary>The patch as JSON.</summary>
    public string ToJson() => Value.FromArray(Operations.Select(o => o.ToValue())).ToJson();

    /// <inheritdoc/>
    public override string ToString() => ToJson();

    /// <summary>A patch costs what its maker has paid for.</summary>
    private sealed class NoContext : BuiltinContext
    {
        public override DateTimeOffset Now => DateTimeOffset.UnixEpoch;

        public override Value Fail(string message) => Value.Undefined;

        public override void Charge(long steps)
        {
        }

        public override T Cache<T>(object key, Func<object, T> make) => make(key);

        public override bool IsComplete(string kind, string @namespace) => false;

        public override Version? KubernetesVersion => null;

        public override void Unknown(string reason)
        {
        }

        public override void Print(string text, Location location)
        {
        }
    }
}
