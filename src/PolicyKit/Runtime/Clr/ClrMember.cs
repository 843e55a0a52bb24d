using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PolicyKit.Runtime.Clr;

/// <summary>
/// A member of a type's objects. <see cref="Member"/> is what it is read from; where <see cref="IsDirect"/>, the value there is all that is needed: it is undefined if it is null (unless null members are
/// seen), or if <see cref="OmitsDefault"/> and it is the default of its type.
/// </summary>
internal sealed class ClrMember
{
    private readonly ClrModel _model;
    private readonly JsonTypeInfo _owner;
    private ClrShape? _shape;
    private ClrGetter? _getter;

    public ClrMember(ClrModel model, JsonTypeInfo owner, JsonPropertyInfo property)
    {
        _model = model;
        _owner = owner;
        Property = property;
        Key = SymbolTable.Intern(ClrText.Clean(property.Name));
        Name = Key.Text;
        (bool isKnown, bool omitsDefault) = Condition();
        OmitsDefault = omitsDefault;
        RequiresValue = model.Options.RespectNullableAnnotations && !property.IsGetNullable;
        if (isKnown && HasOwnGetter()) Member = property.AttributeProvider as MemberInfo;
    }

    /// <summary>The name in JSON.</summary>
    public string Name { get; }

    /// <summary>The name as policies read it.</summary>
    public Key Key { get; }

    public JsonPropertyInfo Property { get; }

    /// <summary>The declared type.</summary>
    public Type Type => Property.PropertyType;

    /// <summary>The property or field that is read; null when some code stands between, or decides whether the member is written.</summary>
    public MemberInfo? Member { get; }

    /// <summary>Whether the member is left out when it is null or the default of its type.</summary>
    public bool OmitsDefault { get; }

    /// <summary>Whether null is an error.</summary>
    public bool RequiresValue { get; }

    public ClrShape Shape => _shape ??= MakeShape();

    /// <summary>Whether the property or field can be read in place of the member, and its shape in place of its JSON.</summary>
    public bool IsDirect => Member is not null && !Shape.IsConverted;

    /// <summary>The member's value; undefined when it is left out, or null where null members are not seen.</summary>
    public Value Read(object owner, long place)
    {
        Value value = (_getter ??= ClrGetter.Make(_owner.Type, this)).Read(owner, place);
        return ReferenceEquals(value.Reference, Tag.Null) && !ClrPlace.IsRaw(place) ? default : value;
    }

    private bool CanBeNull => !Type.IsValueType || Nullable.GetUnderlyingType(Type) is not null;

    /// <summary>Whether the value alone decides if the member is written, and whether it is left out as null or default.</summary>
    private (bool IsKnown, bool OmitsDefault) Condition()
    {
        JsonIgnoreCondition? declared = (Property.AttributeProvider as MemberInfo)?.GetCustomAttribute<JsonIgnoreAttribute>(inherit: false)?.Condition;
        // The options' condition is not for members that once had their own, even if a modifier took it away.
        if (Property.ShouldSerialize is not { } condition) return (true, declared is null && (_model.OmitsDefault || (_model.OmitsNull && CanBeNull)));
        bool isKnown = IsOwn(condition) && declared is JsonIgnoreCondition.Never or JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault;
        return (isKnown, declared is JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault);
    }

    /// <summary>Whether the getter is the one that the metadata came with: contracts may have been modified.</summary>
    private bool HasOwnGetter() =>
        IsOwn(Property.Get!)
        || (_model.KeepsGenerated && _owner.OriginatingResolver is JsonSerializerContext && ReferenceEquals(_model.Options.GetTypeInfo(_owner.Type), _owner));

    private static bool IsOwn(Delegate code) => code.Method.Module.Assembly == typeof(JsonPropertyInfo).Assembly;

    private ClrShape MakeShape()
    {
        JsonTypeInfo type = _model.Options.GetTypeInfo(Type);
        JsonNumberHandling common = _model.Options.NumberHandling;
        JsonNumberHandling? own = Property.NumberHandling ?? _owner.NumberHandling;
        if (Property.CustomConverter is not null) return new ClrHeld(type, Property, own);
        ClrShape shape = _model.ShapeOf(type);
        bool isHeld = own is { } handling && handling != common && ClrModel.IsText(handling | common) && shape.Kind is not (ClrShapeKind.Text or ClrShapeKind.Boolean);
        return isHeld ? new ClrHeld(type, Property, own) : shape;
    }
}
