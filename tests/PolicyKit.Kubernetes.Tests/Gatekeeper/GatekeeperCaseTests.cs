using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Tests.Gatekeeper;

/// <summary>Templates and constraints as they stand in files: what is said of mistakes in them, and what they find.</summary>
public sealed class GatekeeperCaseTests
{
    public static TheoryData<string, string, string> Mistakes => CaseFile.Blocks("gatekeeper/diagnostics.cases");

    public static TheoryData<string, string, string> Parameters => CaseFile.Blocks("gatekeeper/parameters.cases");

    public static TheoryData<string, string> Matches => CaseFile.Lines("gatekeeper/match.cases");

    /// <summary>Each line of the right side is <c>line:column id message</c>.</summary>
    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistakes_give_these_diagnostics(string title, string source, string expected)
    {
        Assert.NotEqual("", title);
        Assert.Equal(expected, Print(Diagnose(source)));
    }

    /// <summary>Left: a schema, a line <c>---</c>, parameters. Right: what the template reads, or the diagnostics.</summary>
    [Theory]
    [MemberData(nameof(Parameters))]
    public void Parameters_are_checked_and_completed(string title, string source, string expected)
    {
        Assert.NotEqual("", title);
        Assert.Equal(2, source.Split("---\n").Length);
        var library = GatekeeperLibrary.Load([SourceText.From(ParametersText(source), "t.yaml")]);
        Diagnostic[] errors = [.. library.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
        Assert.Equal(expected, errors.Length > 0 ? string.Join('\n', errors.Select(d => $"{d.Id} {d.Message}")) : Assert.Single(library.Constraints).Parameters.ToJson());
    }

    /// <summary>Left: <c>match | object | old object | namespace</c>. Right: <c>yes</c>, <c>no</c>, or what is not known.</summary>
    [Theory]
    [MemberData(nameof(Matches))]
    public void Match_says_for_which_objects_a_constraint_is(string left, string expected) => Assert.Equal(expected, MatchCase.Judge(left, new GatekeeperOptions()));

    internal static IReadOnlyList<Diagnostic> Diagnose(string source)
    {
        var library = GatekeeperLibrary.Load([SourceText.From(source, "t.yaml")]);
        return [.. library.Diagnostics, .. Compilation.Create(library.Trees, KubernetesDomain.Instance).GetDiagnostics()];
    }

    private static string Print(IEnumerable<Diagnostic> diagnostics) =>
        string.Join('\n', diagnostics.OrderBy(d => d.Location.Start.Line).ThenBy(d => d.Location.Start.Character).Select(d => $"{d.Location.Start} {d.Id} {d.Message}"));

    private static string ParametersText(string source)
    {
        string[] parts = source.Split("---\n");
        return $$"""
            apiVersion: templates.gatekeeper.sh/v1
            kind: ConstraintTemplate
            metadata: {name: k8st}
            spec:
              crd:
                spec:
                  names: {kind: K8sT}
                  validation:
                    openAPIV3Schema:
            {{Indent(parts[0], 10)}}
              targets:
              - target: admission.k8s.gatekeeper.sh
                rego: |
                  package t

                  violation[{"msg": "no"}] { input.parameters }
            ---
            apiVersion: constraints.gatekeeper.sh/v1beta1
            kind: K8sT
            metadata: {name: c}
            spec:
              parameters:
            {{Indent(parts[1], 4)}}
            """;
    }

    private static string Indent(string text, int width) => string.Join('\n', text.TrimEnd('\n').Split('\n').Select(line => new string(' ', width) + line));
}
