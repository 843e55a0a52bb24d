using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>Reads a <c>ConstraintTemplate</c>, and reports what Gatekeeper would refuse in it.</summary>
/// <param name="report">Takes what is wrong.</param>
internal sealed class TemplateReader(Action<Diagnostic> report)
{
    private const string Target = "admission.k8s.gatekeeper.sh";
    private const string Engine = "Rego";
    private const int LongestKind = 63;

    /// <summary>The template; null when not even its kind can be told.</summary>
    public GatekeeperTemplate? Read(Field template)
    {
        if (Need(template, ["spec", "crd", "spec", "names", "kind"], ValueKind.String, "which names the kind of the constraints") is not { } kindField) return null;
        string kind = kindField.TextOrEmpty;
        if (!IsKind(kind))
        {
            Report(kindField, "must be letters and digits, such as `K8sRequiredLabels`");
            return null;
        }
        var result = new GatekeeperTemplate(kind, kindField.Location)
        {
            Title = Annotation(template, "metadata.gatekeeper.sh/title"),
            Description = Annotation(template, "description"),
        };
        // A template without targets was cut off, or is not finished: what is wrong before its end comes of that.
        if (Need(template, ["spec", "targets"], ValueKind.Array, "a list of one target") is not { } targets) return result;
        CheckName(template, kind);
        return ReadTarget(targets, result with { Parameters = ReadParameters(template) });
    }

    private static bool IsKind(string kind) =>
        kind.Length is > 0 and <= LongestKind && char.IsAsciiLetter(kind[0]) && kind.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && kind[^1] != '-';

    private static string Annotation(Field template, string name) => template.Member("metadata", "annotations", name)?.TextOrEmpty.Trim() ?? "";

    private void CheckName(Field template, string kind)
    {
        Field? name = template.Member("metadata", "name");
        string wanted = kind.ToLowerInvariant();
        if (name?.TextOrEmpty == wanted) return;
        if (name is null) Report(template, "needs `metadata.name`");
        else report(Diagnostic.Create(GatekeeperDescriptors.TemplateName, name.Location, kind, wanted, name.TextOrEmpty));
    }

    private OpenApiSchema? ReadParameters(Field template)
    {
        Field? validation = template.Member("spec", "crd", "spec", "validation");
        bool isOldVersion = !template.Member("apiVersion")!.TextOrEmpty.EndsWith("/v1", StringComparison.Ordinal);
        bool isLegacy = validation?.Member("legacySchema") is { Kind: ValueKind.Boolean } stated ? stated.Value == Value.True : isOldVersion;
        if (validation?.Member("openAPIV3Schema") is not { } schema) return isLegacy ? OpenApiSchema.Any : null;
        return new OpenApiSchemaReader(report, isLegacy).Read(schema);
    }

    private GatekeeperTemplate ReadTarget(Field targets, GatekeeperTemplate result)
    {
        if (targets.Elements().ToArray() is not [var target])
        {
            Report(targets, "must have one element");
            return result;
        }
        if (target.Kind != ValueKind.Object)
        {
            Report(target, "must be an object");
            return result;
        }
        if (Need(target, ["target"], ValueKind.String, $"such as `{Target}`") is not { } name) return result;
        if (name.TextOrEmpty == Target) return ReadCode(target, result);
        report(Diagnostic.Create(GatekeeperDescriptors.OtherTarget, name.Location, result.Kind, name.TextOrEmpty));
        return result;
    }

    /// <summary>Of code in several languages, the Rego; the older way to write it is beside the target's name.</summary>
    private GatekeeperTemplate ReadCode(Field target, GatekeeperTemplate result)
    {
        if (ReadList(target, "code", ValueKind.Object) is not { } codes) return result;
        if (Array.Find(codes, c => c.Member("engine")?.TextOrEmpty == Engine) is { } rego)
        {
            return Need(rego, ["source"], ValueKind.Object, "with the Rego") is { } source ? ReadRego(source, VersionOf(source), result) : result;
        }
        if (target.Member("rego") is not null || codes.Length == 0) return ReadRego(target, LanguageVersion.RegoV0, result);
        string engines = string.Join("`, `", codes.Select(c => c.Member("engine")?.TextOrEmpty ?? ""));
        report(Diagnostic.Create(GatekeeperDescriptors.NoRego, result.Location, result.Kind, engines));
        return result;
    }

    private LanguageVersion VersionOf(Field source)
    {
        Field? version = source.Member("version");
        if (version?.TextOrEmpty == "v1") return LanguageVersion.RegoV1;
        if (version is not null && version.TextOrEmpty is not ("" or "v0")) Report(version, "must be `v0` or `v1`");
        return LanguageVersion.RegoV0;
    }

    private GatekeeperTemplate ReadRego(Field source, LanguageVersion version, GatekeeperTemplate result)
    {
        if (Need(source, ["rego"], ValueKind.String, "with the rule `violation`") is not { } rego) return result;
        if (string.IsNullOrWhiteSpace(rego.TextOrEmpty))
        {
            Report(rego, "is empty: it needs a package and the rule `violation`");
            return result;
        }
        if (ReadList(source, "libs", ValueKind.String) is not { } texts) return result;
        ParseOptions options = new(version, AllowPolicies: false) { Root = result.Kind, InputShape = InputShape.Gatekeeper };
        SyntaxTree entry = Parse(rego, options);
        SyntaxTree[] libs = [.. texts.Select(lib => Parse(lib, options))];
        ImmutableArray<SyntaxTree> trees = [entry, .. libs];
        bool isRefused = false;
        foreach (Diagnostic diagnostic in TemplateRego.Check(result.Kind, entry, libs))
        {
            isRefused = true;
            report(diagnostic);
        }
        return result with { Trees = isRefused ? [] : trees, ReadsInventory = trees.Any(TemplateRego.ReadsInventory) };
    }

    private static SyntaxTree Parse(Field rego, ParseOptions options)
    {
        LinePosition position = rego.Text.Document.GetValuePosition(rego.Value) ?? default;
        return SyntaxTree.Parse(EmbeddedScalar.Locate(rego.Text.Source, position, rego.TextOrEmpty), options);
    }

    /// <summary>The elements of a list, none when it is left out; null when it is no list of such elements, which is reported.</summary>
    private Field[]? ReadList(Field from, string name, ValueKind kind)
    {
        if (from.Member(name) is not { } list) return [];
        Field[] elements = [.. list.Elements()];
        Field? wrong = list.Kind == ValueKind.Array ? Array.Find(elements, e => e.Kind != kind) : list;
        if (wrong is null) return elements;
        Report(wrong, $"must be {SchemaWords.Of(wrong == list ? ValueKind.Array : kind)}, not {SchemaWords.Of(wrong.Kind)}");
        return null;
    }

    /// <summary>The field at a path; where it is not, or is something else, that is reported at the nearest field that is there.</summary>
    private Field? Need(Field from, ReadOnlySpan<string> path, ValueKind kind, string purpose)
    {
        Field at = from;
        foreach (string name in path)
        {
            if (at.Member(name) is not { } next)
            {
                Report(at, $"needs `{name}`, {(name == path[^1] ? purpose : "an object")}");
                return null;
            }
            ValueKind wanted = name == path[^1] ? kind : ValueKind.Object;
            if (next.Kind != wanted)
            {
                Report(next, $"must be {SchemaWords.Of(wanted)}, not {SchemaWords.Of(next.Kind)}");
                return null;
            }
            at = next;
        }
        return at;
    }

    private void Report(Field field, string what) =>
        report(Diagnostic.Create(GatekeeperDescriptors.InvalidTemplate, field.Location, field.Path.Length == 0 ? "ConstraintTemplate" : field.Path, what));
}
