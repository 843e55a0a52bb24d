using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PolicyKit.Runtime.Clr;

/// <summary>The shapes of all types under one set of options. Kept as long as the process lives, as System.Text.Json's own metadata practically is: options are to be made once and used again.</summary>
internal sealed class ClrModel
{
    private const int DefaultDepth = 64;
    private const JsonNumberHandling WritesText = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowNamedFloatingPointLiterals;

    private static readonly ConcurrentDictionary<JsonSerializerOptions, ClrModel> Known = new();

    private readonly ConcurrentDictionary<JsonTypeInfo, ClrShape> _shapes = new();

    private ClrModel(JsonSerializerOptions options)
    {
        Options = options;
        MaxLevel = Math.Min(options.MaxDepth == 0 ? DefaultDepth : options.MaxDepth, Tape.DefaultMaxDepth);
        KeepsGenerated = options.TypeInfoResolverChain.All(r => r is JsonSerializerContext or DefaultJsonTypeInfoResolver);
        OmitsNull = options.DefaultIgnoreCondition is JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault || IgnoresNullValues(options);
    }

    public JsonSerializerOptions Options { get; }

    /// <summary>How deep containers may nest.</summary>
    public int MaxLevel { get; }

    /// <summary>Whether null members are left out where a member does not say otherwise.</summary>
    public bool OmitsNull { get; }

    /// <summary>Whether members that have the default value of their type are left out where a member does not say otherwise.</summary>
    public bool OmitsDefault => Options.DefaultIgnoreCondition == JsonIgnoreCondition.WhenWritingDefault;

    /// <summary>Whether what is written of an object depends on more than the object: all is then left to System.Text.Json.</summary>
    public bool ConvertsAll =>
        Options.ReferenceHandler is not null
        || Options.DefaultIgnoreCondition is not (JsonIgnoreCondition.Never or JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault);

    /// <summary>
    /// Whether contracts that were generated are as they were generated. Where something may have modified them, some parts of an object are still written by generated code, which does not know it.
    /// </summary>
    public bool KeepsGenerated { get; }

    /// <summary>The model of options, which cannot be changed any more.</summary>
    public static ClrModel Of(JsonSerializerOptions options)
    {
        if (Known.TryGetValue(options, out ClrModel? known)) return known;
        options.MakeReadOnly(populateMissingResolver: true);
        return Known.GetOrAdd(options, static o => new ClrModel(o));
    }

    public ClrShape ShapeOf(Type type) => ShapeOf(Options.GetTypeInfo(type));

    /// <summary>The shape of a type that the options may not know.</summary>
    public bool TryShapeOf(Type type, [NotNullWhen(true)] out ClrShape? shape)
    {
        shape = Options.TryGetTypeInfo(type, out JsonTypeInfo? info) ? ShapeOf(info) : null;
        return shape is not null;
    }

    public ClrShape ShapeOf(JsonTypeInfo typeInfo) => _shapes.TryGetValue(typeInfo, out ClrShape? known) ? known : _shapes.GetOrAdd(typeInfo, ClrShapes.Make(this, typeInfo));

    /// <summary>Whether numbers are written otherwise than as JSON numbers.</summary>
    public static bool IsText(JsonNumberHandling handling) => (handling & WritesText) != 0;

#pragma warning disable SYSLIB0020 // Obsolete, but it still has its effect where it is set.
    private static bool IgnoresNullValues(JsonSerializerOptions options) => options.IgnoreNullValues;
#pragma warning restore SYSLIB0020
}
