using System.Text;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Kubernetes.Tests.Objects;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Tests.Gatekeeper;

/// <summary>Templates of the Gatekeeper library with their first constraints, over the library's own examples.</summary>
public sealed class LibraryBytesTests
{
    [CorporaFact]
    public void Templates_decide_on_bytes_as_on_documents()
    {
        string folder = Path.Combine(Corpora.Root!, "gatekeeper-library", "library");
        var library = GatekeeperLibrary.Load(Directory.EnumerateFiles(folder, "template.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(FilesOf).Select(p => SourceText.From(File.ReadAllText(p), p)));
        PolicyProgram program = Compilation.Create(library.Trees, KubernetesDomain.Instance).Emit().Program!.WithConstraints(library.Constraints);
        int found = 0;
        foreach (Manifest manifest in new ManifestLoader().Load([folder]).SelectMany(f => f.Manifests))
        {
            Decision expected = program.Evaluate(PolicyInput.ForObject(PolicyDocument.ParseJson(Encoding.UTF8.GetBytes(manifest.Document.RawRoot.ToJson()))));
            Decision decision = program.Evaluate(Encoding.UTF8.GetBytes(manifest.Document.RawRoot.ToJson()));
            Assert.Equal(Decisions.Print(expected), Decisions.Print(decision));
            found += decision.Findings.Length;
        }
        Assert.InRange(found, 50, int.MaxValue);
    }

    private static IEnumerable<string> FilesOf(string template) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(template)!, "constraint.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(1).Prepend(template);
}
