using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Kubernetes.PodSecurity;
using PolicyKit.Kubernetes.Waivers;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>What a project's <c>policykit.yaml</c> says: by which policies it is judged, with what values of their params, and which findings do not count. <c>docs/configuration.md</c> describes the file.</summary>
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
            Packs = reader.ReadPacks(root, "packs");
            Profile = reader.ReadWord(root, "profile", Profile.Names, Profile.Find);
            KubernetesVersion = reader.ReadVersion(root, "kubernetesVersion");
            Sources = reader.ReadList(root, "sources");
            CustomResources = reader.ReadList(root, "crds");
            Policies = reader.ReadPolicies(root);
            Waivers = WaiverReader.Read(reader, root);
            Exemptions = WaiverReader.ReadExemptions(reader, root);
            Annotated = WaiverReader.ReadAnnotated(reader, root);
            NamespaceLabels = reader.ReadNamespaceLabels(root);
        }
        Diagnostics = diagnostics.ToImmutable();
    }

    /// <summary>Names of standard packs (<see cref="StandardPack.Names"/>); empty for all.</summary>
    public ImmutableArray<string> Packs { get; } = [];

    /// <summary>The profile; null for the default one, by which packs that are named are judged whole.</summary>
    public Profile? Profile { get; }

    /// <summary>The version of Kubernetes that is judged against; null for the newest.</summary>
    public Version? KubernetesVersion { get; }

    /// <summary>Files and folders with further policies, relative to the file's folder.</summary>
    public ImmutableArray<string> Sources { get; } = [];

    /// <summary>Files and folders with CustomResourceDefinitions, relative to the file's folder.</summary>
    public ImmutableArray<string> CustomResources { get; } = [];

    /// <summary>What is said of single policies; of two that are for one policy the later counts.</summary>
    public ImmutableArray<PolicySettings> Policies { get; } = [];

    /// <summary>Findings that somebody accepts.</summary>
    public ImmutableArray<Waiver> Waivers { get; } = [];

    /// <summary>What the Pod Security labels of namespaces do.</summary>
    public NamespaceLabels NamespaceLabels { get; }

    /// <summary>What is wrong in the file, all of it errors; what could be read is in the other members.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    internal ImmutableArray<Exemption> Exemptions { get; } = [];

    internal AnnotatedWaivers Annotated { get; } = AnnotatedWaivers.None;

    /// <summary>Reads the text of a configuration. An empty one says nothing, which is no error.</summary>
    public static ProjectConfiguration Load(SourceText text) => new(text);

    /// <summary>
    /// A program that judges as the configuration says: by its packs, profile, enforcement, severities and params, and without what is exempt or waived. A policy or param that does not exist, a value of another type, and a
    /// param that has no value at all are errors.
    /// </summary>
    /// <param name="all">Every policy that may be judged, as <see cref="StandardPack.CompileAll"/> has the standard ones.</param>
    /// <param name="asked">What was asked for before it.</param>
    /// <param name="clock">The time by which waivers expire, where an input tells none; the system's when left out.</param>
    /// <exception cref="ArgumentException">A pack that was asked for does not exist.</exception>
    public ConfiguredProgram ApplyTo(PolicyProgram all, PolicyChoice? asked = null, TimeProvider? clock = null)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        ImmutableArray<PolicyInfo> policies = [.. all.Policies.DistinctBy(p => p.Id)];
        foreach ((string pattern, Location location) in Policies.Select(s => (s.PolicyId, s.Location)).Concat(Waivers.SelectMany(w => w.Policies.Select(p => (p, w.Info.Location)))))
        {
            if (!policies.Any(p => NameGlob.Matches(pattern, p.Id))) diagnostics.Add(Diagnostic.Create(ConfigurationDescriptors.UnknownPolicy, location, pattern, Spelling.DidYouMean(pattern, policies.Select(p => p.Id))));
        }
        PolicyProgram program = SetParams(Choose(all, asked ?? new PolicyChoice()), policies, diagnostics);
        if (diagnostics.Count == 0) diagnostics.AddRange(program.UnsetParams.Select(p => Diagnostic.Create(ConfigurationDescriptors.UnsetParam, p.Param.Location, p.Param.Name, p.Policy.Id)));
        if (diagnostics.Count > 0) return new ConfiguredProgram(null, diagnostics.ToImmutable());
        var waivers = new WaiverSet(Waivers, clock ?? TimeProvider.System);
        bool isReviewed = !Waivers.IsEmpty || !Exemptions.IsEmpty || !Annotated.Namespaces.IsEmpty;
        return new ConfiguredProgram(isReviewed ? program.WithReview(new WaiverReview(program.Review, waivers, Exemptions, Annotated)) : program, []) { WaiverSet = waivers };
    }

    private PolicyProgram Choose(PolicyProgram all, PolicyChoice asked)
    {
        var standard = new StandardLevels(asked.Packs.IsEmpty ? Packs : asked.Packs, asked.Profile ?? Profile);
        if (Policies.Any(s => s.Severity is not null)) all = all.WithSeverities(policy => LastOf(policy.Id, s => s.Severity) ?? policy.Severity);
        return new Judgement(standard) { Stated = id => LastOf(id, s => s.Enforcement), Labels = NamespaceLabels }.Of(all);
    }

    private T? LastOf<T>(string policyId, Func<PolicySettings, T?> setting)
        where T : struct => Policies.Where(s => NameGlob.Matches(s.PolicyId, policyId)).Select(setting).LastOrDefault(value => value is not null);

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

    private PolicyProgram SetParams(PolicyProgram program, ImmutableArray<PolicyInfo> policies, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        foreach (PolicySettings settings in Policies)
        {
            if (policies.FirstOrDefault(p => p.Id == settings.PolicyId) is { } policy) program = SetParams(program, policy, settings, diagnostics);
        }
        return program;
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
