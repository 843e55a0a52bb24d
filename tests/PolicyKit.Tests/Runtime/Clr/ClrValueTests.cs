using System.Text.Json;
using System.Text.Json.Serialization;
using FsCheck;
using FsCheck.Fluent;
using PolicyKit.Runtime;
using PolicyKit.Runtime.Clr;

namespace PolicyKit.Tests.Runtime.Clr;

/// <summary>A CLR object is seen as what System.Text.Json writes of it.</summary>
public class ClrValueTests
{
    [Fact]
    public void Random_objects_under_random_options_are_what_is_written_of_them() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
        {
            var generators = new ClrGenerators(seed);
            JsonSerializerOptions options = generators.Options();
            Everything value = generators.Object();
            byte[] json;
            try
            {
                json = JsonSerializer.SerializeToUtf8Bytes(value, options);
                PolicyDocument.ParseJson(json);
            }
            catch (Exception exception) when (exception is JsonException or DocumentException)
            {
                Assert.Throws<DocumentException>(() => ClrValue.From(value, options).ToString());
                return;
            }
            ClrAgreement.Check(ClrValue.From(value, options), json);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    public static TheoryData<string> SpecialNames => [.. Specials.Keys];

    private static readonly Dictionary<string, (object Value, JsonSerializerOptions Options)> Specials = new()
    {
        ["what is prepared before it is written"] = (new Prepared(), JsonSerializerOptions.Default),
        ["overridden members"] = (new Derived { Name = "b" }, JsonSerializerOptions.Default),
        ["a dictionary that ignores case"] = (new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["Text"] = 1 }, JsonSerializerOptions.Default),
        ["a sorted dictionary of another order"] = (new SortedDictionary<string, int?>(StringComparer.OrdinalIgnoreCase) { ["b"] = 1, ["A"] = null, ["c"] = 2 }, JsonSerializerOptions.Default),
        ["a list of lists"] = (new List<int[]?> { new[] { 1 }, null, Array.Empty<int>() }, JsonSerializerOptions.Default),
        ["a sequence"] = (new { Items = Enumerable.Range(0, 3).Select(i => new Point(i, null)) }, JsonSerializerOptions.Default),
        ["an enum that names all but one"] = (new[] { Modes.Read, Modes.Read | Modes.Write, (Modes)64 }, new JsonSerializerOptions { Converters = { new JsonStringEnumConverter() } }),
        ["read-only members"] = (new { A = 1, B = (string?)null }, new JsonSerializerOptions { IgnoreReadOnlyProperties = true }),
        ["numbers as text"] = (new { A = 1, B = 1.5, C = new[] { 1L } }, new JsonSerializerOptions { NumberHandling = JsonNumberHandling.WriteAsString }),
        ["numbers that are none, as text"] = (new { A = double.NaN, B = new[] { float.PositiveInfinity } }, new JsonSerializerOptions { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals }),
        ["references"] = (Twice(new Derived()), new JsonSerializerOptions { ReferenceHandler = ReferenceHandler.Preserve }),
        ["members that are written under no name of theirs"] = (new Extended { Known = 1, Other = new() { ["known"] = JsonDocument.Parse("null").RootElement } }, JsonSerializerOptions.Default),
        ["a context that only writes"] = (new Written { A = "a" }, WritingContext.Default.Options),
        ["a whole JSON document"] = (JsonDocument.Parse("{\"b\": [1.0, null], \"a\": {}}").RootElement, JsonSerializerOptions.Default),
    };

    [Theory]
    [MemberData(nameof(SpecialNames))]
    public void Special_objects_are_what_is_written_of_them(string name)
    {
        (object value, JsonSerializerOptions options) = Specials[name];
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(value, options);
        ClrAgreement.Check(ClrValue.From(value, options), json);
    }

    public static TheoryData<string> FaultyNames => [.. Faulty.Keys];

    private static readonly Dictionary<string, (object Value, JsonSerializerOptions Options, string Message)> Faulty = new()
    {
        ["a cycle"] = (Cycle(), JsonSerializerOptions.Default, "the object is nested deeper than 64 levels, or within itself"),
        ["a long chain"] = (Chain(20), new JsonSerializerOptions { MaxDepth = 20 }, "the object is nested deeper than 20 levels, or within itself"),
        ["a number that is none"] = (new { A = double.NaN }, JsonSerializerOptions.Default, "a number that is infinite or not a number cannot be written as JSON"),
        ["null that must not be"] = (new Written(), new JsonSerializerOptions { RespectNullableAnnotations = true }, "`A` is null and must not be"),
        ["a key written twice"] = (new Extended { Other = new() { ["Known"] = JsonDocument.Parse("1").RootElement } }, JsonSerializerOptions.Default, "duplicate key `Known` (line 1, column 12)"),
    };

    [Theory]
    [MemberData(nameof(FaultyNames))]
    public void What_cannot_be_written_is_an_error_where_it_is_read(string name)
    {
        (object value, JsonSerializerOptions options, string message) = Faulty[name];
        Assert.Equal(message, Assert.Throws<DocumentException>(() => ClrValue.From(value, options).GetHashCode()).Message);
        Assert.ThrowsAny<Exception>(() => PolicyDocument.ParseJson(JsonSerializer.SerializeToUtf8Bytes(value, options)));
    }

    [Fact]
    public void A_chain_may_be_as_long_as_it_may_be_written()
    {
        var options = new JsonSerializerOptions { MaxDepth = 20 };
        ClrAgreement.Check(ClrValue.From(Chain(19), options), JsonSerializer.SerializeToUtf8Bytes(Chain(19), options));
    }

    [Fact]
    public void An_object_is_what_it_is_and_not_what_it_is_declared_as()
    {
        IInterface declared = new Implementation { NotOfTheInterface = 5 };
        Assert.Equal(Value.FromInt64(5), ClrValue.From(declared, JsonSerializerOptions.Default).Member("NotOfTheInterface"));
        Assert.Throws<DocumentException>(() => ClrValue.From<IBase>(new Unknown(), EverythingContext.Default.Options));
    }

    private static object[] Twice(object value) => new[] { value, value };

    private static Derived Cycle()
    {
        var value = new Derived { Name = "a" };
        value.Next = value;
        return value;
    }

    private static Derived Chain(int length) => new() { Next = length == 1 ? null : Chain(length - 1) };
}
