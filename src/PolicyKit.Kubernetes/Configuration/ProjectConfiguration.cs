using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>What a project's <c>policykit.yaml</c> says: by which policies it is judged, and with what values of their params. <c>docs/configuration.md</c> describes the file.</summary>
public sealed class ProjectConfiguration
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "policykit.yaml";

    private ProjectConfiguration(SourceText text)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var reader = new ConfigurationReader(diagnostics.Add);
        Field[] documents = [.. Read(text, diagnostics)];
        foreach (Field second in documents.Skip(1)) diagnostics.Add(Diagnostic.Create(ConfigurationDescriptors.InvalidConfiguration, second.KeyLocation, "a configuration is one document"));
        if (documents is [{ Kind: not ValueKind.Null } root, ..] && reader.Check(root))
        {
            Packs = reader.ReadList(root, "packs");
            Sources = reader.ReadList(root, "sources");
            CustomResources = reader.ReadList(root, "crds");
            Policies = reader.ReadPolicies(root);
        }
        Diagnostics = diagnostics.ToImmutable();
    }

    /// <summary>Names of standard packs (<see cref="StandardPack.Names"/>); empty for all.</summary>
    public ImmutableArray<string> Packs { get; } = [];

    /// <summary>Files and folders with further policies, relative to the file's folder.</summary>
    public ImmutableArray<string> Sources { get; } = [];

    /// <summary>Files and folders with CustomResourceDefinitions, relative to the file's folder.</summary>
    public ImmutableArray<string> CustomResources { get; } = [];

    /// <summary>What is said of single policies.</summary>
    public ImmutableArray<PolicySettings> Policies { get; } = [];

    /// <summary>What is wrong in the file, all of it errors; what could be read is in the other members.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>Reads the text of a configuration. An empty one says nothing, which is no error.</summary>
    public static ProjectConfiguration Load(SourceText text) => new(text);

    /// <summary>The program with the values that the configuration gives to params. A policy or param that does not exist, a value of another type, and a param that has no value at all are errors.</summary>
    /// <param name="program">The program.</param>
    /// <param name="all">The program with all policies that the configuration may speak of, where <paramref name="program"/> judges only some of them.</param>
    public ConfiguredProgram ApplyTo(PolicyProgram program, PolicyProgram? all = null)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        Dictionary<string, PolicyInfo> policies = Policies.IsEmpty ? [] : (all ?? program).Policies.DistinctBy(p => p.Id).ToDictionary(p => p.Id, StringComparer.Ordinal);
        foreach (PolicySettings settings in Policies)
        {
            if (policies.TryGetValue(settings.PolicyId, out PolicyInfo? policy)) program = SetParams(program, policy, settings, diagnostics);
            else diagnostics.Add(Diagnostic.Create(ConfigurationDescriptors.UnknownPolicy, settings.Location, settings.PolicyId, Spelling.DidYouMean(settings.PolicyId, policies.Keys)));
        }
        if (diagnostics.Count == 0) diagnostics.AddRange(program.UnsetParams.Select(p => Diagnostic.Create(ConfigurationDescriptors.UnsetParam, p.Param.Location, p.Param.Name, p.Policy.Id)));
        return new ConfiguredProgram(diagnostics.Count == 0 ? program : null, diagnostics.ToImmutable());
    }

    /// <summary>Of a key that YAML reads as a boolean; null for others.</summary>
    private static string? HintOn(string name) => name is "true" or "false" ? " (without quotes, YAML reads `n`, `y`, `no`, `yes`, `on` and `off` as booleans)" : null;

    private static IEnumerable<Field> Read(SourceText text, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        foreach (DocumentReading reading in DocumentReader.Read(text.ToString(), text.Path))
        {
            if (reading.Document is { } document) yield return new ObjectText(text, document, document.RawRoot, []).Field;
            else if (reading.Error is { } error) diagnostics.Add(Diagnostic.Create(GatekeeperDescriptors.Unreadable, new Location(text, new TextSpan(text.GetPosition(error.Position), 0)), error.Message));
        }
    }

    private static PolicyProgram SetParams(PolicyProgram program, PolicyInfo policy, PolicySettings settings, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        foreach (ParamSetting setting in settings.Params)
        {
            if (!policy.Params.Any(p => p.Name == setting.Name))
            {
                diagnostics.Add(Diagnostic.Create(ConfigurationDescriptors.UnknownParam, setting.Location, policy.Id, setting.Name, HintOn(setting.Name) ?? Spelling.DidYouMean(setting.Name, policy.Params.Select(p => p.Name))));
                continue;
            }
            try
            {
                program = program.WithParams([(policy.Id, setting.Name, setting.Value)]);
            }
            catch (ArgumentException exception)
            {
                diagnostics.Add(Diagnostic.Create(ConfigurationDescriptors.InvalidParamValue, setting.Location, exception.Message));
            }
        }
        return program;
    }
}

/// <summary>A program with what a configuration says.</summary>
/// <param name="Program">The program; null when there are errors.</param>
/// <param name="Diagnostics">What is wrong.</param>
public sealed record ConfiguredProgram(PolicyProgram? Program, ImmutableArray<Diagnostic> Diagnostics);
