using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Conformance.Gatekeeper;

/// <summary>A template and a constraint, compiled.</summary>
/// <param name="Program">The program; null when they are refused.</param>
/// <param name="ReadsInventory">Whether the template reads other objects.</param>
/// <param name="Refusal">Why they are refused; empty when they are not.</param>
internal sealed record LoadedTest(PolicyProgram? Program, bool ReadsInventory, string Refusal)
{
    public static GatekeeperOptions Options { get; } = new() { AsGator = true };

    public static LoadedTest Load(string template, string constraint)
    {
        var library = GatekeeperLibrary.Load([Read(template), Read(constraint)], Options);
        EmitResult result = Compilation.Create(library.Trees, KubernetesDomain.Instance).Emit();
        ImmutableArray<Diagnostic> errors = [.. library.Diagnostics.Concat(result.Diagnostics).Where(d => d.Severity == DiagnosticSeverity.Error)];
        if (!errors.IsEmpty) return new LoadedTest(null, false, string.Join("; ", errors));
        if (library.Trees.IsEmpty) return new LoadedTest(null, false, string.Join("; ", library.Diagnostics));
        return new LoadedTest(result.Program!.WithConstraints(library.Constraints), library.ReadsInventory, "");
    }

    /// <summary>The program over other objects.</summary>
    public PolicyProgram Over(IEnumerable<Value> inventory) => ReadsInventory ? Program!.WithData(GatekeeperInventory.Build(inventory, Options)) : Program!;

    private static SourceText Read(string path) => path.Length == 0 ? throw new FormatException("the test names no template or no constraint") : SourceText.From(File.ReadAllText(path), path);
}
