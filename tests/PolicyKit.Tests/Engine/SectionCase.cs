using PolicyKit.Syntax;

namespace PolicyKit.Tests.Engine;

/// <summary>
/// One case of a file under Cases: a line <c>### name</c>, then sections. A section starts with a line <c>--- label</c> and reaches to the next; a label that stands for a text of policies is the
/// name of its file, and the extension says how it is read (<c>.policy</c>, <c>.rego</c>, or <c>.v0.rego</c> for Rego v0). A root stands before <c>!</c>.
/// </summary>
public sealed record SectionCase(string Name, IReadOnlyList<(string Label, string Text)> Sections)
{
    private const string CaseMark = "### ";
    private const string SectionMark = "--- ";

    /// <summary>The cases of all files of a folder under Cases; sections may have these labels and the names of policy files.</summary>
    public static IEnumerable<SectionCase> ReadFolder(string folder, params string[] labels) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Cases", folder), "*.txt").Order(StringComparer.Ordinal).SelectMany(f => Read(f, labels));

    /// <summary>The cases of one file.</summary>
    public static IEnumerable<SectionCase> ReadFile(string path, params string[] labels) => Read(Path.Combine(AppContext.BaseDirectory, "Cases", path), labels);

    /// <summary>The sections that are texts of policies, parsed.</summary>
    public IReadOnlyList<SyntaxTree> Trees => [.. Sections.Where(s => IsPolicyText(s.Label)).Select(s => SyntaxTree.Parse(s.Text, s.Label, OptionsFor(s.Label)))];

    /// <summary>The text of the section with this label.</summary>
    public string this[string label] => Find(label) ?? throw new FormatException($"{Name}: there is no section `{label}`");

    public string? Find(string label) => Sections.Where(s => s.Label == label).Select(s => s.Text).FirstOrDefault();

    public override string ToString() => Name;

    private static List<SectionCase> Read(string file, string[] labels)
    {
        var cases = new List<SectionCase>();
        string name = Path.GetFileNameWithoutExtension(file);
        List<(string Label, string Text)>? sections = null;
        List<string>? lines = null;
        foreach (string line in (string[])[.. File.ReadAllText(file).TrimEnd('\n').Split('\n'), CaseMark])
        {
            if (line.StartsWith(CaseMark, StringComparison.Ordinal) || line.StartsWith(SectionMark, StringComparison.Ordinal)) EndSection();
            if (line.StartsWith(CaseMark, StringComparison.Ordinal))
            {
                if (sections is { Count: < 2 }) throw new FormatException($"{file}: `{cases[^1].Name}` has too few sections");
                sections = [];
                if (line != CaseMark) cases.Add(new SectionCase($"{name}: {line[CaseMark.Length..]}", sections));
            }
            else if (line.StartsWith(SectionMark, StringComparison.Ordinal))
            {
                string label = line[SectionMark.Length..];
                if (sections is null || !(IsPolicyText(label) || labels.Contains(label))) throw new FormatException($"{file}: `{line}` starts no section");
                lines = [];
                sections.Add((label, ""));
            }
            else if (lines is not null)
            {
                lines.Add(line);
            }
            else if (line.Length > 0)
            {
                throw new FormatException($"{file}: `{line}` is in no section");
            }
        }
        if (cases.Count == 0 || cases.Select(c => c.Name).Distinct().Count() < cases.Count) throw new FormatException($"{file}: no cases, or two of one name");
        return cases;

        void EndSection()
        {
            if (lines is null) return;
            sections![^1] = (sections[^1].Label, string.Join('\n', lines).TrimEnd('\n'));
            lines = null;
        }
    }

    private static bool IsPolicyText(string label) => label.EndsWith(".policy", StringComparison.Ordinal) || label.EndsWith(".rego", StringComparison.Ordinal);

    /// <summary>How the text of a label is read.</summary>
    public static ParseOptions OptionsFor(string label)
    {
        ParseOptions options = label.EndsWith(".v0.rego", StringComparison.Ordinal) ? ParseOptions.RegoV0 : ParseOptions.ForPath(label);
        return options with { Root = label[..Math.Max(0, label.IndexOf('!', StringComparison.Ordinal))] };
    }
}
