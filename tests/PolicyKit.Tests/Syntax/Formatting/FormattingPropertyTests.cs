using PolicyKit.Syntax;
using PolicyKit.Syntax.Formatting;
using PolicyKit.Tests.Engine;
using PolicyKit.Text;
using Xunit.Abstractions;

namespace PolicyKit.Tests.Syntax.Formatting;

/// <summary>What holds of every file: formatting twice is formatting once, the tree stays what it was but for semicolons and the order of imports, and no comment is lost.</summary>
public sealed class FormattingPropertyTests(ITestOutputHelper output)
{
    private static readonly string[] s_trivia =
        [" ", "\n", "\n\n", "\n\n\n  ", "\t", "\r\n", " # a\n", "\n# b\n", "\n\n# c\n\n# d\n", " # e\n\n", "\n  # f\n"];

    public static TheoryData<string> Corpus => ["opa v1", "opa v1 as policies", "opa v0", "gatekeeper", "repository"];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Every_file_keeps_what_it_says(string corpus)
    {
        (IEnumerable<(string Name, string Text)> files, ParseOptions options, int atLeast) = Open(corpus);
        if (atLeast == 0) return;
        var failures = new List<string>();
        int count = 0;
        foreach ((string name, string text) in files)
        {
            count++;
            if (Describe(SyntaxTree.Parse(SourceText.From(text, name), options)) is { } failure) failures.Add(failure);
        }
        Assert.Empty(failures);
        Assert.True(count >= atLeast, $"only {count} files were read");
    }

    /// <summary>White space and comments are put between tokens wherever the tree stays the same.</summary>
    [Theory]
    [MemberData(nameof(Corpus))]
    public void Files_that_are_written_in_any_way_keep_what_they_say(string corpus)
    {
        (IEnumerable<(string Name, string Text)> files, ParseOptions options, int atLeast) = Open(corpus);
        if (atLeast == 0) return;
        var random = new Random(20);
        var failures = new List<string>();
        int count = 0;
        foreach ((string name, string text) in files)
        {
            SyntaxTree tree = SyntaxTree.Parse(SourceText.From(text, name), options);
            foreach (double share in (double[])[0.005, 0.05, 0.3])
            {
                SyntaxTree scattered = SyntaxTree.Parse(SourceText.From(Scatter(tree, random, share), name), options);
                if (!scattered.Diagnostics.IsEmpty) continue;
                count++;
                if (Describe(scattered) is { } failure) failures.Add($"{failure}\n{scattered.Text}");
            }
        }
        Assert.Empty(failures);
        Assert.True(count >= atLeast / 2, $"only {count} texts were read");
    }

    [Fact]
    public void The_policies_of_the_repository_are_in_the_house_style()
    {
        Assert.All(RepositoryFiles(), file => Assert.Equal(file.Text, Formatter.Format(SyntaxTree.Parse(file.Text, file.Name))));
    }

    [Fact]
    public void The_code_in_the_docs_is_in_the_house_style()
    {
        (string Name, string Text)[] blocks = [.. new[] { "README.md", "docs/language.md" }.SelectMany(CodeIn)];
        Assert.True(blocks.Length > 5, $"only {blocks.Length} blocks were read");
        Assert.All(blocks, block => Assert.Equal(block.Text, Formatter.Format(SyntaxTree.Parse(block.Text, block.Name))));
    }

    /// <summary>Formatting neither makes nor hides a mistake that binding finds.</summary>
    [Theory]
    [InlineData("opa v1")]
    [InlineData("opa v0")]
    [InlineData("gatekeeper")]
    public void Every_file_binds_as_before(string corpus)
    {
        (IEnumerable<(string Name, string Text)> files, ParseOptions options, _) = Open(corpus);
        foreach ((string name, string text) in files)
        {
            SyntaxTree tree = SyntaxTree.Parse(SourceText.From(text, name), options);
            SyntaxTree formatted = SyntaxTree.Parse(SourceText.From(Formatter.Format(tree), name), options);
            Assert.Equal(Messages(tree), Messages(formatted));
        }
    }

    private static string[] Messages(SyntaxTree tree) =>
        [.. Compilation.Create([tree]).GetDiagnostics().Select(d => $"{d.Id} {d.Message}").Order(StringComparer.Ordinal)];

    /// <summary>What is wrong with the formatted text of a tree; null when nothing is.</summary>
    private static string? Describe(SyntaxTree tree)
    {
        string once = Formatter.Format(tree);
        SyntaxTree formatted = SyntaxTree.Parse(SourceText.From(once, tree.Text.Path), tree.Options);
        if (!formatted.Diagnostics.IsEmpty) return $"{tree.Text.Path}: {formatted.Diagnostics[0]}";
        if (Formatter.Format(formatted) != once) return $"{tree.Text.Path}: formatted twice it differs";
        if (once.Split('\n').Any(line => line.EndsWith(' ')) && !once.Contains('`', StringComparison.Ordinal)) return $"{tree.Text.Path}: a space ends a line";
        bool areImportsOrdered = Imports(tree).SequenceEqual(Imports(formatted));
        if (!Skeleton(tree).SequenceEqual(Skeleton(formatted))) return $"{tree.Text.Path}: another tree";
        return !(areImportsOrdered ? Comments(tree).SequenceEqual(Comments(formatted)) : Comments(tree).Order().SequenceEqual(Comments(formatted).Order()))
            ? $"{tree.Text.Path}: other comments"
            : null;
    }

    /// <summary>The printed items of a tree without semicolons; imports last and in order.</summary>
    private static IEnumerable<string> Skeleton(SyntaxTree tree) => tree.Root.Members
        .Select(member => (IsImport: member is ImportDirectiveSyntax, Text: SyntaxPrinter.Print(member).Replace(" ;", "", StringComparison.Ordinal)))
        .OrderBy(member => member.IsImport)
        .ThenBy(member => member.IsImport ? member.Text : "", StringComparer.Ordinal)
        .Select(member => member.Text);

    private static IEnumerable<string> Imports(SyntaxTree tree) => tree.Root.Imports.Select(SyntaxPrinter.Print);

    private static IEnumerable<string> Comments(SyntaxTree tree) => tree.Root.DescendantTokens()
        .SelectMany(token => tree.Text.ToString(TextSpan.FromBounds(token.FullStart, token.Start)).Split('\n'))
        .Where(line => line.Contains('#', StringComparison.Ordinal))
        .Select(line => line.Trim());

    private static string Scatter(SyntaxTree tree, Random random, double share)
    {
        var text = new System.Text.StringBuilder();
        foreach (SyntaxToken token in tree.Root.DescendantTokens())
        {
            string trivia = tree.Text.ToString(TextSpan.FromBounds(token.FullStart, token.Start));
            if (random.NextDouble() < share) trivia = (trivia.Contains('#', StringComparison.Ordinal) ? trivia : "") + s_trivia[random.Next(s_trivia.Length)];
            else if (random.NextDouble() < share && trivia == " ") trivia = "";
            text.Append(trivia).Append(token.Text);
        }
        return text.ToString();
    }

    private (IEnumerable<(string Name, string Text)> Files, ParseOptions Options, int AtLeast) Open(string corpus)
    {
        if (corpus == "repository") return (RepositoryFiles(), ParseOptions.Policy, 30);
        if (Corpora.Root is null)
        {
            output.WriteLine("skipped: no corpora beside the repository and POLICYKIT_CORPORA is not set");
            return ([], ParseOptions.Rego, 0);
        }
        return corpus switch
        {
            "opa v1" => (Corpora.OpaModules("v1"), ParseOptions.Rego, 1000),
            "opa v1 as policies" => (Corpora.OpaModules("v1"), ParseOptions.Policy, 1000),
            "opa v0" => (Corpora.OpaModules("v0"), ParseOptions.RegoV0, 500),
            _ => (Corpora.GatekeeperModules(), ParseOptions.RegoV0, 25),
        };
    }

    /// <summary>The blocks of code in a page, named by their language; those without a package are given one.</summary>
    private static IEnumerable<(string Name, string Text)> CodeIn(string page)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, page));
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] is not ("```policy" or "```rego")) continue;
            int end = Array.IndexOf(lines, "```", i);
            string text = string.Concat(lines[(i + 1)..end].Select(line => line + "\n"));
            yield return ($"{page}.{lines[i][3..]}", text.Contains("package ", StringComparison.Ordinal) ? text : $"package p\n\n{text}");
            i = end;
        }
    }

    private static IEnumerable<(string Name, string Text)> RepositoryFiles() =>
        new[] { "policies", "docs/examples" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".policy" or ".rego" && !file.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => (file, File.ReadAllText(file)));
}
