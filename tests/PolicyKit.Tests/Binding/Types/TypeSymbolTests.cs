using PolicyKit.Runtime;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Tests.Binding.Types;

/// <summary>The operations of types: union, lookup, equality of values, and printing.</summary>
public sealed class TypeSymbolTests
{
    private static readonly TypeSymbol Node = TypeSymbol.ObjectOf("Node", () => [new FieldSymbol("name", TypeSymbol.String, IsRequired: true), new FieldSymbol("children", TypeSymbol.ArrayOf(Node!))]);

    private static readonly TypeSymbol Port = TypeSymbol.ObjectOf("Port", [new FieldSymbol("port", TypeSymbol.IntOrString), new FieldSymbol("protocol", TypeSymbol.StringsOf(["UDP", "TCP"]))]);

    /// <summary>Types by the names that cases use.</summary>
    private static readonly Dictionary<string, TypeSymbol> Types = new(StringComparer.Ordinal)
    {
        ["any"] = TypeSymbol.Any,
        ["never"] = TypeSymbol.Never,
        ["null"] = TypeSymbol.Null,
        ["bool"] = TypeSymbol.Boolean,
        ["int"] = TypeSymbol.Integer,
        ["number"] = TypeSymbol.Number,
        ["string"] = TypeSymbol.String,
        ["quantity"] = TypeSymbol.Quantity,
        ["port"] = TypeSymbol.IntOrString,
        ["a"] = TypeSymbol.StringsOf(["a"]),
        ["b|c"] = TypeSymbol.StringsOf(["c", "b"]),
        ["true"] = TypeSymbol.True,
        ["false"] = TypeSymbol.False,
        ["3"] = new NumberConstantType(Value.FromInt64(3)),
        ["4"] = new NumberConstantType(Value.FromInt64(4)),
        ["0.5"] = new NumberConstantType(Value.FromDouble(0.5)),
        ["[int]"] = TypeSymbol.ArrayOf(TypeSymbol.Integer),
        ["set[string]"] = TypeSymbol.SetOf(TypeSymbol.String),
        ["{int}"] = TypeSymbol.MapOf(TypeSymbol.Integer),
        ["Node"] = Node,
        ["Port"] = Port,
        ["value"] = ValueTypes.Of(Value.FromMembers(("name", Value.FromString("x")), ("deep", Value.FromMembers(("n", Value.FromInt64(1)))))),
    };

    [Theory]
    [InlineData("never", "int", "int")]
    [InlineData("int", "int", "int")]
    [InlineData("int", "number", "number")]
    [InlineData("a", "b|c", "\"a\" | \"b\" | \"c\"")]
    [InlineData("a", "string", "string")]
    [InlineData("quantity", "quantity", "quantity")]
    [InlineData("quantity", "int", "quantity")]
    [InlineData("port", "number", "number | string")]
    [InlineData("port", "bool", "int | bool | string")]
    [InlineData("any", "Node", "any")]
    [InlineData("Node", "Node", "Node")]
    [InlineData("Node", "Port", "Node | Port")]
    [InlineData("[int]", "set[string]", "[int] | set[string]")]
    [InlineData("true", "false", "bool")]
    [InlineData("true", "bool", "bool")]
    [InlineData("3", "4", "3 | 4")]
    [InlineData("3", "int", "int")]
    [InlineData("0.5", "int", "0.5 | int")]
    [InlineData("0.5", "number", "number")]
    public void Unions_are_small(string left, string right, string expected) => Assert.Equal(expected, TypeSymbol.UnionOf(Types[left], Types[right]).ToString());

    [Theory]
    [InlineData("int", "number", true)]
    [InlineData("int", "string", false)]
    [InlineData("port", "string", true)]
    [InlineData("port", "bool", false)]
    [InlineData("a", "b|c", false)]
    [InlineData("a", "string", true)]
    [InlineData("any", "null", true)]
    [InlineData("never", "any", false)]
    [InlineData("[int]", "set[string]", false)]
    [InlineData("Node", "Node", true)]
    [InlineData("Node", "Port", false)]
    [InlineData("Node", "value", false)]
    [InlineData("{int}", "value", false)]
    [InlineData("{int}", "Port", true)]
    [InlineData("value", "value", true)]
    [InlineData("true", "false", false)]
    [InlineData("true", "bool", true)]
    [InlineData("3", "3", true)]
    [InlineData("3", "4", false)]
    [InlineData("3", "port", true)]
    [InlineData("0.5", "int", false)]
    [InlineData("0.5", "number", true)]
    [InlineData("3", "string", false)]
    public void Values_of_types_may_be_equal(string left, string right, bool expected)
    {
        Assert.Equal(expected, Types[left].MayEqual(Types[right]));
        Assert.Equal(expected, Types[right].MayEqual(Types[left]));
    }

    [Theory]
    [InlineData("port", "string", "string")]
    [InlineData("any", "3", "3")]
    [InlineData("b|c", "a", "undefined")]
    [InlineData("string", "b|c", "\"b\" | \"c\"")]
    [InlineData("bool", "false", "false")]
    [InlineData("number", "port", "int")]
    [InlineData("Node", "value", "undefined")]
    [InlineData("Port", "any", "Port")]
    public void A_meeting_has_what_both_types_have(string type, string other, string expected) => Assert.Equal(expected, TypeNarrowing.Meet(Types[type], Types[other]).ToString());

    [Theory]
    [InlineData("bool", "true", "false")]
    [InlineData("b|c", "a", "\"b\" | \"c\"")]
    [InlineData("b|c", "b|c", "\"b\" | \"c\"")]
    [InlineData("string", "a", "string")]
    [InlineData("3", "3", "3")]
    public void Without_constants_something_is_left(string type, string constants, string expected) => Assert.Equal(expected, TypeNarrowing.Without(Types[type], Types[constants]).ToString());

    [Theory]
    [InlineData("Port", "string", "int or string")]
    [InlineData("Port", "a", "undefined")]
    [InlineData("Port", "int", "undefined")]
    [InlineData("Node", "any", "[Node] | string")]
    [InlineData("[int]", "int", "int")]
    [InlineData("[int]", "string", "undefined")]
    [InlineData("set[string]", "a", "string")]
    [InlineData("set[string]", "int", "undefined")]
    [InlineData("{int}", "b|c", "int")]
    [InlineData("{int}", "int", "undefined")]
    [InlineData("string", "int", "undefined")]
    [InlineData("any", "int", "any")]
    public void Lookups_give_types(string type, string key, string expected) => Assert.Equal(expected, Types[type].Lookup(Types[key]).ToString());

    [Fact]
    public void Members_of_a_type_that_holds_itself_are_found_at_any_depth()
    {
        TypeSymbol type = Node;
        for (int i = 0; i < 10_000; i++) type = type.Member("children").Elements;
        Assert.Same(Node, type);
        Assert.Equal("string", type.Member("name").ToString());
        Assert.Same(TypeSymbol.Never, type.Member("nam"));
    }

    [Fact]
    public void A_union_has_the_fields_of_all_its_types()
    {
        TypeSymbol union = TypeSymbol.UnionOf(Node, Port, TypeSymbol.String);
        Assert.Equal(["children", "name", "port", "protocol"], union.Fields.Select(f => f.Name));
        Assert.Equal("int or string", union.Member("port").ToString());
        Assert.Same(TypeSymbol.Never, union.Member("other"));
        Assert.Equal("\"children\" | \"name\" | \"port\" | \"protocol\"", union.Keys.ToString());
    }

    [Fact]
    public void Large_types_are_printed_short()
    {
        TypeSymbol deep = TypeSymbol.String;
        for (int i = 0; i < 6; i++) deep = TypeSymbol.ArrayOf(deep);
        Assert.Equal("[[[…]]]", deep.ToString());
        Assert.Equal("\"a\" | \"b\" | \"c\" | \"d\" | …", TypeSymbol.StringsOf(["a", "b", "c", "d", "e"]).ToString());
        Assert.Equal("{deep: {n: int}, name: \"x\"}", Types["value"].ToString());
    }

    [Fact]
    public void Made_types_are_equal_when_they_are_alike()
    {
        Assert.Equal(ValueTypes.Of(Value.FromMembers(("a", Value.FromInt64(1)))), ValueTypes.Of(Value.FromMembers(("a", Value.FromInt64(2)))));
        Assert.NotEqual(ValueTypes.Of(Value.FromMembers(("a", Value.True))), ValueTypes.Of(Value.FromMembers(("a", Value.False))));
        Assert.NotEqual(ValueTypes.Of(Value.FromMembers(("a", Value.True))), ValueTypes.Of(Value.FromMembers(("a", Value.Null))));
        Assert.Equal(TypeSymbol.ArrayOf(TypeSymbol.String), TypeSymbol.ArrayOf(TypeSymbol.String));
        Assert.NotEqual(TypeSymbol.ArrayOf(TypeSymbol.String), TypeSymbol.SetOf(TypeSymbol.String));
    }
}
