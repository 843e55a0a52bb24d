using System.Reflection;
using PolicyKit.Diagnostics;
using PolicyKit.Syntax;
using PolicyKit.Tests.Engine;

namespace PolicyKit.Tests.Binding;

/// <summary>The pages of the binder's diagnostics: the wrong example gives that diagnostic and no other, the right one none; and none is without a page and a case.</summary>
public sealed class DiagnosticPageTests
{
    private static readonly string[] Ids =
    [
        .. typeof(Descriptors).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>()
            .Select(d => d.Id).Where(id => !id.StartsWith("PK1", StringComparison.Ordinal) && !id.StartsWith("PK6", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Pages => [.. Ids];

    [Fact]
    public void Ids_are_distinct_and_pages_are_about_ids()
    {
        Assert.Equal(Ids.Distinct(), Ids);
        // PK6xxx are lints; PK51xx to PK53xx are about Kubernetes' objects and the configuration, which this library does not know.
        Assert.Equal(Ids, Directory.EnumerateFiles(Folder(), "PK*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Where(id => !id.StartsWith("PK1", StringComparison.Ordinal) && !id.StartsWith("PK51", StringComparison.Ordinal) && !id.StartsWith("PK52", StringComparison.Ordinal) && !id.StartsWith("PK53", StringComparison.Ordinal) && !id.StartsWith("PK6", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_diagnostic_has_a_case()
    {
        HashSet<string> shown = [.. SectionCase.ReadFolder("Binding", "diagnostics").SelectMany(c => c["diagnostics"].Split('\n')).SelectMany(line => line.Split(' '))];
        Assert.All(Ids, id => Assert.Contains(id, shown));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Examples_are_true(string id)
    {
        string[] parts = File.ReadAllText(Path.Combine(Folder(), $"{id}.md")).Split("```");
        Assert.Equal(5, parts.Length);
        Assert.StartsWith($"# {id}: ", parts[0], StringComparison.Ordinal);
        Assert.Equal([id], Diagnose(parts[1]));
        Assert.Empty(Diagnose(parts[3]));
    }

    private static IEnumerable<string> Diagnose(string block)
    {
        string source = block[(block.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        return Compilation.Create([SyntaxTree.Parse(source, "page." + block[..block.IndexOf('\n', StringComparison.Ordinal)])], TestDomain.Instance).GetDiagnostics().Select(d => d.Id);
    }

    private static string Folder() => Path.Combine(Repository.Root, "docs", "diagnostics");
}
