using PolicyKit.Diagnostics;
using PolicyKit.Tests.Engine;

namespace PolicyKit.Tests.Binding;

public sealed class DiagnosticCaseTests
{
    private const string Expected = "diagnostics";

    public static TheoryData<SectionCase> Cases => [.. SectionCase.ReadFolder("Binding", Expected)];

    /// <summary>Each line is <c>start-end id message</c>, with the file's name before it when there are several.</summary>
    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Mistakes_give_these_diagnostics(SectionCase binding)
    {
        Compilation compilation = Compilation.Create(binding.Trees, TestDomain.Instance);
        bool several = compilation.SyntaxTrees.Length > 1;
        Assert.Equal(binding[Expected], string.Join('\n', compilation.GetDiagnostics().Select(d => $"{(several ? d.Location.Source!.Path + " " : "")}{Span(d)} {d.Id} {d.Message}")));
        bool hasErrors = compilation.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal(!hasErrors, compilation.Emit().Success);
    }

    private static string Span(Diagnostic diagnostic) =>
        $"{diagnostic.Location.Start}-{diagnostic.Location.End}";
}
