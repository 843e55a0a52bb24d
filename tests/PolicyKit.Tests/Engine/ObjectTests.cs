using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyKit.Runtime;
using PolicyKit.Syntax;

namespace PolicyKit.Tests.Engine;

/// <summary>CLR objects are judged as what System.Text.Json would write of them.</summary>
public sealed class ObjectTests
{
    private const string Unreadable = "the object cannot be written as JSON: no converter for this amount";

    [Fact]
    public void A_finding_has_the_path_of_its_json()
    {
        Finding finding = Assert.Single(Program("deny at c.image because c.name if { some c in containers; c.image == \"bad\" }").Evaluate(Web("good", "bad")).Findings);
        Assert.Equal(("spec.containers[1].image", "c1", null), (finding.Path, finding.Message, finding.Place.Document));
    }

    [Theory]
    [InlineData("deny if object.metadata", Outcome.Allow)]
    [InlineData("deny if object.secret", Outcome.Allow)]
    [InlineData("deny if object.Secret", Outcome.Allow)]
    [InlineData("deny if count(object) != 3", Outcome.Allow)]
    [InlineData("deny if not object.spec.containers", Outcome.Allow)]
    [InlineData("deny if {c.image | some c in containers} != {\"a\", \"b\"}", Outcome.Allow)]
    [InlineData("deny if object.spec.next.next.next.next", Outcome.Deny)]
    public void Null_and_ignored_members_are_undefined_to_policies(string rule, Outcome expected)
    {
        Pod pod = Web("a", "b");
        if (expected == Outcome.Deny) pod.Spec.Next = Chain(5);
        Assert.Equal(expected, Program(rule).Evaluate(pod).Outcome);
    }

    [Fact]
    public void Core_modules_see_null()
    {
        PolicyProgram program = Emit("package m\n\ndeny contains \"null\" if input.metadata == null\n\ndeny contains \"ignored\" if input.secret", "m.rego");
        Assert.Equal("null", Assert.Single(program.Evaluate(Web("a")).Findings).Message);
    }

    [Theory]
    [InlineData("deny if object.none", Outcome.Allow, "")]
    [InlineData("deny if object.spec.amount", Outcome.Error, Unreadable)]
    [InlineData("deny if {x | some x in [object.spec, object]} == set()", Outcome.Error, Unreadable)]
    [InlineData("deny if object.kind", Outcome.Error, Unreadable)]
    public void What_cannot_be_written_is_an_error_where_something_asks_for_it_or_is_found(string rule, Outcome outcome, string message)
    {
        Pod pod = Web("a");
        pod.Spec.Amount = new Amount();
        Decision decision = Program(rule).Evaluate(pod);
        Assert.Equal((outcome, message), (decision.Outcome, decision.Errors.FirstOrDefault()?.Message ?? ""));
    }

    [Theory]
    [InlineData("deny if object.spec.next.containers")]
    [InlineData("deny if { walk(object, [_, \"none\"]) }")]
    [InlineData("deny if {x | some x in [object.spec.next, object.spec]} == set()")]
    [InlineData("deny if json.marshal(object) == \"\"")]
    [InlineData("deny if object.kind")]
    public void An_object_within_itself_is_never_the_end_of_the_process(string rule)
    {
        Pod pod = Web("a");
        pod.Spec.Next = pod.Spec;
        Decision decision = Program(rule).Evaluate(pod);
        if (decision.Errors.IsEmpty) Assert.Equal("deny if object.spec.next.containers", rule);
        else Assert.Matches("^the object (is nested deeper than 64 levels, or within itself$|cannot be written as JSON: A possible object cycle)", Assert.Single(decision.Errors).Message);
    }

    [Fact]
    public void Other_documents_may_be_objects_too()
    {
        PolicyInput input = PolicyInput.ForObject(Web("a")) with { OldObject = PolicyInput.ForObject(Web("b", "c")).Object };
        Finding finding = Assert.Single(Program("deny at old_object.spec.containers[i].image if { some i, c in old_object.spec.containers; c.image == \"c\" }").Evaluate(input).Findings);
        Assert.Equal("spec.containers[1].image", finding.Path);
    }

    [Fact]
    public void Policies_print_once()
    {
        List<string> printed = [];
        PolicyInput input = PolicyInput.ForObject(Web("a")) with { Print = (line, _) => printed.Add(line) };
        Assert.Single(Program("deny if { print(object.kind); object.spec }").Evaluate(input).Findings);
        Assert.Equal(["Pod"], printed);
    }

    [Fact]
    public void Explanations_are_of_the_same_decision()
    {
        ExplainedDecision explained = Program("deny at object.spec if object.spec").Explain(PolicyInput.ForObject(Web("a")));
        Assert.Equal("spec", Assert.Single(explained.Decision.Findings).Path);
    }

    [Fact]
    public void Queries_read_objects()
    {
        PolicyQuery query = PolicyQuery.Compile([], "some i; x := input.spec.containers[i].image", out _)!;
        Value solutions = query.Evaluate(new PolicyInput { Input = PolicyInput.ForObject(Web("a", "b")).Object }, Value.FromObject([]));
        Assert.Equal("[{\"i\": 0, \"x\": \"a\"}, {\"i\": 1, \"x\": \"b\"}]", solutions.ToString());
        PolicyQuery whole = PolicyQuery.Compile([], "x := json.marshal(input)", out _)!;
        Pod faulty = Web("a");
        faulty.Spec.Amount = new Amount();
        EvaluationException exception = Assert.Throws<EvaluationException>(() => whole.Evaluate(new PolicyInput { Input = PolicyInput.ForObject(faulty).Object }, Value.FromObject([])));
        Assert.Equal((EvaluationErrorKind.InvalidInput, Unreadable), (exception.Kind, exception.Message));
    }

    [Fact]
    public void A_member_may_have_something_judged_itself()
    {
        PolicyProgram program = Program("deny if object.spec.inner == \"Deny\"");
        Pod inner = Web("a");
        inner.Spec.Inner = () => "Deny";
        Pod outer = Web("b");
        outer.Spec.Inner = () => program.Evaluate(inner).Outcome.ToString();
        Assert.Equal(Outcome.Deny, program.Evaluate(outer).Outcome);
    }

    private static PolicyProgram Program(string rule) => Emit($"package t\n\npolicy p {{\n    match: workloads\n    {rule}\n}}\n");

    private static PolicyProgram Emit(string source, string path = "t.policy")
    {
        EmitResult result = Compilation.Create([SyntaxTree.Parse(source, path)], TestDomain.Instance).Emit();
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        result.Program.Warm();
        return result.Program;
    }

    private static Pod Web(params string[] images) => new() { Spec = { Containers = [.. images.Select((image, i) => new Container($"c{i}", image))] } };

    private static Spec Chain(int length) => new() { Next = length == 0 ? null : Chain(length - 1) };

    private sealed class Pod
    {
        [JsonPropertyName("apiVersion")]
        public string ApiVersion { get; } = "v1";

        [JsonPropertyName("kind")]
        public string Kind { get; } = "Pod";

        [JsonPropertyName("metadata")]
        public Dictionary<string, string>? Metadata { get; set; }

        [JsonPropertyName("spec")]
        public Spec Spec { get; } = new();

        [JsonIgnore]
        public string Secret { get; } = "secret";
    }

    private sealed class Spec
    {
        [JsonPropertyName("containers")]
        public IList<Container>? Containers { get; set; }

        [JsonPropertyName("next")]
        public Spec? Next { get; set; }

        [JsonPropertyName("amount")]
        public Amount? Amount { get; set; }

        [JsonIgnore]
        public Func<string>? Inner { get; set; }

        [JsonPropertyName("inner")]
        public string? Judged => Inner?.Invoke();
    }

    private sealed record Container([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("image")] string Image);

    [JsonConverter(typeof(AmountConverter))]
    private sealed class Amount;

    private sealed class AmountConverter : JsonConverter<Amount>
    {
        public override Amount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new();

        public override void Write(Utf8JsonWriter writer, Amount value, JsonSerializerOptions options) => throw new InvalidOperationException("no converter for this amount");
    }
}
