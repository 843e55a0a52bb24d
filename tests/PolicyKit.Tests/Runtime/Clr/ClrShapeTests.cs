using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PolicyKit.Runtime.Clr;

namespace PolicyKit.Tests.Runtime.Clr;

/// <summary>What a shape tells of a type, for code that reads its objects directly.</summary>
public class ClrShapeTests
{
    private static readonly ClrObject Members = Describe(JsonSerializerOptions.Default);

    [Theory]
    [InlineData(nameof(Everything.Text), "Text")]
    [InlineData(nameof(Everything.MaybeFlag), "Nullable")]
    [InlineData(nameof(Everything.Unsigned), "Integer")]
    [InlineData(nameof(Everything.Double), "Number")]
    [InlineData(nameof(Everything.Colour), "Enumeration")]
    [InlineData(nameof(Everything.Field), "Integer")]
    [InlineData(nameof(Everything.WithoutNull), "Object, left out by default")]
    [InlineData(nameof(Everything.WithoutDefault), "Integer, left out by default")]
    [InlineData(nameof(Everything.Always), "Text")]
    [InlineData(nameof(Everything.Children), "List")]
    [InlineData(nameof(Everything.Immutable), "List")]
    [InlineData(nameof(Everything.Labels), "Dictionary")]
    [InlineData(nameof(Everything.Anything), "Any")]
    [InlineData(nameof(Everything.Extended), "Object")]
    [InlineData(nameof(Everything.At), "Nullable, not direct")]
    [InlineData(nameof(Everything.NamedColour), "Converted, not direct")]
    [InlineData(nameof(Everything.NumberAsText), "Converted, not direct")]
    [InlineData(nameof(Everything.Quantity), "Converted, not direct")]
    [InlineData(nameof(Everything.Pet), "Converted, not direct")]
    [InlineData(nameof(Everything.ByNumber), "Converted, not direct")]
    [InlineData(nameof(Everything.Element), "Converted, not direct")]
    public void A_member_tells_its_shape_and_whether_it_is_read_directly(string name, string expected) => Assert.Equal(expected, Print(Find(Members, name)));

    [Fact]
    public void A_member_that_is_never_written_is_none() =>
        Assert.DoesNotContain(Members.Members, m => m.Name is nameof(Everything.Ignored) or nameof(Everything.NotIncluded));

    [Fact]
    public void Generated_metadata_tells_the_same()
    {
        ClrObject generated = Describe(EverythingContext.Default.Options);
        Assert.Equal(Lines(Members), Lines(generated));

        // Generated metadata without members may be for serialisation only: the value is then written.
        static IEnumerable<string> Lines(ClrObject shape) => shape.Members.Where(m => m.Name != nameof(Everything.Tuple)).Select(Line).Order(StringComparer.Ordinal);

        static string Line(ClrMember member) => $"{member.Name}: {Print(member)}";
    }

    [Theory]
    [InlineData("get")]
    [InlineData("condition")]
    [InlineData("converter")]
    public void A_member_whose_contract_was_modified_is_not_direct(string what)
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(info =>
        {
            foreach (JsonPropertyInfo property in info.Properties.Where(p => p.Name == nameof(Everything.Renamed) || p.Name == nameof(Everything.Colour)))
            {
                if (what == "get") property.Get = _ => Colour.Red;
                else if (what == "condition") property.ShouldSerialize = (_, _) => true;
                else property.CustomConverter = new System.Text.Json.Serialization.JsonStringEnumConverter<Colour>();
            }
        });
        ClrMember member = Find(Describe(new JsonSerializerOptions { TypeInfoResolver = resolver }), nameof(Everything.Colour));
        Assert.False(member.IsDirect);
    }

    private static ClrObject Describe(JsonSerializerOptions options) => Assert.IsType<ClrObject>(ClrModel.Of(options).ShapeOf(typeof(Everything)).Container);

    private static ClrMember Find(ClrObject members, string name) => Assert.Single(members.Members, m => m.Name == name);

    private static string Print(ClrMember member) => $"{member.Shape.Kind}{(member.OmitsDefault ? ", left out by default" : "")}{(member.IsDirect ? "" : ", not direct")}";
}
