using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Kubernetes.Schemas;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>A <c>policykit.yaml</c> on disk with everything that it names, relative to its folder: policies, Gatekeeper's templates and constraints, packs, custom resources and the admission plugin's configuration.</summary>
public sealed class PolicyProject
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly ImmutableArray<SyntaxTree> _own;
    private readonly ImmutableArray<CompiledPack> _packs;
    private readonly GatekeeperLibrary _library;

    private PolicyProject(string path)
    {
        var files = new ProjectFiles(Path.GetDirectoryName(path) ?? "", _diagnostics.Add);
        Configuration = ReadPlugin(ReadConfiguration(path, files), files);
        Domain = ReadDefinitions(files);
        ImmutableArray<ProjectPath> sources = files.Find(Configuration.Sources, "sources", Configuration.SourcesLocation);
        foreach (ProjectPath other in sources.Where(file => file.IsNamed && !ProjectFiles.IsSource(file.Path))) files.Report(other.Location, $"`{other.Path}` is no .policy, .rego, .yaml, .yml, .json or .pkp file");
        _own = [.. files.ReadTexts(sources.Where(file => ProjectFiles.IsPolicy(file.Path))).Select(file => SyntaxTree.Parse(file.Text, ParseOptions.ForPath(file.Text.Path)))];
        _packs = [.. sources.Where(file => file.IsNamed && ProjectFiles.IsPack(file.Path)).Select(file => ReadPack(file, files)).OfType<CompiledPack>()];
        _library = GatekeeperLibrary.Load(ReadDocuments(sources, files));
        if (Configuration.Sources.Length > 0 && _diagnostics.Count == 0 && _own.IsEmpty && _packs.IsEmpty && _library is { Count: 0, Diagnostics.IsEmpty: true })
        {
            files.Report(Configuration.SourcesLocation, "there is no .policy or .rego file and no ConstraintTemplate in what `sources` names");
        }
    }

    /// <summary>What the file says.</summary>
    public ProjectConfiguration Configuration { get; }

    /// <summary>Kubernetes with the custom kinds of the project.</summary>
    public KubernetesDomain Domain { get; }

    /// <summary>Whether a Gatekeeper template reads the other objects: give the program <see cref="GatekeeperInventory"/> as its data.</summary>
    public bool ReadsInventory => _library.ReadsInventory;

    /// <summary>Reads a project. What it names and cannot be read is told by <see cref="Compile"/>.</summary>
    /// <param name="path">The file, or the folder with a <c>policykit.yaml</c>.</param>
    /// <exception cref="IOException">The file itself cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file itself must not be read.</exception>
    public static PolicyProject Load(string path) => new(Directory.Exists(path) ? Path.Combine(path, ProjectConfiguration.FileName) : path);

    /// <summary>The files that a folder stands for where a configuration names it: those below it that are not hidden, in the order of their paths; each real folder once, so that links which lead back end.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder must not be read.</exception>
    public static ImmutableArray<string> FilesBelow(string folder) => [.. ProjectFiles.FindBelow(folder)];

    /// <summary>The program of the project: its policies and the standard ones, as the configuration has them. Where something is wrong with one of the files there is no program; warnings about policies stand beside one.</summary>
    /// <param name="asked">What was asked for, which comes before what the configuration says.</param>
    /// <param name="clock">The time by which waivers expire, where an input tells none; the system's when left out.</param>
    /// <exception cref="ArgumentException">A pack that was asked for does not exist.</exception>
    public ConfiguredProgram Compile(PolicyChoice? asked = null, TimeProvider? clock = null)
    {
        ImmutableArray<Diagnostic> mistakes = [.. Configuration.Diagnostics, .. _diagnostics, .. _library.Diagnostics];
        if (mistakes.Any(d => d.Severity == DiagnosticSeverity.Error)) return new ConfiguredProgram(null, mistakes);
        EmitResult result;
        try
        {
            result = Emit(asked is { Packs.IsEmpty: false } ? asked.Packs : Configuration.Packs);
        }
        catch (CompiledPackException exception)
        {
            return new ConfiguredProgram(null, [.. mistakes, Diagnostic.Create(ConfigurationDescriptors.InvalidConfiguration, Configuration.SourcesLocation, exception.Message)]);
        }
        mistakes = [.. mistakes, .. result.Diagnostics];
        if (result.Program is not { } all) return new ConfiguredProgram(null, mistakes);
        ConfiguredProgram configured = Configuration.ApplyTo(all.WithConstraints(_library.Constraints), asked, clock);
        return configured with { Diagnostics = [.. mistakes, .. configured.Diagnostics] };
    }

    private EmitResult Emit(ImmutableArray<string> packs)
    {
        // What is in a package of the standard policies is compiled with their texts.
        bool isStandardUsed = !packs.Contains(StandardPack.NoPack), isClashing = _own.Any(tree => StandardPack.Names.Contains(RootPackageOf(tree)));
        ImmutableArray<SyntaxTree> trees = [.. isStandardUsed && isClashing ? StandardPack.Trees : [], .. _own, .. _library.Trees];
        return Compilation.Create(trees, Domain, [.. isStandardUsed && !isClashing ? [StandardPack.Compiled] : ImmutableArray<CompiledPack>.Empty, .. _packs]).Emit();
    }

    private static string RootPackageOf(SyntaxTree tree) => tree.Root.Package?.Path.ToString().Trim().Split('.', '[')[0] ?? "";

    private static ProjectConfiguration ReadConfiguration(string path, ProjectFiles files)
    {
        string? text = SourceDecoder.Decode(File.ReadAllBytes(path), out string? problem);
        if (text is null) files.Report(Location.None, $"`{path}` cannot be read: {problem}");
        return ProjectConfiguration.Load(SourceText.From(text ?? "", path));
    }

    private static ProjectConfiguration ReadPlugin(ProjectConfiguration configuration, ProjectFiles files)
    {
        if (configuration.PodSecurityFile.Length == 0) return configuration;
        ImmutableArray<ProjectPath> found = files.Find([configuration.PodSecurityFile], "podSecurity.configuration", configuration.PodSecurity.FileLocation);
        return files.ReadTexts(found.Where(file => file.IsNamed)).Select(file => file.Text).FirstOrDefault() is { } text ? configuration.WithPodSecurity(text) : configuration;
    }

    private KubernetesDomain ReadDefinitions(ProjectFiles files)
    {
        ImmutableArray<ProjectPath> found = files.Find(Configuration.CustomResources, "crds", Configuration.CustomResourcesLocation);
        var definitions = CustomResourceDefinitions.Load(files.ReadTexts(found.Where(file => file.IsNamed || ProjectFiles.IsDocument(file.Path))).Select(file => file.Text));
        _diagnostics.AddRange(definitions.Diagnostics);
        if (Configuration.CustomResources.Length > 0 && _diagnostics.Count == 0 && definitions.Count == 0) files.Report(Configuration.CustomResourcesLocation, "there is no CustomResourceDefinition in what `crds` names");
        return KubernetesDomain.Instance.With(definitions.Kinds);
    }

    /// <summary>In folders, what is no policy is taken for what policies are tested with.</summary>
    private static SourceText[] ReadDocuments(IEnumerable<ProjectPath> sources, ProjectFiles files)
    {
        (ProjectPath File, SourceText Text)[] read = [.. files.ReadTexts(sources.Where(file => ProjectFiles.IsDocument(file.Path)))];
        foreach ((ProjectPath file, SourceText text) in read.Where(r => r.File.IsNamed && GatekeeperLibrary.Load([r.Text]) is { Count: 0, Diagnostics.IsEmpty: true }))
        {
            files.Report(file.Location, $"`{text.Path}` holds neither a ConstraintTemplate nor a constraint of one");
        }
        return [.. read.Select(r => r.Text)];
    }

    private static CompiledPack? ReadPack(ProjectPath file, ProjectFiles files)
    {
        if (files.ReadBytes(file) is not { } bytes) return null;
        try
        {
            return CompiledPack.Read(bytes);
        }
        catch (CompiledPackException exception)
        {
            files.Report(file.Location, $"`{file.Path}`: {exception.Message}");
            return null;
        }
    }
}
