using System.Reflection;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Gatekeeper;

namespace PolicyKit.Kubernetes.Tests.Gatekeeper;

/// <summary>The pages of the diagnostics about Gatekeeper: the wrong example gives that diagnostic and no other, the right one none; and none is without a page and a case.</summary>
public sealed class DiagnosticPageTests
{
    private static readonly DiagnosticDescriptor[] All =
        [.. typeof(GatekeeperDescriptors).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().OrderBy(d => d.Id, StringComparer.Ordinal)];

    public static TheoryData<string> Pages => [.. All.Select(d => d.Id)];

    [Fact]
    public void Ids_are_distinct_and_each_has_a_page()
    {
        Assert.Equal(All.Select(d => d.Id).Distinct(), All.Select(d => d.Id));
        Assert.Equal(All.Select(d => d.Id), DiagnosticPage.IdsFrom("PK51"));
    }

    [Fact]
    public void Every_diagnostic_has_a_case()
    {
        string shown = string.Join('\n', CaseFile.Blocks("gatekeeper/diagnostics.cases").Select(row => (string)row[2]));
        Assert.All(All, d => Assert.Contains($" {d.Id} ", shown, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Examples_are_true(string id) => DiagnosticPage.AssertIsTrue(id, Array.Find(All, d => d.Id == id)!.Title, Diagnose);

    private static IEnumerable<string> Diagnose(string block) => GatekeeperCaseTests.Diagnose(block[(block.IndexOf('\n', StringComparison.Ordinal) + 1)..]).Select(d => d.Id);
}
