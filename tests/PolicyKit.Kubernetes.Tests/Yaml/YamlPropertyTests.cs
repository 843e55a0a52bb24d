using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Tests.Yaml;

public sealed class YamlPropertyTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements("", "yes", "0777", "~", "<<", "a: b", "# c", "---", "...", "- x", "é", "😀", "\u2028", "\u0085", "a\nb", " lead", "trail ", "\t", "'", "\"", "\\", "{", "]", "*a", "&a", "!t", "1e3", "\u0001", "\u007F"),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => new string([.. text.Get.Where(c => !char.IsSurrogate(c))])));

    private static readonly Gen<Value> Scalar = Gen.OneOf(
        Text.Select(Value.FromString),
        ArbMap.Default.GeneratorFor<long>().Select(Value.FromInt64),
        Gen.Elements(Value.Null, Value.True, Value.False, Value.FromInt64(long.MinValue), Value.FromInt64(long.MaxValue)));

    [Fact]
    public void What_a_simple_writer_writes_in_block_style_is_read_back() => Check(value => Write(value, "\n", isFlow: false));

    [Fact]
    public void What_a_simple_writer_writes_in_flow_style_is_read_back() => Check(value => Write(value, "", isFlow: true));

    [Fact]
    public void What_is_written_as_json_is_read_back() => Check(value => $"{{\"root\": {value.ToJson()}}}");

    [Fact]
    public void No_text_crashes_the_reader()
    {
        var pieces = Gen.Elements("a", ":", ": ", "- ", "\n", "\n  ", "[", "]", "{", "}", ",", "\"", "'", "&x ", "*x", "!t ", "!!int ", "<<: ", "|\n", ">-\n", "? ", "#", "---\n", "...\n", "%", "@", "\t", "1", "\\u", "\uFEFF", "\ud800", "😀", "\0");
        Prop.ForAll(pieces.ListOf().Select(string.Concat).ToArbitrary(), text => DocumentReader.Read(text).All(reading => reading.Document is null != reading.Error is null))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static void Check(Func<Value, string> write) =>
        Prop.ForAll(Tree(4).ToArbitrary(), value =>
        {
            string text = "root: " + write(value).TrimStart(' ') + "\n";
            if (write(value).StartsWith("{\"root\"", StringComparison.Ordinal)) text = write(value);
            var reading = Assert.Single(DocumentReader.Read(text));
            Assert.True(reading.Error is null, $"{reading.Error} in {text}");
            return reading.Document!.RawRoot.Member("root") == value;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static Gen<Value> Tree(int depth)
    {
        if (depth == 0) return Scalar;
        var inner = Tree(depth - 1);
        return Gen.OneOf(
            Scalar,
            inner.ListOf().Select(items => Value.FromArray(items.Take(4))),
            Text.Zip(inner).ListOf().Select(members => Value.FromObject(members.DistinctBy(member => member.Item1).Take(4).Select(member => KeyValuePair.Create(Value.FromString(member.Item1), member.Item2)))));
    }

    private static string Write(Value value, string indent, bool isFlow)
    {
        string open = isFlow ? "" : indent;
        switch (value.Kind)
        {
            case ValueKind.Object when isFlow || value.Count == 0:
                return "{" + string.Join(", ", value.Members().Select(member => $"{Quote(member.Key)}: {Write(member.Value, "", isFlow: true)}")) + "}";
            case ValueKind.Array when isFlow || value.Count == 0:
                return "[" + string.Join(", ", value.Elements().Select(element => Write(element, "", isFlow: true))) + "]";
            case ValueKind.Object:
                return string.Concat(value.Members().Select(member => $"{open}  {Quote(member.Key)}: {Write(member.Value, indent + "  ", isFlow)}"));
            case ValueKind.Array:
                return string.Concat(value.Elements().Select(element => $"{open}  - {Write(element, indent + "  ", isFlow)}"));
            default:
                return value.Kind == ValueKind.String ? Quote(value) : value.ToJson();
        }
    }

    private static string Quote(Value text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text.TextOrEmpty())
        {
            bool isPlain = c is >= ' ' and <= '~' && c is not ('"' or '\\');
            quoted.Append(isPlain || char.IsSurrogate(c) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"));
        }
        return quoted.Append('"').ToString();
    }
}
