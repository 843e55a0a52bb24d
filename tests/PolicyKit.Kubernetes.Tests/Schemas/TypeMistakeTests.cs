using PolicyKit.Diagnostics;
using PolicyKit.Syntax;

namespace PolicyKit.Kubernetes.Tests.Schemas;

/// <summary>What the types of Kubernetes' kinds tell of mistakes in policies.</summary>
public sealed class TypeMistakeTests
{
    public static TheoryData<string, string, string> Mistakes => CaseFile.Blocks("schemas/types.cases");

    /// <summary>Left: what stands in a module after its package. Each line of the right side is <c>[text] id message</c>, with the text that is marked.</summary>
    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistakes_give_these_diagnostics(string title, string source, string expected)
    {
        Assert.NotEqual("", title);
        SyntaxTree tree = SyntaxTree.Parse("package p\n\n" + source, "p.policy");
        Assert.Equal(expected, string.Join('\n', Compilation.Create([tree], KubernetesDomain.Instance).GetDiagnostics().Select(d => $"[{tree.Text.ToString(d.Location.Span)}] {d.Id} {d.Message}")));
    }

    /// <summary>Policies as operators write them, for kinds of all groups.</summary>
    public static TheoryData<string, string, string> Reasonable => CaseFile.Blocks("schemas/reasonable.cases");

    [Theory]
    [MemberData(nameof(Reasonable))]
    public void There_is_no_false_alarm(string title, string source, string expected) => Mistakes_give_these_diagnostics(title, source, expected);

    public static TheoryData<string, string, string> Annotations => CaseFile.Blocks("schemas/annotations.cases");

    /// <summary>Left: a core module. Right: as above.</summary>
    [Theory]
    [MemberData(nameof(Annotations))]
    public void Annotated_modules_are_checked(string title, string source, string expected)
    {
        Assert.NotEqual("", title);
        SyntaxTree tree = SyntaxTree.Parse(source, "p.rego");
        Assert.Equal(expected, string.Join('\n', Compilation.Create([tree], KubernetesDomain.Instance).GetDiagnostics().Select(d => $"[{tree.Text.ToString(d.Location.Span)}] {d.Id} {d.Message}")));
    }

    [Fact]
    public void The_standard_pack_has_no_mistakes_of_types() =>
        Assert.Empty(Compilation.Create(StandardPack.Trees, KubernetesDomain.Instance).GetDiagnostics());

    [Fact]
    public void Strictly_a_warning_is_an_error()
    {
        SyntaxTree tree = SyntaxTree.Parse("package p\n\npolicy a {\n    match: [\"Pod\"]\n    deny if object.spec.nam\n}\n", "p.policy");
        EmitResult lenient = Compilation.Create([tree], KubernetesDomain.Instance).Emit();
        EmitResult strict = Compilation.Create([tree], KubernetesDomain.Instance, options: new CompilationOptions { Strict = true }).Emit();
        Assert.True(lenient.Success);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(lenient.Diagnostics).Severity);
        Assert.False(strict.Success);
        Assert.Equal((DiagnosticSeverity.Error, lenient.Diagnostics[0].ToString().Replace("warning", "error", StringComparison.Ordinal)), (Assert.Single(strict.Diagnostics).Severity, strict.Diagnostics[0].ToString()));
    }

    [Fact]
    public void The_standard_pack_compiles_strictly() =>
        Assert.True(Compilation.Create(StandardPack.Trees, KubernetesDomain.Instance, options: new CompilationOptions { Strict = true }).Emit().Success);

    /// <summary>The checker would tell: a misspelt field in any policy of the pack is a mistake at that field.</summary>
    [Theory]
    [InlineData("securityContext.privileged", "securityContext.priviledged", "privileged")]
    [InlineData("pod.spec.hostNetwork", "pod.spec.hostNetwrk", "hostNetwork")]
    [InlineData("runAsNonRoot", "runAsNonroot2", "runAsNonRoot")]
    public void A_misspelt_field_of_the_pack_is_found(string right, string wrong, string meant)
    {
        SyntaxTree[] trees = [.. StandardPack.Trees.Select(t => SyntaxTree.Parse(t.Text.ToString().Replace(right, wrong, StringComparison.Ordinal), t.Text.Path))];
        Diagnostic[] found = [.. Compilation.Create(trees, KubernetesDomain.Instance).GetDiagnostics()];
        Assert.NotEmpty(found);
        Assert.All(found, d => Assert.Equal("PK4001", d.Id));
        Assert.All(found, d => Assert.Contains($"did you mean `{meant}`?", d.Message, StringComparison.Ordinal));
    }
}
