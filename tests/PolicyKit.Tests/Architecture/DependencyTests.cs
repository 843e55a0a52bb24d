using System.Text.RegularExpressions;
using PolicyKit.Tests.Engine;

namespace PolicyKit.Tests.Architecture;

/// <summary>Which folder of the library may name which: a namespace is seen by its <c>using</c>, or by a qualified name such as <c>Text.Location</c>.</summary>
public sealed class DependencyTests
{
    private const string Face = "";

    /// <summary>No stage: it asks the public face, and the binder, what they know.</summary>
    private const string Linting = "Linting";

    /// <summary>
    /// Each folder with all that it names, in an order in which everything named stands above. Two stages lean on what stands beside the pipeline: the binder folds constants into values and
    /// resolves builtins, so from there on all know <c>Runtime</c> and <c>Builtins</c>; a policy symbol keeps its types and defaults as values.
    /// </summary>
    private static readonly (string Folder, string[] Names)[] Allowed =
    [
        ("Text", []),
        ("Diagnostics", ["Text"]),
        ("Syntax", ["Diagnostics", "Text"]),
        ("Runtime", ["Text"]),
        ("Builtins", ["Runtime", "Text"]),
        ("Symbols", ["Runtime", "Text"]),
        ("Binding", ["Builtins", "Diagnostics", "Runtime", "Symbols", "Syntax", "Text"]),
        ("Packs", ["Binding", "Builtins", "Runtime", "Symbols", "Text"]),
        ("Lowering", ["Binding", "Runtime", "Symbols", "Text"]),
        ("Planning", ["Binding", "Builtins", "Lowering", "Runtime", "Symbols", "Text"]),
        ("Emit", ["Binding", "Builtins", "Planning", "Runtime", "Symbols", "Text"]),
        (Face, ["Binding", "Builtins", "Diagnostics", "Emit", "Packs", "Runtime", "Symbols", "Syntax", "Text"]),
        (Linting, ["Binding", "Builtins", "Diagnostics", "Symbols", "Syntax", "Text"]),
    ];

    /// <summary>The types of the library's own namespace that drive the stages; all others there are words that every stage may use (documents, domains, severities, findings).</summary>
    private static readonly string[] Drivers = ["Compilation", "EmitResult", "PolicyHost", "PolicyProgram", "PolicyQuery", "PolicyTest", "RepairedObject", "SemanticModel"];

    private static readonly string[] DriverFiles = ["Compilation.cs", "DecisionReview.cs", "PolicyHost.cs", "PolicyProgram.Judging.cs", "PolicyProgram.Packs.cs", "PolicyProgram.Queries.cs", "PolicyProgram.Sources.cs", "PolicyProgram.Streams.cs", "PolicyProgram.With.cs", "PolicyProgram.cs", "PolicyQuery.cs", "PolicyTest.cs", "RepairedObject.cs", "SemanticModel.Scopes.cs", "SemanticModel.cs", "StreamJudge.Lists.cs", "StreamJudge.cs"];

    private static readonly Regex Using = new(@"^using (static )?PolicyKit\.(?<name>\w+)", RegexOptions.NonBacktracking | RegexOptions.Multiline);

    private static readonly Regex Qualified = new($@"[^\w.](PolicyKit\.)?(?<name>{string.Join('|', Allowed.Select(a => a.Folder).Where(f => f != Face))})\.(?<type>[A-Z]\w*)", RegexOptions.NonBacktracking);

    private static readonly Regex Declaration = new(@"\b(class|struct|enum|interface|record|delegate \w+) (?<type>[A-Z]\w*)", RegexOptions.NonBacktracking);

    private static readonly Regex Comment = new(@"//[^\n]*|""([^""\\\n]|\\.)*""", RegexOptions.NonBacktracking);

    [Fact]
    public void Folders_name_what_they_may()
    {
        foreach ((string folder, string[] names) in Allowed) Assert.Equal((folder, string.Join(", ", names)), (folder, string.Join(", ", Files(folder).SelectMany(NamesIn).Where(n => n != folder).Distinct().Order(StringComparer.Ordinal))));
    }

    [Fact]
    public void All_that_a_folder_names_stands_above_it()
    {
        for (int i = 0; i < Allowed.Length; i++) Assert.All(Allowed[i].Names, name => Assert.Contains(name, Allowed.Take(i).Select(a => a.Folder)));
        Assert.Equal(
            Directory.EnumerateDirectories(Library).Select(d => Path.GetFileName(d)!).Where(d => d is not ("bin" or "obj")).Append(Face).Order(StringComparer.Ordinal),
            Allowed.Select(a => a.Folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Stages_do_not_know_what_drives_them()
    {
        var driver = new Regex($@"[^\w.]({string.Join('|', Drivers)})[^\w]", RegexOptions.NonBacktracking);
        IEnumerable<string> stages = Allowed.Where(a => a.Folder is not (Face or Linting)).SelectMany(a => Files(a.Folder)).Concat(Files(Face).Where(f => !DriverFiles.Contains(Path.GetFileName(f))));
        Assert.DoesNotContain(stages, f => driver.IsMatch(Code(f)));
    }

    [Theory]
    [InlineData("Sprache", "Syntax/Parsing")]
    [InlineData("System.Linq.Expressions", "Emit")]
    public void A_library_is_seen_in_one_folder(string library, string folder)
    {
        string[] users = [.. AllFiles().Where(f => Code(f).Contains(library, StringComparison.Ordinal)).Select(f => Path.GetDirectoryName(Path.GetRelativePath(Library, f))!.Replace('\\', '/')).Distinct()];
        Assert.NotEmpty(users);
        Assert.All(users, user => Assert.StartsWith(folder + "/", user + "/", StringComparison.Ordinal));
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        foreach (string file in AllFiles())
        {
            string folder = Path.GetDirectoryName(Path.GetRelativePath(Library, file))!.Replace('\\', '/');
            string expected = folder.Length == 0 ? "PolicyKit" : $"PolicyKit.{folder.Replace('/', '.')}";
            Assert.Contains($"namespace {expected};", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Other_projects_use_the_public_interface()
    {
        foreach (string project in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            string[] friends = [.. File.ReadLines(project).Where(l => l.Contains("InternalsVisibleTo", StringComparison.Ordinal)).Select(l => l.Split('"')[1])];
            Assert.All(friends, f => Assert.EndsWith(".Tests", f, StringComparison.Ordinal));
        }
    }

    private static string Library => Path.Combine(Repository.Root, "src", "PolicyKit");

    private static IEnumerable<string> AllFiles() => Allowed.SelectMany(a => Files(a.Folder));

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Library, folder), "*.cs", folder == Face ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string Code(string file) => Comment.Replace(File.ReadAllText(file), "");

    private static IEnumerable<string> NamesIn(string file)
    {
        string code = Code(file);
        IEnumerable<Match> qualified = Qualified.Matches(code).Where(m => TypesOf(m.Groups["name"].Value).Contains(m.Groups["type"].Value));
        return Using.Matches(code).Concat(qualified).Select(m => m.Groups["name"].Value).Where(n => Allowed.Any(a => a.Folder == n));
    }

    private static HashSet<string> TypesOf(string folder) => [.. Files(folder).SelectMany(f => Declaration.Matches(Code(f))).Select(m => m.Groups["type"].Value)];
}
