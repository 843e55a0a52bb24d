using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Images;

/// <summary><c>image.*</c>: references to container images.</summary>
internal static class ImageBuiltins
{
    public static ImmutableArray<DomainBuiltin> Rows { get; } =
    [
        new("image.is_valid", ["any"], "boolean", IsValid, "whether a value is an image reference that the kubelet can pull"),
        new("image.parse", ["string"], "object[string: any]", Parse, "the parts of an image reference: name, registry, repository, tag, explicit_tag, digest"),
    ];

    /// <summary>By reference: its parts; or why it is none.</summary>
    private static readonly TextMemo<(Value Parts, string? Fault)> Known = new(Read);

    public static Value IsValid(Value reference) => Value.FromBoolean(Known.TryRead(reference, out (Value, string? Fault) read) && read.Fault is null);

    public static Value Parse(BuiltinContext context, Value reference)
    {
        if (!Known.TryRead(reference, out (Value Parts, string? Fault) read)) return context.Fail("operand 1 must be string");
        return read.Fault is null ? read.Parts : context.Fail($"`{reference.TextOrEmpty()}` is no image reference: {read.Fault}");
    }

    private static (Value Parts, string? Fault) Read(string text)
    {
        if (!ImageReference.TryParse(text, out ImageReference? image, out string? fault)) return (default, fault);
        List<KeyValuePair<Value, Value>> members =
        [
            Member("name", Value.FromString(image.Name)),
            Member("registry", Value.FromString(image.Registry)),
            Member("repository", Value.FromString(image.Repository)),
            Member("explicit_tag", Value.FromBoolean(image.Tag is not null)),
        ];
        if (image.EffectiveTag is { } tag) members.Add(Member("tag", Value.FromString(tag)));
        if (image.Digest is { } digest) members.Add(Member("digest", Value.FromString(digest)));
        return (Value.FromObject(members), null);
    }

    private static KeyValuePair<Value, Value> Member(string name, Value value) => KeyValuePair.Create(Value.FromString(name), value);
}
