using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PolicyKit.Tests.Runtime.Clr;

internal enum Colour
{
    Red,
    DarkBlue,
}

[Flags]
internal enum Modes : byte
{
    None = 0,
    Read = 1,
    Write = 2,
}

/// <summary>Members of every kind that System.Text.Json writes in a way of its own.</summary>
internal sealed class Everything
{
    public string? Text { get; set; }

    public string Empty { get; set; } = "";

    public bool Flag { get; set; }

    public bool? MaybeFlag { get; set; }

    public sbyte Tiny { get; set; }

    public int Number { get; set; }

    public int? MaybeNumber { get; set; }

    public long Long { get; set; }

    public ulong Unsigned { get; set; }

    public double Double { get; set; }

    public float? Float { get; set; }

    public decimal Decimal { get; set; }

    public char Letter { get; set; } = 'x';

    public Colour Colour { get; set; }

    public Modes? Modes { get; set; }

    [JsonConverter(typeof(JsonStringEnumConverter<Colour>))]
    public Colour? NamedColour { get; set; }

    public DateTime? At { get; set; }

    public Guid Id { get; set; }

    public byte[]? Bytes { get; set; }

    public Uri? Link { get; set; }

    [JsonPropertyName("re-named \"é\"")]
    public string? Renamed { get; set; }

    [JsonIgnore]
    public string Ignored { get; set; } = "ignored";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Everything? WithoutNull { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int WithoutDefault { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Colour? WithoutDefaultColour { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Always { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public int OnlyRead { get; set; } = 7;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenReading)]
    public int OnlyWritten { get; set; } = 8;

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public int NumberAsText { get; set; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public List<int>? NumbersAsText { get; set; }

    [JsonInclude]
    public int Field = 3;

    public int NotIncluded = 4;

    [JsonInclude]
    internal string? Hidden { get; set; } = "hidden";

    [JsonPropertyOrder(-1)]
    public int First { get; set; }

    public int ReadOnly => 5;

    public object? Anything { get; set; }

    public JsonElement Element { get; set; } = JsonDocument.Parse("{\"a\":[1,null,{}]}").RootElement;

    public JsonNode? Node { get; set; }

    public List<string?>? Texts { get; set; }

    public IList<Everything?>? Children { get; set; }

    public int[]? Ints { get; set; }

    public IEnumerable<long>? Lazy { get; set; }

    public HashSet<string>? Set { get; set; }

    public ImmutableArray<int> Immutable { get; set; } = [];

    public ReadOnlyCollection<Point>? Points { get; set; }

    public IDictionary<string, string?>? Labels { get; set; }

    public Dictionary<string, Everything?>? Named { get; set; }

    public SortedDictionary<string, int?>? Sorted { get; set; }

    public IReadOnlyDictionary<string, List<int>>? Lists { get; set; }

    public Dictionary<int, string>? ByNumber { get; set; }

    public Dictionary<string, object?>? Objects { get; set; }

    public Dictionary<string, Quantity>? Quantities { get; set; }

    public Quantity? Quantity { get; set; }

    public Animal? Pet { get; set; }

    public List<Animal>? Pets { get; set; }

    public Point Point { get; set; }

    public Point? MaybePoint { get; set; }

    public Extended? Extended { get; set; }

    public Strict? Strict { get; set; }

    public (int, string) Tuple { get; set; }

    public KeyValuePair<string, int> Pair { get; set; } = new("key", 1);

    public IInterface? Interface { get; set; }
}

internal record struct Point(int X, [property: JsonPropertyName("why")] int? Y);

/// <summary>A string or a number, as its converter finds right.</summary>
[JsonConverter(typeof(QuantityConverter))]
internal sealed record Quantity(string Text);

internal sealed class QuantityConverter : JsonConverter<Quantity>
{
    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.TokenType == JsonTokenType.Number ? $"{reader.GetInt64()}" : reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options)
    {
        if (long.TryParse(value.Text, out long number)) writer.WriteNumberValue(number);
        else if (value.Text.Length == 0) writer.WriteNullValue();
        else if (value.Text.StartsWith('[')) writer.WriteRawValue(value.Text);
        else writer.WriteStringValue(value.Text);
    }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Cat), "cat")]
[JsonDerivedType(typeof(Animal), "animal")]
internal class Animal
{
    public string? Name { get; set; }
}

internal sealed class Cat : Animal
{
    public int Lives { get; set; } = 9;
}

internal sealed class Extended
{
    public int Known { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}

/// <summary>Numbers of this type are written as text, whatever the options say.</summary>
[JsonNumberHandling(JsonNumberHandling.WriteAsString)]
internal sealed class Strict
{
    public int Number { get; set; }

    public string? Text { get; set; }

    public Point Point { get; set; }

    public List<double>? Doubles { get; set; }
}

internal interface IBase
{
    string? Base { get; }
}

internal interface IInterface : IBase
{
    int Own { get; }
}

internal sealed class Implementation : IInterface
{
    public string? Base { get; set; }

    public int Own { get; set; }

    public int NotOfTheInterface { get; set; } = 1;
}

[JsonSerializable(typeof(Everything))]
[JsonSerializable(typeof(Implementation))]
[JsonSerializable(typeof(List<object>))]
[JsonSerializable(typeof(Dictionary<string, object>))]
internal sealed partial class EverythingContext : JsonSerializerContext;

internal sealed class Unknown : IBase
{
    public string? Base => null;
}

internal sealed class Prepared : IJsonOnSerializing
{
    public string? Name { get; set; }

    public void OnSerializing() => Name = "prepared";
}

internal class Ancestor
{
    public virtual string? Name { get; set; }
}

internal sealed class Derived : Ancestor
{
    public override string? Name { get; set; } = "derived";

    public Derived? Next { get; set; }
}

internal sealed class Written
{
    public string A { get; set; } = null!;
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(Written))]
internal sealed partial class WritingContext : JsonSerializerContext;
