using System.Text;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Tests.Runtime;

public class PolicyDocumentTests
{
    private const string Pod = """
        {
          "metadata": {"labels": {"a.b/c": "x", "é\u0022": null}},
          "spec": {"containers": [
            {"name": "a", "image": "b"},
            {"na\u006de": "c"}
          ]}
        }
        """;

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("metadata", 2, 3)]
    [InlineData("metadata.labels[\"a.b/c\"]", 2, 27)]
    [InlineData("metadata.labels[\"é\\\"\"]", 2, 41)]
    [InlineData("spec.containers[0]", 4, 5)]
    [InlineData("spec.containers[0].image", 4, 19)]
    [InlineData("spec.containers[0].securityContext.privileged", 4, 5)]
    [InlineData("spec.containers[1].name", 5, 6)]
    [InlineData("spec.containers[2].name", 3, 12)]
    [InlineData("spec.initContainers[0]", 3, 3)]
    [InlineData("spec[0]", 3, 3)]
    [InlineData("status", 1, 1)]
    public void A_path_has_the_position_of_its_key_or_of_the_nearest_ancestor(string path, int line, int column)
    {
        PolicyDocument document = PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(Pod), "pod.json");
        Assert.True(document.TryGetPosition(path, out LinePosition position));
        Assert.Equal(new LinePosition(line - 1, column - 1), position);
        Assert.Equal("pod.json", document.Name);
    }

    [Fact]
    public void A_byte_order_mark_takes_no_column()
    {
        PolicyDocument document = PolicyDocument.ParseJson([.. Encoding.UTF8.Preamble, .. "{\"a\": 1}"u8]);
        Assert.Equal(new LinePosition(0, 1), document.GetPosition("a"));
    }

    [Fact]
    public void A_built_document_has_the_positions_it_was_given()
    {
        var builder = new DocumentBuilder();
        builder.StartObject(new LinePosition(0, 0));
        builder.Key("list", new LinePosition(1, 2));
        builder.StartArray(new LinePosition(1, 8));
        builder.Number("1", new LinePosition(2, 4));
        builder.Boolean(true, new LinePosition(3, 4));
        builder.EndArray();
        builder.Key("x", new LinePosition(4, 2));
        builder.Null(new LinePosition(4, 5));
        builder.EndObject();
        PolicyDocument document = builder.ToDocument("pod.yaml");
        Assert.Equal("""{"list": [1, true], "x": null}""", document.RawRoot.ToString());
        Assert.Equal(new LinePosition(1, 2), document.GetPosition("list"));
        Assert.Equal(new LinePosition(3, 4), document.GetPosition("list[1]"));
        Assert.Equal(new LinePosition(4, 2), document.GetPosition("x.y"));
        Assert.Equal(new LinePosition(0, 0), document.GetPosition(document.Root));
        Assert.Equal(new LinePosition(4, 2), document.GetPosition(Ops.Index(document.RawRoot, Value.FromString("x"))));
        Assert.Null(document.GetPosition("list["));
        Assert.Null(document.GetPosition(Value.Null));
        Assert.Null(document.GetPosition(Value.ParseJson("1")));
    }

    [Fact]
    public void Nulls_are_undefined_in_policies_or_empty_objects_in_lists_and_kept_in_core_modules()
    {
        PolicyDocument document = Representations.Read("""{"a": null, "b": [null], "c": {"d": null}, "e": 1}""");
        Value seen = document.Root;
        Assert.Equal("""{"b": [{}], "c": {}, "e": 1}""", seen.ToString());
        Assert.Equal(3, seen.Count);
        Assert.Equal(Value.Undefined, Ops.Index(seen, Value.FromString("a")));
        Assert.Equal(Value.Undefined, Ops.Member(seen, SymbolTable.Intern("a")));
        Assert.Equal(Value.Undefined, Ops.Member(seen, SymbolTable.Intern("made after reading, of no document")));
        Assert.Equal(Value.False, Ops.Contains(seen, Value.Null));
        Assert.Equal(Value.ParseJson("""{"b": [{}], "c": {}, "e": 1}"""), seen);
        Assert.Equal(Value.ParseJson("""{"b": [{}], "c": {}, "e": 1}""").GetHashCode(), seen.GetHashCode());
        Assert.Equal(Value.Undefined, Ops.Member(seen.Member("b")[0], SymbolTable.Intern("a")));
        Assert.Empty(seen.Member("b")[0].Entries);
        Assert.Equal("""{"a": null, "b": [null], "c": {"d": null}, "e": 1}""", document.RawRoot.ToString());
        Assert.Equal(4, document.RawRoot.Count);
        Assert.Equal(Value.Null, Ops.Index(document.RawRoot, Value.FromString("a")));
        Assert.NotEqual(document.RawRoot, seen);
        Assert.Equal(Value.Null, Representations.Read("null").Root);
        Assert.Equal(1, Representations.Read("[null]").Root.Count);
    }

    [Fact]
    public void A_builder_refuses_what_is_no_document()
    {
        Assert.Throws<InvalidOperationException>(() => new DocumentBuilder().ToDocument());
        Assert.Throws<InvalidOperationException>(() => With(b => b.StartObject()).ToDocument());
        Assert.Throws<InvalidOperationException>(() => With(b => b.StartObject()).Null());
        Assert.Throws<InvalidOperationException>(() => With(b => b.StartArray()).Key("a"));
        Assert.Throws<InvalidOperationException>(() => With(b => b.StartArray()).EndObject());
        Assert.Throws<InvalidOperationException>(() => With(b => b.Null()).Null());
        Assert.Throws<FormatException>(() => new DocumentBuilder().Number("0x1"));
        var deep = new DocumentBuilder();
        for (int i = 0; i < 1_000; i++) deep.StartArray();
        Assert.Throws<DocumentException>(() => deep.StartArray(new LinePosition(3, 4)));
        static DocumentBuilder With(Action<DocumentBuilder> write)
        {
            var builder = new DocumentBuilder();
            write(builder);
            return builder;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("spec.containers[0].image")]
    [InlineData("metadata.labels[\"a.b/c\"]")]
    [InlineData("[0][12].x-y")]
    [InlineData("_a.b_1[\"\"][\"1a\"]")]
    [InlineData("a[\"q\\\"\\\\]\"].b")]
    public void A_path_prints_as_it_is_read(string path) => Assert.Equal(path, FieldPath.Format(FieldPath.Parse(path)));

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("[7]", 3)]
    [InlineData("[0][12].x-y", 11)]
    [InlineData("spec.containers[10].image", 25)]
    [InlineData("a[\"b.c\"]", null)]
    public void The_length_of_a_plain_path_is_known_before_it_is_printed(string path, int? length) => Assert.Equal(length, FieldPath.LengthOf(FieldPath.Parse(path).ToArray()));

    [Fact]
    public void Places_are_told_apart_by_their_document_and_paths()
    {
        var place = new FindingPlace(null, "a.b", "items[0].a.b");
        Assert.Equal(place, new FindingPlace(null, [new("items"), new(0), new("a"), new("b")], rootSteps: 2));
        Assert.NotEqual(place, new FindingPlace(null, [new("items"), new(0), new("a"), new("b")], rootSteps: 0));
        Assert.NotEqual(place, new FindingPlace(PolicyDocument.ParseJson("{}"u8), "a.b", "items[0].a.b"));
        Assert.Equal("a.b", place.ToString());
    }

    [Theory]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("a[")]
    [InlineData("a[0")]
    [InlineData("a[-1]")]
    [InlineData("a[99999999999]")]
    [InlineData("a[\"b\"")]
    [InlineData("a[\"b]")]
    [InlineData("a[\"\\q\"]")]
    [InlineData("a[0]b")]
    [InlineData("1a")]
    [InlineData("a b")]
    [InlineData("a]")]
    public void What_is_no_path_is_refused(string path)
    {
        Assert.False(FieldPath.TryParse(path, out _));
        Assert.Throws<FormatException>(() => FieldPath.Parse(path));
    }
}
