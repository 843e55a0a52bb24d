using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PolicyKit.Runtime.Clr;

/// <summary>Tells the shape of a type from its metadata. What is not known exactly is converted.</summary>
internal static class ClrShapes
{
    private static readonly Dictionary<Type, Func<JsonTypeInfo, ClrShape>> Scalars = new()
    {
        [typeof(string)] = info => new ClrText(info),
        [typeof(bool)] = info => new ClrBoolean(info),
        [typeof(object)] = info => new ClrAny(info),
    };

    private static readonly Dictionary<Type, Func<JsonTypeInfo, ClrShape>> Numbers = new()
    {
        [typeof(sbyte)] = info => new ClrInteger<sbyte>(info),
        [typeof(byte)] = info => new ClrInteger<byte>(info),
        [typeof(short)] = info => new ClrInteger<short>(info),
        [typeof(ushort)] = info => new ClrInteger<ushort>(info),
        [typeof(int)] = info => new ClrInteger<int>(info),
        [typeof(uint)] = info => new ClrInteger<uint>(info),
        [typeof(long)] = info => new ClrInteger<long>(info),
        [typeof(ulong)] = info => new ClrInteger<ulong>(info),
        [typeof(float)] = info => new ClrNumber<float>(info),
        [typeof(double)] = info => new ClrNumber<double>(info),
        [typeof(decimal)] = info => new ClrNumber<decimal>(info),
    };

    public static ClrShape Make(ClrModel model, JsonTypeInfo info) => Find(model, info) ?? New(typeof(ClrConverted<>), [info.Type], info);

    /// <summary>A shape of a generic type.</summary>
    public static ClrShape New(Type definition, Type[] types, params object[] arguments) => (ClrShape)Activator.CreateInstance(definition.MakeGenericType(types), arguments)!;

    /// <summary>Whether code of System.Text.Json itself does something, and not an embedder's.</summary>
    public static bool IsOwn(Type type) => type.Assembly == typeof(JsonSerializer).Assembly;

    private static ClrShape? Find(ClrModel model, JsonTypeInfo info)
    {
        if (model.ConvertsAll || !IsOwn(info.Converter.GetType()) || info.PolymorphismOptions is not null || info.OnSerializing is not null || info.OnSerialized is not null) return null;
        if (info.OriginatingResolver is JsonSerializerContext && !model.KeepsGenerated && info.Kind != JsonTypeInfoKind.None) return null;
        if (Nullable.GetUnderlyingType(info.Type) is { } underlying) return New(typeof(ClrNullable<>), [underlying], info, model.ShapeOf(underlying));
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => FindObject(model, info),
            JsonTypeInfoKind.Enumerable => FindList(model, info),
            JsonTypeInfoKind.Dictionary => FindDictionary(model, info),
            _ => FindScalar(model, info),
        };
    }

    private static ClrShape? FindScalar(ClrModel model, JsonTypeInfo info)
    {
        if (Scalars.TryGetValue(info.Type, out Func<JsonTypeInfo, ClrShape>? make)) return make(info);
        if (ClrModel.IsText(model.Options.NumberHandling)) return null;
        if (Numbers.TryGetValue(info.Type, out make)) return make(info);
        return info.Type.IsEnum ? New(typeof(ClrEnumeration<>), [info.Type], info) : null;
    }

    private static ClrShape? FindObject(ClrModel model, JsonTypeInfo info)
    {
        // Contexts that were generated for serialisation only know no members.
        if (info.Properties.Count == 0 && info.OriginatingResolver is not DefaultJsonTypeInfoResolver) return null;
        bool ignoresReadOnly = model.Options.IgnoreReadOnlyProperties || model.Options.IgnoreReadOnlyFields;
        if (ignoresReadOnly && info.Properties.Any(p => p.Get is not null && p.Set is null)) return null;
        return New(typeof(ClrContainerShape<>), [info.Type], info, ClrShapeKind.Object, new ClrObject(model, info));
    }

    private static ClrShape? FindList(ClrModel model, JsonTypeInfo info)
    {
        if (info.ElementType is not { } element || !typeof(IEnumerable).IsAssignableFrom(info.Type)) return null;
        return New(typeof(ClrContainerShape<>), [info.Type], info, ClrShapeKind.List, NewContainer(typeof(ClrList<>), element, model, info));
    }

    private static ClrShape? FindDictionary(ClrModel model, JsonTypeInfo info)
    {
        if (info.KeyType != typeof(string) || info.ElementType is not { } element || model.Options.DictionaryKeyPolicy is not null) return null;
        if (!typeof(IEnumerable<>).MakeGenericType(typeof(KeyValuePair<,>).MakeGenericType(typeof(string), element)).IsAssignableFrom(info.Type)) return null;
        if (model.ShapeOf(typeof(string)).Kind != ClrShapeKind.Text) return null;
        return New(typeof(ClrContainerShape<>), [info.Type], info, ClrShapeKind.Dictionary, NewContainer(typeof(ClrDictionary<>), element, model, info));
    }

    private static ClrContainer NewContainer(Type definition, Type element, ClrModel model, JsonTypeInfo info) =>
        (ClrContainer)Activator.CreateInstance(definition.MakeGenericType(element), model, info)!;
}
