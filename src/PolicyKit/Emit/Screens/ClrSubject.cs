using System.Collections.Immutable;
using System.Linq.Expressions;
using PolicyKit.Runtime;
using PolicyKit.Runtime.Clr;
using E = System.Linq.Expressions.Expression;

namespace PolicyKit.Emit.Screens;

/// <summary>The code of a screen over a CLR object.</summary>
internal delegate void ObjectScreenCode(EvalContext context, object root);

/// <summary>Whether an object states a kind by these texts.</summary>
internal delegate bool KindTest(object root, string apiVersion, string kind);

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

    public override Part Root => new ClrPart(_root, _shape.Model.ShapeOf(_shape.TypeInfo), level: 1, isElement: false, isDefined: true);

    /// <summary>Code that tells whether objects of a type have this <c>apiVersion</c> and <c>kind</c>; null when it takes values to tell.</summary>
    public static KindTest? CompileKindTest(ClrObject shape)
    {
        var subject = new ClrSubject(shape);
        if (shape.HasExtension || Header("apiVersion") is not { } apiVersion || Header("kind") is not { } kind) return null;
        ParameterExpression[] texts = [E.Parameter(typeof(string), "apiVersion"), E.Parameter(typeof(string), "kind")];
        E test = E.AndAlso(E.Equal(kind, texts[1]), E.Equal(apiVersion, texts[0]));
        return E.Lambda<KindTest>(E.Block([subject._root], [.. subject.Prologue.Select(p => E.Assign(p.Variable, p.Value)), test]), "kind", [subject._object, .. texts]).Compile();

        E? Header(string name) => subject.Root.Member(name) is ClrPart { Expression: var text } && text.Type == typeof(string) ? text : null;
    }

    /// <summary>A value of a CLR type. It is undefined when it is null, unless it is an element of a list.</summary>
    private sealed class ClrPart(E value, ClrShape shape, int level, bool isElement, bool isDefined = false) : Part
    {
        private readonly ClrShape _known = shape.Underlying ?? shape;

        public override E Expression => value;

        public override E IsUndefined => isElement ? E.Constant(false) : IsNull;

        public override E IsTrue => _known.Kind switch
        {
            ClrShapeKind.Boolean => isElement || value.Type == typeof(bool) ? E.NotEqual(value, E.Constant(false, value.Type)) : OrDefault,
            ClrShapeKind.Converted or ClrShapeKind.Enumeration or ClrShapeKind.Any => E.Call(typeof(Ops), nameof(Ops.IsTrue), null, ToValue()),
            _ => E.Not(IsUndefined),
        };

        /// <summary>An element that is null is the empty object.</summary>
        public override E IsObject => _known.Kind switch
        {
            ClrShapeKind.Object or ClrShapeKind.Dictionary => isElement ? E.Constant(true) : E.Not(IsNull),
            ClrShapeKind.Converted or ClrShapeKind.Any => E.Equal(E.Property(ToValue(), nameof(Value.Kind)), E.Constant(ValueKind.Object)),
            _ => isElement ? IsNull : E.Constant(false),
        };

        private bool IsNullable => Nullable.GetUnderlyingType(value.Type) is not null;

        private bool CanBeNull => !isDefined && (!value.Type.IsValueType || IsNullable);

        private E IsNull => !CanBeNull ? E.Constant(false) : IsNullable ? E.Not(E.Property(value, nameof(Nullable<int>.HasValue))) : E.Equal(value, E.Constant(null, value.Type));

        /// <summary>The value of a nullable type, or its default where it is null.</summary>
        private E OrDefault => IsNullable ? E.Call(value, nameof(Nullable<int>.GetValueOrDefault), null) : value;

        public override Part In(ParameterExpression variable) => new ClrPart(variable, shape, level, isElement, isDefined);

        public override Part Defined => isElement ? this : new ClrPart(value, shape, level, isElement, isDefined: true);

        public override E ToValue()
        {
            E given = value.Type == shape.Type ? value : E.Property(value, nameof(Nullable<int>.Value));
            E read = E.Call(E.Constant(shape), nameof(ClrShape<int>.Read), null, given, E.Constant(ClrPlace.Root * level));
            if (isElement) return E.Call(typeof(ClrValue), nameof(ClrValue.OfElement), null, read);
            return CanBeNull ? E.Condition(IsNull, E.Default(typeof(Value)), read) : read;
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
            if (level == 1 && _known.Container is ClrObject { Entity: { } entity } && member.Name is "apiVersion" or "kind")
            {
                return OfEntity(entity, member.Name, read) is { } named ? new ClrPart(named, member.Shape, level + 1, isElement: false) : null;
            }
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

        /// <summary>The kind that the type tells where an object states none.</summary>
        private BinaryExpression? OfEntity(ClrEntity entity, string name, E read)
        {
            ClrMember other = ((ClrObject)_known.Container!).Find(SymbolTable.Intern(name == "kind" ? "apiVersion" : "kind").Id)!;
            if (!other.IsDirect) return null;
            E isOtherNull = E.Equal(E.MakeMemberAccess(value, other.Member!), E.Constant(null, typeof(string)));
            return E.Coalesce(read, E.Condition(isOtherNull, E.Constant(name == "kind" ? entity.Kind : entity.ApiVersion), E.Constant(null, typeof(string))));
        }

        public override E? IsEqualTo(Value constant)
        {
            if (!ScreenReads.IsScalar(constant) || constant.Kind == ValueKind.Null || !Tells()) return null;
            return _known.Kind switch
            {
                ClrShapeKind.Text => constant.TryGetString(out string? text) ? IsText(text) : E.Constant(false),
                ClrShapeKind.Boolean => constant.TryGetBoolean(out bool boolean) ? IsBoolean(boolean) : E.Constant(false),
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

        public override E? Shows(TextLook look) => _known.Kind != ClrShapeKind.Text || look.IsOfReplacement ? null : E.Call(typeof(EmitOps), nameof(EmitOps.Shows), null, value, E.Constant(look));

        public override Range? Range()
        {
            if (_known.Kind == ClrShapeKind.Dictionary) return Entries();
            if (_known.Kind != ClrShapeKind.List || value.Type.IsValueType || _known.Container!.ElementShape is not { } element) return null;
            Type list = typeof(IList<>).MakeGenericType(element.Type);
            if (!list.IsAssignableFrom(value.Type)) return null;
            return value.Type.IsArray ? Elements(element, E.ArrayLength(value), i => E.ArrayIndex(value, i), []) : Elements(element, list);
        }

        /// <summary>The elements of a list, which mostly is the usual one: that needs no interface.</summary>
        private Range Elements(ClrShape element, Type list)
        {
            Type usual = typeof(List<>).MakeGenericType(element.Type);
            ParameterExpression known = E.Variable(usual, "list");
            E isKnown = E.NotEqual(known, E.Constant(null, usual));
            if (value.Type == usual) return Elements(element, E.Property(value, "Count"), i => E.MakeIndex(value, usual.GetProperty("Item"), [i]), []);
            E count = E.Property(value, typeof(ICollection<>).MakeGenericType(element.Type), "Count");
            return Elements(
                element,
                E.Condition(isKnown, E.Property(known, "Count"), count),
                i => E.Condition(isKnown, E.MakeIndex(known, usual.GetProperty("Item"), [i]), E.MakeIndex(value, list.GetProperty("Item"), [i])),
                [(known, E.TypeAs(value, usual))]);
        }

        private Range Elements(ClrShape element, E count, Func<E, E> item, ImmutableArray<(ParameterExpression Variable, E Value)> locals)
        {
            ParameterExpression cursor = E.Variable(typeof(int), "index");
            ParameterExpression length = E.Variable(typeof(int), "length");
            return new Range(
                cursor,
                E.Constant(0),
                E.GreaterThanOrEqual(cursor, length),
                E.Add(cursor, E.Constant(1)),
                new ClrPart(item(cursor), element, level + 1, isElement: true),
                ordinal => E.Call(typeof(Value), nameof(Value.FromInt64), null, E.Convert(ordinal, typeof(long))))
            {
                Locals = [.. locals, (length, CanBeNull ? E.Condition(IsNull, E.Constant(0), count) : count)],
            };
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
                KeyPart = new ClrPart(E.Property(entry, "Key"), _known.Container.Model.ShapeOf(typeof(string)), level + 1, isElement: false, isDefined: true),
            };
        }

        /// <summary>Whether the shape tells what a value is without its JSON.</summary>
        private bool Tells() => _known.Kind is not (ClrShapeKind.Converted or ClrShapeKind.Any or ClrShapeKind.Enumeration or ClrShapeKind.Number);

        /// <summary>Null when a text that is no text in JSON might read as this one.</summary>
        private E? IsText(string text)
        {
            if (text.Contains('\ufffd', StringComparison.Ordinal)) return null;
            if (text.Length > 0) return E.Equal(value, E.Constant(text));
            E isEmpty = E.Equal(E.Property(value, nameof(string.Length)), E.Constant(0));
            return CanBeNull ? E.AndAlso(E.Not(IsNull), isEmpty) : isEmpty;
        }

        private E IsBoolean(bool constant)
        {
            if (constant) return OrDefault;
            return CanBeNull ? E.AndAlso(E.Not(IsNull), E.Not(OrDefault)) : E.Not(OrDefault);
        }

        private E? IsInteger(Value constant)
        {
            if (!constant.TryGetInlineInt64(out long number) || _known.Type == typeof(ulong)) return null;
            E isEqual = E.Equal(E.Convert(OrDefault, typeof(long)), E.Constant(number));
            return number == 0 && CanBeNull ? E.AndAlso(E.Not(IsNull), isEqual) : isEqual;
        }
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
