using PolicyKit.Runtime;

namespace PolicyKit.Tests.Fixes;

public class FixPlanTests
{
    private static readonly PolicyInfo Policy = new("p", "", "", Severity.Low, [], default!);

    private static readonly Value Root = Value.ParseJson(
        """{"spec": {"containers": [{"name": "a", "ports": [{"hostPort": 1}, {"hostPort": 2}]}, {"name": "b"}, {"name": "c"}], "map": {"x": 1}, "null": null}}""");

    public static TheoryData<string, string, string> Plans => new()
    {
        { "the same twice", "set spec.a 1; set spec.a 1", """add /spec/a 1 (0 1)""" },
        { "below one new parent", "set spec.sc.a 1; set spec.sc.b.c 2; add spec.sc.b {\"d\":3}", """add /spec/sc {"a":1} (0)| add /spec/sc/b {"c":2} (1)| add /spec/sc/b/d 3 (2)""" },
        { "a null parent", "set spec.null.a 1; set spec.null.b 2", """add /spec/null {"a":1} (0)| add /spec/null/b 2 (1)""" },
        { "different values", "set spec.a 1; set spec.a 2; set spec.b 3", """add /spec/b 3 (2)! 0 1 spec.a""" },
        { "set and removed", "set spec.map.x 2; remove spec.map.x", """! 0 1 spec.map.x""" },
        { "three, of which two agree", "set spec.a 1; set spec.a 1; set spec.a 2", """! 0 2 spec.a""" },
        { "removed with its parent", "remove spec.map.x; remove spec.map", """remove /spec/map (1 0)""" },
        { "set below what is removed", "remove spec.map; set spec.map.y 1", """! 0 1 spec.map.y""" },
        { "set above, agreeing", "set spec.map {\"y\":1}; set spec.map.y 1; remove spec.map.x", """replace /spec/map {"y":1} (0 1 2)""" },
        { "set above, disagreeing", "set spec.map {\"y\":1}; set spec.map.y 2", """! 0 1 spec.map.y""" },
        { "appended by two", "add spec.list \"a\"; add spec.list \"b\"; add spec.list \"a\"", "! 0 1 spec.list" },
        { "appended to a new list by two", "add spec.list [\"a\"]; add spec.list [\"b\"]; add spec.list [\"a\"]", """add /spec/list ["a"] (0 2)| add /spec/list/- "b" (1)""" },
        { "appended to what is set", "set spec.map [\"a\"]; add spec.containers 1; set spec.containers []", """replace /spec/map ["a"] (0)! 1 2 spec.containers""" },
        {
            "elements last, from the highest", "remove spec.containers[0]; remove spec.containers[0].ports[1]; remove spec.containers[2]; set spec.containers[1].x 1; remove spec.containers[1].name",
            """add /spec/containers/1/x 1 (3)| remove /spec/containers/1/name (4)| remove /spec/containers/2 (2)| remove /spec/containers/0 (0 1)"""
        },
        { "elements of nested lists", "remove spec.containers[0].ports[0]; remove spec.containers[0].ports[1]", "remove /spec/containers/0/ports/1 (1)| remove /spec/containers/0/ports/0 (0)" },
        { "unsafe is left out", "unsafe set spec.a 1; set spec.b 1", "add /spec/b 1 (1)" },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void Fixes_of_one_object_are_put_together(string what, string fixes, string expected)
    {
        Finding[] findings = [.. fixes.Split("; ").Select(Read)];
        var plan = FixPlan.Of(findings);
        int Number(Finding finding) => Array.IndexOf(findings, finding);
        string operations = string.Join("| ", plan.Operations.Select(o =>
            $"{o.Operation.Action.ToString().ToLowerInvariant()} {o.Operation.Path}{(o.Operation.Value.IsUndefined ? "" : " " + o.Operation.Value.ToJson())} ({string.Join(' ', o.Findings.Select(Number))})"));
        string conflicts = string.Concat(plan.Conflicts.Select(c => $"! {Number(c.First)} {Number(c.Second)} {c.Path}"));
        Assert.True(expected == operations + conflicts, $"{what}: {operations}{conflicts}");
        Assert.Equal(plan.Operations.IsEmpty, plan.Patch.Apply(Root) == Root);
        Assert.False(plan.Patch.Apply(Root).IsUndefined);
    }

    [Fact]
    public void Pointers_are_escaped_and_read_back()
    {
        PathStep[] path = [new("a/b"), new("~1"), new(3), new("")];
        string pointer = JsonPatch.PointerTo(path);
        Assert.Equal("/a~1b/~01/3/", pointer);
        Assert.Equal(["a/b", "~1", "3", ""], JsonPatch.StepsOf(pointer).AsEnumerable());
        Assert.Empty(JsonPatch.StepsOf(""));
        Assert.Throws<FormatException>(() => JsonPatch.StepsOf("a"));
    }

    [Fact]
    public void A_patch_that_does_not_fit_gives_nothing()
    {
        var patch = new JsonPatch([new JsonPatchOperation(JsonPatchAction.Add, "/spec/a", Value.True), new JsonPatchOperation(JsonPatchAction.Test, "/spec/map/x", Value.FromInt64(2))]);
        Assert.True(patch.Apply(Root).IsUndefined);
        Assert.Equal("""[{"op":"add","path":"/spec/a","value":true},{"op":"test","path":"/spec/map/x","value":2}]""", patch.ToJson());
    }

    private static Finding Read(string text)
    {
        bool isUnsafe = text.StartsWith("unsafe ", StringComparison.Ordinal);
        string[] words = (isUnsafe ? text[7..] : text).Split(' ', 3);
        FixKind kind = Enum.Parse<FixKind>(words[0], ignoreCase: true);
        Value value = words.Length > 2 ? Value.ParseJson(words[2]) : default;
        var edits = new List<FixEdit>();
        FixEdit.AddTo(edits, kind, Root, [.. FieldPath.Parse(words[1])], value);
        Assert.NotEmpty(edits);
        var place = new FindingPlace(null, words[1], words[1]);
        return new Finding("p", FindingLevel.Deny, Severity.Low, text, place, [], Policy) { Fix = new Fix(kind, isUnsafe, value, [place], [.. edits]) };
    }
}
