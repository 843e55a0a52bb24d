using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>Finds the objects in files, those in lists one by one. A broken document is reported where the file has one of some words.</summary>
/// <param name="report">Takes what cannot be read.</param>
/// <param name="words">What tells that a file is meant.</param>
internal sealed class ObjectFinder(Action<Diagnostic> report, params string[] words)
{
    private static readonly string[] Lists = ["List", "ConstraintTemplateList", "CustomResourceDefinitionList"];

    public IEnumerable<Field> Find(SourceText file)
    {
        string text = file.ToString();
        foreach (DocumentReading reading in DocumentReader.Read(text, file.Path))
        {
            if (reading.Document is { } document)
            {
                foreach (Field found in Find(new ObjectText(file, document, document.RawRoot, []))) yield return found;
            }
            else if (reading.Error is { } error && words.Any(word => text.Contains(word, StringComparison.Ordinal)))
            {
                var start = new TextSpan(file.GetPosition(error.Position), 0);
                report(Diagnostic.Create(GatekeeperDescriptors.Unreadable, new Location(file, start), error.Message + (error.Help is { } help ? $" ({help})" : "")));
            }
        }
    }

    private static IEnumerable<Field> Find(ObjectText text)
    {
        if (text.Root.Kind != ValueKind.Object) yield break;
        bool isList = Lists.Contains(text.Root.Member("kind").TextOrEmpty());
        if (!isList || text.Root.Member("items").Kind != ValueKind.Array)
        {
            yield return text.Field;
            yield break;
        }
        int index = 0;
        foreach (Value item in text.Root.Member("items").Elements())
        {
            foreach (Field found in Find(text with { Root = item, Prefix = [.. text.Prefix, new PathStep("items"), new PathStep(index)] })) yield return found;
            index++;
        }
    }
}
