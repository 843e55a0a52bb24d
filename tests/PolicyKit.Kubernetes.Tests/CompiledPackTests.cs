using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Tests;

/// <summary>The standard pack that is embedded in compiled form.</summary>
public sealed class CompiledPackTests
{
    private const string Resource = "standard.pkp";

    /// <summary>A pack holds the bound tree as it is (round trips are tested where packs are written), so equal bytes are equal programs.</summary>
    [Fact]
    public void It_is_what_the_texts_compile_to()
    {
        EmitResult result = Compilation.Create(StandardPack.Trees, KubernetesDomain.Instance).Emit();
        using var expected = new MemoryStream();
        result.Program!.Save(expected, withTexts: false);
        Assert.Equal(expected.ToArray(), ReadResource());
    }

    [Fact]
    public void It_fits_the_texts() => Assert.Equal(StandardPack.Trees.Select(t => t.Text.Path), CompiledPack.Read(ReadResource(), StandardPack.Trees.Select(t => t.Text)).Paths.Order(StringComparer.Ordinal));

    [Fact]
    public void It_does_not_fit_a_changed_text()
    {
        SourceText[] texts = [.. StandardPack.Trees.Select(t => t.Text)];
        texts[^1] = SourceText.From(texts[^1] + "\n", texts[^1].Path);
        Assert.Throws<CompiledPackException>(() => CompiledPack.Read(ReadResource(), texts));
    }

    [Fact]
    public void It_has_the_policies_and_tests_of_the_texts()
    {
        PolicyProgram compiled = PolicyProgram.Load([StandardPack.Compiled], KubernetesDomain.Instance);
        PolicyProgram bound = Compilation.Create(StandardPack.Trees, KubernetesDomain.Instance).Emit().Program!;
        Assert.Equal(bound.Policies.Select(Describe), compiled.Policies.Select(Describe));
        Assert.Equal(bound.Policies.SelectMany(p => bound.GetReads(p.Id)), compiled.Policies.SelectMany(p => compiled.GetReads(p.Id)));
        Assert.Equal(bound.Tests.Select(Describe), compiled.Tests.Select(Describe));
        Assert.All(compiled.Policies, policy => Assert.True(StandardPack.IsStandard(policy)));
    }

    private static string Describe(PolicyInfo policy) => $"{policy.Id} {policy.Title} {policy.Description} {policy.Severity} {string.Join(' ', policy.References)} {policy.Location}";

    private static string Describe(PolicyTest test) => $"{test.Name} {string.Join(' ', test.PolicyIds)} {string.Join(' ', test.Given)} {test.Location}";

    private static byte[] ReadResource()
    {
        using Stream stream = typeof(StandardPack).Assembly.GetManifestResourceStream(Resource)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
