using PolicyKit.Kubernetes.Manifests;

namespace PolicyKit.Kubernetes.Tests.Manifests;

public sealed class ManifestCaseTests
{
    public static TheoryData<string, string, string> FileCases => CaseFile.Blocks("manifests/files.cases");

    [Theory]
    [MemberData(nameof(FileCases))]
    public void A_file_gives(string title, string source, string expected)
    {
        Assert.NotEmpty(title);
        int headEnd = source.IndexOf("\n\n", StringComparison.Ordinal);
        bool isNamed = source[..headEnd].EndsWith(" named", StringComparison.Ordinal);
        Assert.True(isNamed || source[..headEnd].EndsWith(" in a folder", StringComparison.Ordinal));
        using var folder = new TemporaryFolder();
        string path = folder.Write(source[..source.IndexOf(' ', StringComparison.Ordinal)], source[(headEnd + 2)..]);

        var file = Assert.Single(new ManifestLoader().Load([isNamed ? path : folder.Path]));

        Assert.Equal(expected, Print(file).Replace(folder.Path, "FOLDER", StringComparison.Ordinal));
    }

    private static string Print(ManifestFile file)
    {
        var lines = file.Manifests.Select(m => (m.Position.Line, $"{m}{(m.ItemPath.Length > 0 ? " " + m.ItemPath : "")} @{m.Position}"))
            .Concat(file.Problems.Select(p => (p.Position?.Line ?? 0, $"problem {p.Position?.ToString() ?? "-"} {p.Message}")))
            .OrderBy(line => line.Item1).Select(line => line.Item2);
        string[] skipped = file.Skipped is { } s ? [$"skipped {s.Reason}{(s.Command is null ? "" : "; " + s.Command)}"] : [];
        return string.Join('\n', lines.Concat(skipped));
    }
}
