using System.Reflection;
using System.Runtime.CompilerServices;

namespace PolicyKit.Runtime.Clr;

/// <summary>Reads one member of objects.</summary>
internal abstract class ClrGetter
{
    /// <summary>The member's value; undefined when it is left out.</summary>
    public abstract Value Read(object owner, long place);

    public static ClrGetter Make(Type owner, ClrMember member)
    {
        ClrShape shape = member.Shape;
        bool isTyped = member.Member is PropertyInfo property && property.PropertyType == member.Type && property.GetMethod is { IsStatic: false } && !owner.IsValueType && shape is not ClrHeld;
        return isTyped
            ? (ClrGetter)Activator.CreateInstance(typeof(TypedGetter<,>).MakeGenericType(owner, member.Type), member, shape)!
            : new BoxedGetter(member, shape);
    }

    protected static DocumentException NullNotAllowed(ClrMember member) => new($"`{member.Name}` is null and must not be");

    /// <summary>Reads a property by its get method.</summary>
    private sealed class TypedGetter<TOwner, TValue>(ClrMember member, ClrShape<TValue> shape) : ClrGetter
        where TOwner : class
    {
        private readonly Func<TOwner, TValue> _get = ((PropertyInfo)member.Member!).GetMethod!.CreateDelegate<Func<TOwner, TValue>>();
        private readonly bool _omitsDefault = member.OmitsDefault;

        public override Value Read(object owner, long place)
        {
            TValue value = _get((TOwner)owner);
            if (_omitsDefault && EqualityComparer<TValue>.Default.Equals(value, default)) return default;
            if (value is null && member.RequiresValue) throw NullNotAllowed(member);
            return shape.Read(value, place);
        }
    }

    /// <summary>Reads by the metadata's getter, and asks its condition.</summary>
    private sealed class BoxedGetter(ClrMember member, ClrShape shape) : ClrGetter
    {
        private readonly Func<object, object?> _get = member.Property.Get!;
        private readonly Func<object, object?, bool>? _isWritten = member.Property.ShouldSerialize;

        private readonly object? _default = member.Type.IsValueType && Nullable.GetUnderlyingType(member.Type) is null ? RuntimeHelpers.GetUninitializedObject(member.Type) : null;

        public override Value Read(object owner, long place)
        {
            object? value = _get(owner);
            if (_isWritten is not null ? !_isWritten(owner, value) : member.OmitsDefault && Equals(value, _default)) return default;
            if (value is null && member.RequiresValue) throw NullNotAllowed(member);
            return shape.ReadObject(value, place);
        }
    }
}
