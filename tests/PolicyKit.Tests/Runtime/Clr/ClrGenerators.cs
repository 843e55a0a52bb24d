using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PolicyKit.Tests.Runtime.Clr;

/// <summary>Random objects, and random options under which they are written, made from a seed.</summary>
internal sealed class ClrGenerators(int seed)
{
    private static readonly string[] TextPool = ["", "a", "b", "é", "～😀", "q\"\\\n\u0001", "lone\ud800", "name", "0", "Known", "kind"];
    private static readonly string[] QuantityPool = ["100m", "2", "", "[1,{\"a\":null}]", "-0.5"];
    private static readonly double[] DoublePool = [0, -0.0, 1, 1.5, -2.25, 1e15, 1e16, 1e-5, 123456789.125, double.MaxValue, double.Epsilon];
    private static readonly decimal[] DecimalPool = [0m, 1.0m, -1.50m, 0.0001m, decimal.MaxValue, 100m];
    private static readonly JsonNamingPolicy?[] Policies = [null, null, JsonNamingPolicy.CamelCase, JsonNamingPolicy.KebabCaseUpper];

    private readonly Random _random = new(seed);

    private bool Once(int times) => _random.Next(times) == 0;

    private T Pick<T>(T[] pool) => pool[_random.Next(pool.Length)];

    private string Text() => Pick(TextPool);

    private T? Maybe<T>(Func<T> make)
        where T : class => Once(2) ? null : make();

    private T? MaybeValue<T>(Func<T> make)
        where T : struct => Once(2) ? null : make();

    private List<T> Many<T>(Func<T> make) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => make())];

    private Dictionary<string, T> Map<T>(Func<T> make, bool ignoresCase = false)
    {
        var map = new Dictionary<string, T>(ignoresCase ? StringComparer.OrdinalIgnoreCase : null);
        foreach (string key in Many(Text)) map[key] = make();
        return map;
    }

    public Everything Object(int depth = 1)
    {
        Everything Child() => Object(depth - 1);
        bool ends = depth == 0;
        return new Everything
        {
            Text = Maybe(Text),
            Flag = Once(2),
            MaybeFlag = MaybeValue(() => Once(2)),
            Tiny = (sbyte)_random.Next(-128, 128),
            Number = _random.Next(-3, 3),
            MaybeNumber = MaybeValue(() => _random.Next(3)),
            Long = _random.NextInt64(long.MinValue, long.MaxValue),
            Unsigned = Once(2) ? ulong.MaxValue : (ulong)_random.Next(),
            Double = Once(2) ? Pick(DoublePool) : (_random.NextDouble() - 0.5) * Math.Pow(10, _random.Next(-20, 20)),
            Float = MaybeValue(() => (float)Pick(DoublePool[..9])),
            Decimal = Pick(DecimalPool),
            Colour = (Colour)_random.Next(3),
            Modes = MaybeValue(() => (Modes)_random.Next(5)),
            NamedColour = MaybeValue(() => (Colour)_random.Next(2)),
            At = MaybeValue(() => new DateTime(_random.Next(1, 3000), 2, 3, 4, 5, 6, (DateTimeKind)_random.Next(2))),
            Id = Once(2) ? Guid.Empty : new Guid(_random.Next(), 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
            Bytes = Maybe(() => new byte[] { 1, 2, 255 }),
            Link = Maybe(() => new Uri("https://host.example/ä?b=c")),
            Renamed = Maybe(Text),
            WithoutNull = Once(2) && !ends ? Child() : null,
            WithoutDefault = _random.Next(2),
            WithoutDefaultColour = MaybeValue(() => (Colour)_random.Next(2)),
            Always = Maybe(Text),
            NumberAsText = _random.Next(3),
            NumbersAsText = Maybe(() => Many(() => _random.Next(5))),
            Field = _random.Next(3),
            Hidden = Maybe(Text),
            Anything = Anything(depth),
            Node = Maybe(() => (JsonNode)new JsonObject { ["b"] = 1, ["a"] = new JsonArray(null, "x", 1.50m) }),
            Texts = Maybe(() => Many<string?>(() => Maybe(Text))),
            Children = ends || Once(2) ? null : Many<Everything?>(() => Maybe(Child)),
            Ints = Maybe(() => new[] { 1, 2, 3 }),
            Lazy = Maybe<IEnumerable<long>>(() => Enumerable.Range(0, 3).Select(i => (long)i)),
            Set = Maybe<HashSet<string>>(() => [.. Many(Text)]),
            Immutable = [.. Many(() => _random.Next(5))],
            Points = Maybe(() => Many(Spot).AsReadOnly()),
            Labels = Maybe<IDictionary<string, string?>>(() => Map(() => Maybe(Text), ignoresCase: Once(2))),
            Named = ends || Once(2) ? null : Map<Everything?>(() => Maybe(Child)),
            Sorted = Maybe(() => new SortedDictionary<string, int?>(Map(() => MaybeValue(() => _random.Next(4))), StringComparer.Ordinal)),
            Lists = Maybe<IReadOnlyDictionary<string, List<int>>>(() => Map(() => Many(() => _random.Next(4)))),
            ByNumber = Maybe(() => new Dictionary<int, string> { [2] = "two", [1] = Text() }),
            Objects = Maybe(() => Map(() => Anything(depth))),
            Quantities = Maybe(() => Map(Amount)),
            Quantity = Maybe(Amount),
            Pet = Maybe<Animal>(() => Once(2) ? new Cat { Name = Text() } : new Animal()),
            Pets = Maybe(() => Many<Animal>(() => Once(2) ? new Cat() : new Animal { Name = Text() })),
            Point = Spot(),
            MaybePoint = MaybeValue(Spot),
            Extended = Maybe(() => new Extended { Known = _random.Next(3), Other = Maybe(() => Map(() => JsonDocument.Parse("[1,{\"b\":null}]").RootElement)) }),
            Strict = Maybe(() => new Strict { Number = _random.Next(3), Text = Maybe(Text), Point = Spot(), Doubles = Maybe(() => Many(() => Pick(DoublePool))) }),
            Tuple = (_random.Next(3), Text()),
            Interface = Maybe<IInterface>(() => new Implementation { Base = Maybe(Text), Own = _random.Next(3) }),
        };
    }

    /// <summary>Options of every kind that changes what is written; some change the contracts as well.</summary>
    public JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = Pick(Policies),
            DictionaryKeyPolicy = Once(4) ? JsonNamingPolicy.SnakeCaseLower : null,
            DefaultIgnoreCondition = (JsonIgnoreCondition)Pick([0, 0, 2, 3]),
            IncludeFields = Once(3),
            IgnoreReadOnlyProperties = Once(6),
            NumberHandling = Once(5) ? JsonNumberHandling.WriteAsString : JsonNumberHandling.Strict,
            ReferenceHandler = Once(10) ? ReferenceHandler.IgnoreCycles : null,
            WriteIndented = Once(2),
        };
        if (Once(3)) options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        if (Once(6)) options.Converters.Add(new FlagConverter());
        if (Once(3)) options.TypeInfoResolver = Once(2) ? EverythingContext.Default : JsonTypeInfoResolver.Combine(EverythingContext.Default, new DefaultJsonTypeInfoResolver());
        if (Once(2)) options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(Modify);
        return options;
    }

    private void Modify(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object || info.Type == typeof(Extended)) return;
        foreach (JsonPropertyInfo property in info.Properties.ToArray())
        {
            switch (_random.Next(12))
            {
                case 0:
                    info.Properties.Remove(property);
                    break;
                case 1:
                    property.Name = "x" + property.Name;
                    break;
                case 2:
                    property.Order = _random.Next(-2, 3);
                    break;
                case 3:
                    bool keepsNull = Once(2);
                    property.ShouldSerialize = (_, value) => keepsNull || value is not null;
                    break;
                case 4:
                    property.ShouldSerialize = null;
                    break;
                case 5 when property.PropertyType == typeof(string) && property.Get is { } get:
                    property.Get = owner => get(owner) is string text ? "masked " + text : null;
                    break;
                default:
                    break;
            }
        }
    }

    private object? Anything(int depth) => _random.Next(9) switch
    {
        0 => null,
        1 => Text(),
        2 => _random.Next(5),
        3 => Pick(DecimalPool),
        4 => new List<object?> { 1, "a", null, Spot() },
        5 => new Dictionary<string, object?> { ["b"] = null, ["a"] = Colour.Red },
        6 => depth == 0 ? new object() : Object(depth - 1),
        7 => Amount(),
        _ => new Implementation { Base = Text() },
    };

    private Point Spot() => new(_random.Next(3), MaybeValue(() => _random.Next(3)));

    private Quantity Amount() => new(Pick(QuantityPool));

    /// <summary>Writes booleans as words.</summary>
    private sealed class FlagConverter : JsonConverter<bool>
    {
        public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() == "yes";

        public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteStringValue(value ? "yes" : "no");
    }
}
