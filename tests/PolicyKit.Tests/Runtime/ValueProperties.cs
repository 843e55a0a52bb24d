using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PolicyKit.Runtime;

namespace PolicyKit.Tests.Runtime;

/// <summary>What holds for every JSON document.</summary>
public class ValueProperties
{
    private static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static readonly string[] Strings = ["", "a", "b", "ab", "é", "～", "😀", "a.b/c", "q\"\\\n\u0001", "name", "0"];

    private static readonly string[] NumberTexts = ["0", "-0", "1", "1.0", "-1", "0.5", "5e-1", "1e2", "100", "9223372036854775807", "9223372036854775808", "1e400", "-1e400", "1e-400"];

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Gen.Elements("null", "true", "false"),
        Gen.Elements(NumberTexts),
        Gen.Choose(-1000, 1000).Select(i => $"{i}"),
        Gen.Elements(Strings).Select(Quote));

    private static Arbitrary<string> Documents => Arb.From(Gen.Sized(size => Document(Math.Min(size, 40))));

    [Fact]
    public void Text_read_and_printed_is_what_another_reader_reads() =>
        Prop.ForAll(Documents, json =>
        {
            using JsonDocument expected = JsonDocument.Parse(json);
            using JsonDocument printed = JsonDocument.Parse(Value.ParseJson(json).ToString());
            using JsonDocument compact = JsonDocument.Parse(Value.ParseJson(json).ToJson());
            Assert.True(JsonElement.DeepEquals(expected.RootElement, printed.RootElement));
            Assert.True(JsonElement.DeepEquals(expected.RootElement, compact.RootElement));
        }).Check(Quick);

    [Fact]
    public void All_representations_of_a_document_are_equal_and_hash_alike() =>
        Prop.ForAll(Documents, json =>
        {
            Value[] values = [.. Representations.Of(json)];
            foreach (Value a in values)
            {
                foreach (Value b in values)
                {
                    Assert.True(Ops.Equal(a, b));
                    Assert.Equal(0, Ops.Compare(a, b));
                    Assert.Equal(a.GetHashCode(), b.GetHashCode());
                }
            }
        }).Check(Quick);

    [Fact]
    public void Order_is_total_and_agrees_with_equality_and_hash() =>
        Prop.ForAll(Documents, Documents, Documents, (x, y, z) =>
        {
            foreach (Value a in Representations.Of(x))
            {
                foreach (Value b in Representations.Of(y))
                {
                    int order = Math.Sign(Ops.Compare(a, b));
                    Assert.Equal(order, -Math.Sign(Ops.Compare(b, a)));
                    Assert.Equal(order == 0, Ops.Equal(a, b));
                    if (order == 0) Assert.Equal(a.GetHashCode(), b.GetHashCode());
                    Value c = Representations.Of(z).First();
                    if (order <= 0 && Ops.Compare(b, c) <= 0) Assert.True(Ops.Compare(a, c) <= 0);
                }
            }
        }).Check(Quick);

    [Fact]
    public void Sets_of_the_same_values_in_any_order_are_equal() =>
        Prop.ForAll(Arb.From(Document(3).ListOf()), documents =>
        {
            Value forward = Value.FromSet(documents.Select(Value.ParseJson));
            Value backward = Value.FromSet(Enumerable.Reverse(documents).Select(Representations.Materialised));
            Assert.Equal(forward, backward);
            Assert.Equal(forward.GetHashCode(), backward.GetHashCode());
            Assert.All(documents, d => Assert.Equal(Value.True, Ops.Contains(forward, Value.ParseJson(d))));
        }).Check(Quick);

    [Fact]
    public void Every_node_is_found_again_by_its_path_and_its_position() =>
        Prop.ForAll(Documents, json =>
        {
            PolicyDocument document = Representations.Read(json);
            var tape = (DocumentView)document.RawRoot.Reference!;
            for (int node = 0; node < tape.Tape.Count; node++)
            {
                var value = new Value(tape, node);
                string path = FieldPath.Format(NodePath.Of(value)!);
                int token = NodePath.Find(tape.Tape, FieldPath.Parse(path));
                Assert.Equal(NodePath.Token(tape.Tape, node), token);
                int found = tape[token].Kind == TapeKind.Key ? token + 1 : token;
                Assert.Equal(tape[node].Kind == TapeKind.Key ? node + 1 : node, found);
                Assert.Equal(document.GetPosition(value), document.GetPosition(path));
                AssertTokenAt(json, document, path);
            }
        }).Check(Quick);

    [Fact]
    public void Every_truncation_of_an_array_or_object_is_an_error() =>
        Prop.ForAll(Documents, json =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes($"[{json}]");
            for (int length = 0; length < bytes.Length; length++) Assert.Throws<DocumentException>(() => Value.ParseJson(bytes.AsSpan(0, length)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private static void AssertTokenAt(string json, PolicyDocument document, string path)
    {
        PolicyKit.Text.LinePosition position = document.GetPosition(path)!.Value;
        string[] lines = json.Split('\n');
        Assert.Contains(lines[position.Line][position.Character], "\"{[-0123456789tfn");
    }

    private static Gen<string> Document(int size) =>
        size == 0
            ? Scalar
            : Gen.Frequency(
                (2, Scalar),
                (2, Gen.Choose(0, 4).SelectMany(n => Document(size / 3).ListOf(n)).Select(items => $"[{string.Join(", ", items)}]")),
                (3, Gen.SubListOf(Strings).SelectMany(keys => Document(size / 3).ListOf(keys.Count).SelectMany(values => Shuffled(keys, values)))));

    private static Gen<string> Shuffled(IEnumerable<string> keys, IEnumerable<string> values) =>
        Gen.Shuffle(keys.Zip(values, (k, v) => $"{Quote(k)}:\n {v}").ToArray()).Select(members => $"{{{string.Join(",\n ", members)}}}");

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
