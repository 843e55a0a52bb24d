using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PolicyKit.Runtime.Clr;

/// <summary>The value of a member that has a converter or a handling of numbers of its own: it is written as the only member of an object.</summary>
internal sealed class ClrHeld : ClrShape
{
    private readonly JsonTypeInfo<Holder> _holder;

    public ClrHeld(JsonTypeInfo info, JsonPropertyInfo member, JsonNumberHandling? handling)
        : base(info, ClrShapeKind.Converted)
    {
        _holder = JsonTypeInfo.CreateJsonTypeInfo<Holder>(info.Options);
        JsonPropertyInfo held = _holder.CreateJsonPropertyInfo(info.Type, "held");
        held.Get = static holder => ((Holder)holder).Value;
        held.ShouldSerialize = static (_, _) => true;
        held.CustomConverter = member.CustomConverter;
        held.NumberHandling = member.NumberHandling;
        _holder.NumberHandling = handling;
        _holder.Properties.Add(held);
    }

    public override Value ReadObject(object? value, long place) => ClrJson.ReadHeld(_holder, new Holder(value), place);

    private sealed record Holder(object? Value);
}
