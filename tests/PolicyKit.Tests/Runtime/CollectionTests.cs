using PolicyKit.Runtime;

namespace PolicyKit.Tests.Runtime;

public class CollectionTests
{
    [Fact]
    public void A_set_is_sorted_and_distinct()
    {
        Value set = Value.FromSet(Items("""[3, 1, 1.0, "a", null, [2], {"b": 1}, {"b": 1.0}, false, 3]"""));
        Assert.Equal("""{null, false, 1, 3, "a", [2], {"b": 1}}""", set.ToString());
        Assert.Equal("""[null,false,1,3,"a",[2],{"b":1}]""", set.ToJson());
        Assert.Equal("set()", Value.FromSet([]).ToString());
        Assert.Equal("[]", Value.FromSet([]).ToJson());
        Assert.Equal(7, set.Count);
        Assert.Equal(ValueKind.Set, set.Kind);
    }

    [Fact]
    public void Sets_sort_after_all_other_kinds_and_among_each_other_as_arrays_do()
    {
        Value small = Value.FromSet(Items("[1, 2]")), large = Value.FromSet(Items("[1, 3]")), prefix = Value.FromSet(Items("[1]"));
        Assert.True(Ops.Compare(small, large) < 0);
        Assert.True(Ops.Compare(prefix, small) < 0);
        Assert.True(Ops.Compare(Value.ParseJson("""{"a": 1}"""), prefix) < 0);
        Assert.Equal(small, Value.FromSet(Items("[2, 1.0]")));
        Assert.Equal(small.GetHashCode(), Value.FromSet(Items("[2, 1.0]")).GetHashCode());
        Assert.NotEqual(small, Value.ParseJson("[1, 2]"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void Sets_and_objects_find_members_in_every_representation(int count)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(i => $"name-é{i}")];
        Value set = Value.FromSet(names.Select(Value.FromString).Append(Value.FromInt64(7)));
        Value members = Value.FromObject(names.Select((n, i) => KeyValuePair.Create(Value.FromString(n), Value.FromInt64(i))));
        for (int i = 0; i < count; i++)
        {
            foreach (Value name in Representations.Of($"\"{names[i]}\""))
            {
                Assert.Equal(name, Ops.Index(set, name));
                Assert.Equal(Value.FromInt64(i), Ops.Index(members, name));
                Assert.Equal(Value.True, Ops.Contains(set, name));
            }
            Assert.Equal(Value.FromInt64(i), Ops.Member(members, SymbolTable.Intern(names[i])));
        }
        foreach (Value seven in Representations.Of("7.0")) Assert.Equal(Value.FromInt64(7), Ops.Index(set, seven));
        foreach (Value absent in Representations.Of("\"name\"")) Assert.True(Ops.Index(set, absent).IsUndefined);
        Assert.True(Ops.Member(members, SymbolTable.Intern("name")).IsUndefined);
        Assert.True(Ops.Index(set, Value.Undefined).IsUndefined);
        Assert.Equal(Value.False, Ops.Contains(set, Value.FromInt64(8)));
    }

    [Fact]
    public void Equal_nodes_of_different_places_are_one_member_with_two_places()
    {
        Value root = Representations.Read("""{"c": [{"n": "x"}, {"n": "y"}, {"n": "x"}]}""").Root;
        Value list = Ops.Member(root, SymbolTable.Intern("c"));
        var builder = new SetBuilder();
        for (long cursor = Ops.First(list); cursor >= 0; cursor = Ops.Next(list, cursor))
        {
            builder.Add(Ops.ValueAt(list, cursor));
            builder.Add(Ops.ValueAt(list, cursor));
        }
        Value set = builder.ToValue();
        Assert.Equal("""{{"n": "x"}, {"n": "y"}}""", set.ToString());
        Assert.Equal(["c[0]", "c[2]", "c[1]"], PlacesOf(set));

        builder.AddAll(set);
        builder.AddAll(set);
        Assert.Equal(["c[0]", "c[2]", "c[1]"], PlacesOf(builder.ToValue()));
        Assert.Equal(["c[0]", "c[1]", "c[2]"], PlacesOf(list));
    }

    [Fact]
    public void A_member_that_holds_a_node_keeps_its_places_and_one_without_a_place_yields()
    {
        Value root = Representations.Read("""["x", "x"]""").Root;
        Value first = Ops.Index(root, Value.FromInt64(0)), second = Ops.Index(root, Value.FromInt64(1)), plain = Value.FromString("x");
        var builder = new SetBuilder();
        foreach (Value item in new[] { plain, second, first, plain }) builder.Add(item);
        Assert.Equal(["[0]", "[1]"], PlacesOf(builder.ToValue()));

        foreach (Value item in new[] { plain, second, first, second }) builder.Add(Value.FromArray([item]));
        var set = (RegoSet)builder.ToValue().Reference!;
        Assert.Equal(1, set.Count);
        Assert.Equal(2, set.Places.Length);

        foreach (Value item in new[] { plain, plain }) builder.Add(Value.FromArray([item]));
        Assert.Equal(1, ((RegoSet)builder.ToValue().Reference!).Places.Length);
    }

    [Fact]
    public void An_object_refuses_a_second_value_of_a_key()
    {
        var builder = new ObjectBuilder();
        Assert.True(builder.Add(Value.FromString("b"), Value.FromInt64(1)));
        Assert.True(builder.Add(Value.FromInt64(1), Value.Null));
        Assert.True(builder.Add(Value.ParseJson("\"b\""), Value.ParseJson("1.0")));
        Assert.False(builder.Add(Value.FromString("b"), Value.FromInt64(2)));
        Assert.True(builder.Add(Value.Undefined, Value.FromInt64(2)));
        Value value = builder.ToValue();
        Assert.Equal("""{1: null, "b": 1}""", value.ToString());
        Assert.Equal("""{"1":null,"b":1}""", value.ToJson());
        Assert.Equal("{}", builder.ToValue().ToString());
        Assert.Throws<ArgumentException>(() => Value.FromObject([KeyValuePair.Create(Value.Null, Value.True), KeyValuePair.Create(Value.Null, Value.False)]));
    }

    [Fact]
    public void Members_by_name_make_an_object()
    {
        Assert.Equal("""{"a": null, "b": true}""", Value.FromMembers(("b", Value.True), ("a", Value.Null), ("c", Value.Undefined)).ToString());
        Assert.Equal("{}", Value.FromMembers().ToString());
        Assert.Throws<ArgumentException>(() => Value.FromMembers(("a", Value.True), ("a", Value.False)));
    }

    [Fact]
    public void Builders_pass_undefined_over()
    {
        var array = new ArrayBuilder();
        array.Add(Value.Undefined);
        array.Add(Value.Null);
        Assert.Equal("[null]", array.ToValue().ToString());
        Assert.Equal("[]", array.ToValue().ToString());
    }

    [Fact]
    public void A_tree_takes_values_and_members_under_nested_paths()
    {
        var tree = new DocumentTreeBuilder();
        Assert.True(tree.Insert(Items("""["a", "b"]"""), Value.FromInt64(1)));
        Assert.True(tree.Insert(Items("""["a", "b"]"""), Value.FromNumberText("1.0")));
        Assert.False(tree.Insert(Items("""["a", "b"]"""), Value.FromInt64(2)));
        Assert.False(tree.Insert(Items("""["a"]"""), Value.FromInt64(2)));
        Assert.False(tree.Insert(Items("""["a", "b", "c"]"""), Value.FromInt64(2)));
        Assert.True(tree.InsertMember(Items("""["s", 1]"""), Value.FromString("y")));
        Assert.True(tree.InsertMember(Items("""["s", 1.0]"""), Value.FromString("x")));
        Assert.False(tree.InsertMember(Items("""["s"]"""), Value.FromString("x")));
        Assert.False(tree.Insert(Items("""["s", 1, "x"]"""), Value.FromString("x")));
        Assert.Equal("""{"a": {"b": 1}, "s": {1: {"x", "y"}}}""", tree.ToValue().ToString());
        Assert.Equal("{}", new DocumentTreeBuilder().ToValue().ToString());
    }

    [Fact]
    public void Values_of_any_depth_are_compared_hashed_and_printed_or_refused_but_never_fatal()
    {
        Value a = Nested(5_000), b = Nested(5_000);
        Assert.Equal(a, b);
        Assert.Equal(0, Ops.Compare(a, b));
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.Equal(10_001, a.ToString().Length);
        Value endless = Nested(1_000_000), other = Nested(1_000_000);
        Assert.Throws<InsufficientExecutionStackException>(() => Ops.Equal(endless, other));
        Assert.Throws<InsufficientExecutionStackException>(() => Ops.Compare(endless, other));
        Assert.Throws<InsufficientExecutionStackException>(() => Ops.Hash(endless));
        // Writing goes on with a large stack, which suffices once the code is optimised.
        Assert.True(Record.Exception(() => endless.ToString()) is null or InsufficientExecutionStackException);
    }

    private static Value Nested(int depth)
    {
        Value value = Value.FromInt64(0);
        for (int i = 0; i < depth; i++) value = Value.FromArray([value]);
        return value;
    }

    private static Value[] Items(string json)
    {
        Value array = Value.ParseJson(json);
        return [.. Enumerable.Range(0, array.Count).Select(i => Ops.Index(array, Value.FromInt64(i)))];
    }

    private static List<string> PlacesOf(Value collection)
    {
        var places = new List<string>();
        for (long cursor = Ops.FirstPlace(collection); cursor >= 0; cursor = Ops.NextPlace(collection, cursor))
        {
            places.Add(FieldPath.Format(NodePath.Of(Ops.ValueAtPlace(collection, cursor))!));
        }
        return places;
    }
}
