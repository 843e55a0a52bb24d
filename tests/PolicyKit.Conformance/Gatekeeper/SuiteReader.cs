using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Conformance.Gatekeeper;

/// <summary>Reads the suites in a folder: YAML files with an object of kind <c>Suite</c> of <c>test.gatekeeper.sh</c>.</summary>
internal static class SuiteReader
{
    private const string Group = "test.gatekeeper.sh/";

    public static IEnumerable<SuiteCase> Read(DirectoryInfo directory) =>
        directory.EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Extension is ".yaml" or ".yml")
            .Select(file => (file.FullName, Path: Path.GetRelativePath(directory.FullName, file.FullName).Replace('\\', '/')))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .SelectMany(file => ReadFile(file.FullName, file.Path));

    private static IEnumerable<SuiteCase> ReadFile(string fullName, string path)
    {
        string text = File.ReadAllText(fullName);
        if (!text.Contains(Group, StringComparison.Ordinal)) return [];
        return DocumentReader.Read(text, path)
            .Select(reading => reading.Document?.Root ?? throw new FormatException($"{path}: {reading.Error!.Message}"))
            .Where(root => root.Member("kind").TextOrEmpty() == "Suite" && root.Member("apiVersion").TextOrEmpty().StartsWith(Group, StringComparison.Ordinal))
            .SelectMany(suite => ReadSuite(suite, Path.GetDirectoryName(fullName)!, path));
    }

    private static IEnumerable<SuiteCase> ReadSuite(Value suite, string folder, string path)
    {
        foreach (Value test in suite.Member("tests").Elements())
        {
            string name = $"{path} {test.Member("name").TextOrEmpty()}";
            bool isSkipped = IsTrue(suite, "skip") || IsTrue(test, "skip");
            var loaded = new SuiteTest(PathOf(folder, test.Member("template")), PathOf(folder, test.Member("constraint")), IsTrue(test, "invalid"));
            Value[] cases = loaded.IsInvalid ? [] : [.. test.Member("cases").Elements()];
            if (cases.Length == 0) yield return new SuiteCase(name, loaded) { IsSkipped = isSkipped };
            foreach (Value found in cases) yield return ReadCase(found, name, loaded, folder, isSkipped);
        }
    }

    private static SuiteCase ReadCase(Value found, string test, SuiteTest loaded, string folder, bool isSkipped) => new($"{test}/{found.Member("name").TextOrEmpty()}", loaded)
    {
        IsSkipped = isSkipped || IsTrue(found, "skip"),
        Object = PathOf(folder, found.Member("object")) is { Length: > 0 } path ? path : throw new FormatException($"{test}: a case names no object"),
        Inventory = [.. found.Member("inventory").Elements().Select(i => PathOf(folder, i))],
        Assertions = [.. found.Member("assertions").Elements().Select(a => new SuiteAssertion(a.Member("violations"), a.Member("message").TryGetString(out string? message) ? message : null))],
    };

    private static bool IsTrue(Value value, string name) => value.Member(name) == Value.True;

    private static string PathOf(string folder, Value path) => path.TryGetString(out string? text) ? Path.GetFullPath(Path.Combine(folder, text)) : "";
}
