using System.Collections.Immutable;
using System.Linq.Expressions;
using PolicyKit.Runtime;
using PolicyKit.Runtime.Clr;
using E = System.Linq.Expressions.Expression;

namespace PolicyKit.Emit.Screens;

/// <summary>The code of a screen over a CLR object.</summary>
internal delegate void ObjectScreenCode(EvalContext context, object root);

/// <summary>A CLR object: its parts are read from its properties and fields. What System.Text.Json would have to write is read of values.</summary>
internal sealed class ClrSubject : Subject
{
    private readonly ParameterExpression _object = E.Parameter(typeof(object), "object");
    private readonly ParameterExpression _root;
    private readonly ClrObject _shape;

    public ClrSubject(ClrObject shape)
    {
        _shape = shape;
        _root = E.Variable(shape.TypeInfo.Type, "root");
    }

    public override ImmutableArray<ParameterExpression> Parameters => [_object];

    public override IEnumerable<(ParameterExpression Variable, E Value)> Prologue => [(_root, E.Convert(_object, _root.Type))];

    public override Part Root => new ClrPart(_root, _shape.Model.ShapeOf(_shape.TypeInfo), level: 1, isElement: false);

    /// <summary>A value of a CLR type. It is undefined when it is null, unless it is an element of a list.</summary>
    private sealed class ClrPart(E value, ClrShape shape, int level, bool isElement) : Part
    {
        private readonly ClrShape _known = shape.Underlying ?? shape;

        public override E Expression => value;

        public override E IsUndefined => isElement ? E.Constant(false) : IsNull;

        public override E IsTrue => _known.Kind switch
        {
            ClrShapeKind.Boolean => E.NotEqual(value, E.Constant(false, value.Type)) is var isNotFalse && !isElement && CanBeNull ? E.AndAlso(E.Not(IsNull), isNotFalse) : E.NotEqual(value, E.Constant(false, value.Type)),
            ClrShapeKind.Converted or ClrShapeKind.Enumeration or ClrShapeKind.Any => E.Call(typeof(Ops), nameof(Ops.IsTrue), null, ToValue()),
            _ => E.Not(IsUndefined),
        };

        public override E IsObject => _known.Kind switch
        {
            ClrShapeKind.Object or ClrShapeKind.Dictionary => E.Not(IsNull),
            ClrShapeKind.Converted or ClrShapeKind.Any => E.Equal(E.Property(ToValue(), nameof(Value.Kind)), E.Constant(ValueKind.Object)),
            _ => E.Constant(false),
        };

        private bool CanBeNull => !value.Type.IsValueType || Nullable.GetUnderlyingType(value.Type) is not null;

        private E IsNull => CanBeNull ? E.Equal(value, E.Constant(null, value.Type)) : E.Constant(false);

        public override Part In(ParameterExpression variable) => new ClrPart(variable, shape, level, isElement);

        public override E ToValue()
        {
            E given = value.Type == shape.Type ? value : E.Property(value, nameof(Nullable<int>.Value));
            E read = E.Call(E.Constant(shape), nameof(ClrShape<int>.Read), null, given, E.Constant(ClrPlace.Root * level));
            return isElement || !CanBeNull ? read : E.Condition(IsNull, E.Default(typeof(Value)), read);
        }

        public override Part? Member(string name)
        {
            if (_known.Kind is ClrShapeKind.Converted or ClrShapeKind.Any or ClrShapeKind.Dictionary) return null;
            if (_known.Container is not ClrObject { HasExtension: false } container) return _known.Kind == ClrShapeKind.Object ? null : Nothing.Instance;
            if (container.Find(SymbolTable.Intern(name).Id) is not { } member) return Nothing.Instance;
            return member is { IsDirect: true, RequiresValue: false } && value.Type == shape.Type ? Member(member) : null;
        }

        private ClrPart? Member(ClrMember member)
        {
            E read = E.MakeMemberAccess(value, member.Member!);
            if (read.Type != member.Shape.Type) return null;
            bool isAlways = read.Type.IsValueType && Nullable.GetUnderlyingType(read.Type) is null;
            if (isAlways)
            {
                Type lifted = typeof(Nullable<>).MakeGenericType(read.Type);
                if (member.OmitsDefault && !read.Type.IsPrimitive) return null;
                read = member.OmitsDefault ? E.Condition(E.Equal(read, E.Default(read.Type)), E.Default(lifted), E.Convert(read, lifted)) : E.Convert(read, lifted);
            }
            if (CanBeNull) read = E.Condition(IsNull, E.Default(read.Type), read);
            return new ClrPart(read, member.Shape, level + 1, isElement: false);
        }

        public override E? IsEqualTo(Value constant)
        {
            if (!ScreenReads.IsScalar(constant) || constant.Kind == ValueKind.Null || !Tells()) return null;
            return _known.Kind switch
            {
                ClrShapeKind.Text => constant.TryGetString(out string? text) ? IsText(text) : E.Constant(false),
                ClrShapeKind.Boolean => constant.TryGetBoolean(out bool boolean) ? E.Equal(value, E.Constant(boolean, value.Type)) : E.Constant(false),
                ClrShapeKind.Integer => IsInteger(constant),
                _ => E.Constant(false),
            };
        }

        public override E? IsAmong(Value collection)
        {
            if (TextsOf(collection) is not { } texts || !Tells()) return null;
            return _known.Kind != ClrShapeKind.Text ? E.Constant(false)
                : texts.Select(IsText).Aggregate((E?)E.Constant(false), (any, one) => any is null || one is null ? null : E.OrElse(any, one));
        }

        public override Range? Range()
        {
            if (_known.Kind == ClrShapeKind.Dictionary) return Entries();
            if (_known.Kind != ClrShapeKind.List || value.Type.IsValueType || _known.Container!.ElementShape is not { } element) return null;
            Type list = typeof(IList<>).MakeGenericType(element.Type);
            if (!list.IsAssignableFrom(value.Type)) return null;
            ParameterExpression cursor = E.Variable(typeof(int), "index");
            E count = value.Type.IsArray ? E.ArrayLength(value) : E.Property(value, FindProperty(value.Type, typeof(ICollection<>).MakeGenericType(element.Type), "Count"));
            E item = value.Type.IsArray ? E.ArrayIndex(value, cursor) : E.MakeIndex(value, FindProperty(value.Type, list, "Item"), [cursor]);
            return new Range(
                cursor,
                E.Constant(0),
                E.OrElse(IsNull, E.GreaterThanOrEqual(cursor, count)),
                E.Add(cursor, E.Constant(1)),
                new ClrPart(item, element, level + 1, isElement: true),
                ordinal => E.Call(typeof(Value), nameof(Value.FromInt64), null, E.Convert(ordinal, typeof(long))));
        }

        /// <summary>The entries of the usual dictionary; others are evaluated as values.</summary>
        private Range? Entries()
        {
            if (value.Type.IsValueType || _known.Container!.ElementShape is not { } element) return null;
            Type dictionary = typeof(Dictionary<,>).MakeGenericType(typeof(string), element.Type);
            if (!value.Type.IsAssignableFrom(dictionary)) return null;
            ParameterExpression cursor = E.Variable(dictionary.GetNestedType("Enumerator")!.MakeGenericType(typeof(string), element.Type), "entry");
            E entry = E.Property(cursor, "Current");
            E open = E.Call(E.Call(typeof(EmitOps), nameof(EmitOps.UsualDictionary), [element.Type], value), "GetEnumerator", null);
            return new Range(
                cursor,
                E.Condition(IsNull, E.Default(cursor.Type), open),
                E.OrElse(IsNull, E.Not(E.Call(cursor, "MoveNext", null))),
                Next: null,
                new ClrPart(E.Property(entry, "Value"), element, level + 1, isElement: false),
                _ => E.Call(typeof(Value), nameof(Value.FromString), null, E.Call(typeof(ClrText), nameof(ClrText.Clean), null, E.Property(entry, "Key"))))
            {
                SkipsUndefined = true,
            };
        }

        /// <summary>Whether the shape tells what a value is without its JSON.</summary>
        private bool Tells() => _known.Kind is not (ClrShapeKind.Converted or ClrShapeKind.Any or ClrShapeKind.Enumeration or ClrShapeKind.Number);

        /// <summary>Null when a text that is no text in JSON might read as this one.</summary>
        private BinaryExpression? IsText(string text) => text.Contains('\ufffd', StringComparison.Ordinal) ? null : E.Equal(value, E.Constant(text));

        private BinaryExpression? IsInteger(Value constant)
        {
            if (!constant.TryGetInlineInt64(out long number) || _known.Type == typeof(ulong)) return null;
            Type wide = CanBeNull ? typeof(long?) : typeof(long);
            return E.Equal(E.Convert(value, wide), E.Constant(number, wide));
        }

        /// <summary>The type's own property where it has one, which is called faster than that of the interface.</summary>
        private static System.Reflection.PropertyInfo FindProperty(Type type, Type @interface, string name) =>
            (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) ? type.GetProperty(name) : null) ?? @interface.GetProperty(name)!;
    }

    /// <summary>A member that no object of the type has.</summary>
    private sealed class Nothing : Part
    {
        public static readonly Nothing Instance = new();

        public override E Expression => E.Default(typeof(object));

        public override E IsUndefined => E.Constant(true);

        public override E IsTrue => E.Constant(false);

        public override E IsObject => E.Constant(false);

        public override E ToValue() => E.Default(typeof(Value));

        public override Part In(ParameterExpression variable) => this;

        public override Part Member(string name) => this;

        public override E IsEqualTo(Value constant) => E.Constant(false);

        public override E IsAmong(Value collection) => E.Constant(false);

        public override Range? Range() => null;
    }
}
