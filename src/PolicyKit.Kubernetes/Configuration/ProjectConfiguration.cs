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

    private readonly SourceText _text;

    private ProjectConfiguration(SourceText text, SourceText? plugin = null)
    {
        _text = text;
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var reader = new ConfigurationReader(diagnostics.Add);
        if (ReadOne(text, diagnostics) is { Kind: not ValueKind.Null } root && reader.Check(root))
        {
            Packs = reader.ReadPacks(root, "packs");
            Profile = reader.ReadWord(root, "profile", Profile.Names, Profile.Find);
            KubernetesVersion = reader.ReadVersion(root, "kubernetesVersion");
            VersionLocation = root.Member("kubernetesVersion")?.KeyLocation ?? Location.None;
            Sources = reader.ReadNames(root, "sources");
            CustomResources = reader.ReadNames(root, "crds");
            SourcesLocation = root.Member("sources")?.KeyLocation ?? Location.None;
            CustomResourcesLocation = root.Member("crds")?.KeyLocation ?? Location.None;
            Policies = reader.ReadPolicies(root);
            Waivers = WaiverReader.Read(reader, root);
            Exemptions = WaiverReader.ReadExemptions(reader, root);
            Annotated = WaiverReader.ReadAnnotated(reader, root);
            PodSecurity = PodSecuritySettings.Read(reader, root, plugin is null ? null : ReadOne(plugin, diagnostics), isGiven: plugin is not null);
            if (diagnostics.Count == 0) diagnostics.AddRange(PodSecurity.FindContradictions(Packs, Profile, Policies));
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
    public NamespaceLabels NamespaceLabels => PodSecurity.Labels;

    /// <summary>The file with the configuration of the admission plugin <c>PodSecurity</c>, relative to the file's folder; empty for none. <see cref="WithPodSecurity"/> takes what it says.</summary>
    public string PodSecurityFile => PodSecurity.FileName;

    /// <summary>What is wrong in the file, all of it errors; what could be read is in the other members.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    internal Location VersionLocation { get; } = Location.None;

    internal Location SourcesLocation { get; } = Location.None;

    internal Location CustomResourcesLocation { get; } = Location.None;

    internal PodSecuritySettings PodSecurity { get; } = PodSecuritySettings.None;

    internal ImmutableArray<Exemption> Exemptions { get; } = [];

    internal AnnotatedWaivers Annotated { get; } = AnnotatedWaivers.None;

    /// <summary>Reads the text of a configuration. An empty one says nothing, which is no error.</summary>
    public static ProjectConfiguration Load(SourceText text) => new(text);

    /// <summary>Reads a configuration, and the file that <c>podSecurity.configuration</c> names in it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">One of the files cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">One of the files must not be read.</exception>
    public static ProjectConfiguration LoadFile(string path)
    {
        ProjectConfiguration configuration = Load(SourceText.From(File.ReadAllText(path), path));
        if (configuration.PodSecurityFile.Length == 0) return configuration;
        string named = Path.Combine(Path.GetDirectoryName(path) ?? "", configuration.PodSecurityFile);
        return configuration.WithPodSecurity(SourceText.From(File.ReadAllText(named), named));
    }

    /// <summary>The same configuration with what the file says that <see cref="PodSecurityFile"/> names; what is wrong in it is among the diagnostics.</summary>
    /// <param name="file">An <c>AdmissionConfiguration</c> or <c>PodSecurityConfiguration</c>.</param>
    /// <exception cref="InvalidOperationException">The configuration names no file.</exception>
    public ProjectConfiguration WithPodSecurity(SourceText file) =>
        PodSecurityFile.Length > 0 ? new(_text, file) : throw new InvalidOperationException("the configuration names no file in `podSecurity.configuration`");

    /// <summary>
    /// A program that judges as the configuration says: by its packs, profile, enforcement, severities and params, against its version of Kubernetes, and without what is exempt or waived. A policy or param that does not
    /// exist, a value of another type, and a param that has no value at all are errors, and so is a file of the admission plugin that is named but was not given (<see cref="WithPodSecurity"/>). Where there is an error, be it
    /// one of <see cref="Diagnostics"/>, there is no program. A version of Kubernetes that is newer than the policies know is warned of.
    /// </summary>
    /// <param name="all">
    /// Every policy that may be judged, as <see cref="StandardPack.CompileAll()"/> has the standard ones. Compiled with a <see cref="KubernetesDomain"/> that has the custom kinds of <see cref="CustomResources"/>, it knows which of
    /// them have namespaces.
    /// </param>
    /// <param name="asked">What was asked for before it.</param>
    /// <param name="clock">The time by which waivers expire, where an input tells none; the system's when left out.</param>
    /// <exception cref="ArgumentException">A pack that was asked for does not exist.</exception>
    public ConfiguredProgram ApplyTo(PolicyProgram all, PolicyChoice? asked = null, TimeProvider? clock = null)
    {
        if (!Diagnostics.IsEmpty) return new ConfiguredProgram(null, Diagnostics);
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        ImmutableArray<PolicyInfo> policies = [.. all.Policies.DistinctBy(p => p.Id)];
        foreach ((string pattern, Location location) in Policies.Select(s => (s.PolicyId, s.Location)).Concat(Waivers.SelectMany(w => w.Policies.Select(p => (p, w.Info.Location)))))
        {
            if (!policies.Any(p => NameGlob.Matches(pattern, p.Id))) diagnostics.Add(Diagnostic.Create(ConfigurationDescriptors.UnknownPolicy, location, pattern, Spelling.DidYouMean(pattern, policies.Select(p => p.Id))));
        }
        if (PodSecurityFile.Length > 0 && !PodSecurity.IsGiven)
        {
            diagnostics.Add(Diagnostic.Create(ConfigurationDescriptors.InvalidConfiguration, PodSecurity.FileLocation, $"what `{PodSecurityFile}` says was not given, so that it is not known what pods are held to"));
        }
        PolicyProgram program = Choose(SetParams(all, policies, diagnostics), asked ?? new PolicyChoice());
        if (diagnostics.Count == 0) diagnostics.AddRange(program.UnsetParams.Select(p => Diagnostic.Create(ConfigurationDescriptors.UnsetParam, p.Param.Location, p.Param.Name, p.Policy.Id)));
        if (diagnostics.Count > 0) return new ConfiguredProgram(null, diagnostics.ToImmutable());
        var waivers = new WaiverSet(Waivers, clock ?? TimeProvider.System);
        ImmutableArray<Exemption> exemptions = [.. Exemptions, .. PodSecurity.Exemptions];
        bool isReviewed = !Waivers.IsEmpty || !exemptions.IsEmpty || !Annotated.Namespaces.IsEmpty;
        KubernetesDomain domain = all.Domain as KubernetesDomain ?? KubernetesDomain.Instance;
        return new ConfiguredProgram(isReviewed ? program.WithReview(new WaiverReview(program.Review, waivers, exemptions, Annotated, domain)) : program, DiagnoseVersion(asked?.KubernetesVersion))
        {
            WaiverSet = waivers,
            LeftOut = Waivers.IsEmpty || asked is null ? [] : [.. Choose(all, new PolicyChoice()).Policies.Select(p => p.Id).Except(program.Policies.Select(p => p.Id))],
        };
    }

    private ImmutableArray<Diagnostic> DiagnoseVersion(Version? asked) =>
        (asked ?? KubernetesVersion) is { } version && version > PodSecurityStandard.NewestVersion
            ? [Diagnostic.Create(ConfigurationDescriptors.NewerVersion, asked is null ? VersionLocation : Location.None, version, PodSecurityStandard.NewestVersion)]
            : [];

    private PolicyProgram Choose(PolicyProgram all, PolicyChoice asked)
    {
        var standard = new StandardLevels(asked.Packs.IsEmpty ? Packs : asked.Packs, asked.Profile ?? Profile);
        if (Policies.Any(s => s.Severity is not null)) all = all.WithSeverities(policy => LastOf(policy.Id, s => s.Severity) ?? policy.Severity);
        return new Judgement(standard)
        {
            Stated = id => LastOf(id, s => s.Enforcement),
            Labels = NamespaceLabels,
            Defaults = PodSecurity.File?.Defaults,
            KubernetesVersion = asked.KubernetesVersion ?? KubernetesVersion,
        }.Of(all);
    }

    private T? LastOf<T>(string policyId, Func<PolicySettings, T?> setting)
        where T : struct => Policies.Where(s => NameGlob.Matches(s.PolicyId, policyId)).Select(setting).LastOrDefault(value => value is not null);

    /// <summary>Of a key that YAML reads as a boolean; null for others.</summary>
    private static string? HintOn(string name) => name is "true" or "false" ? " (without quotes, YAML reads `n`, `y`, `no`, `yes`, `on` and `off` as booleans)" : null;

    /// <summary>The document of a file; null when it has none or cannot be read, which is reported.</summary>
    private static Field? ReadOne(SourceText text, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        Field[] documents = [.. Read(text, diagnostics)];
        foreach (Field second in documents.Skip(1)) diagnostics.Add(Diagnostic.Create(ConfigurationDescriptors.InvalidConfiguration, second.KeyLocation, "a configuration is one document"));
        return documents.FirstOrDefault();
    }

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
