using System.Reflection;
using PolicyKit.Diagnostics;
using PolicyKit.Syntax;
using PolicyKit.Tests.Engine;

namespace PolicyKit.Tests.Diagnostics;

/// <summary>One small wrong policy for each diagnostic of the language: it gives that one and no other, at exactly the place that is marked. Lints have cases of their own.</summary>
public sealed class DiagnosticCorpusTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases", "Diagnostics");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_diagnostic_has_a_wrong_policy() => Assert.Equal(
        typeof(Descriptors).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().Select(d => d.Id).Where(id => !id.StartsWith("PK6", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Folder).Select(f => IdOf(Path.GetFileName(f))).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_wrong_policy_gives_its_diagnostic_where_it_is_marked(string file)
    {
        string annotated = File.ReadAllText(Path.Combine(Folder, file)), text = AnnotatedCase.Strip(annotated);
        Diagnostic[] diagnostics = [.. Compilation.Create([SyntaxTree.Parse(text, file, SectionCase.OptionsFor(file))], TestDomain.Instance).GetDiagnostics()];

        string actual = AnnotatedCase.Annotate(text, diagnostics);
        Assert.True(annotated == actual, $"{file} gives\n{actual}");
        Assert.Equal([IdOf(file)], diagnostics.Select(d => d.Id));
    }

    private static string IdOf(string file) => file.Split('.')[0];
}
