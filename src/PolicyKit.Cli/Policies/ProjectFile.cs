using System.Collections.Immutable;
using System.CommandLine;
using PolicyKit.Cli.Files;
using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Text;

namespace PolicyKit.Cli.Policies;

/// <summary>The configuration that a run goes by; its paths are relative to the current folder.</summary>
/// <param name="Configuration">What it says.</param>
/// <param name="Sources">Files and folders with further policies.</param>
/// <param name="CustomResources">Files and folders with CustomResourceDefinitions.</param>
internal sealed record ProjectFile(ProjectConfiguration Configuration, ImmutableArray<string> Sources, ImmutableArray<string> CustomResources)
{
    /// <summary>What a run without a configuration goes by.</summary>
    public static ProjectFile None { get; } = new(ProjectConfiguration.Load(SourceText.From("", ProjectConfiguration.FileName)), [], []);

    /// <summary>How policies are compiled.</summary>
    public CompilationOptions Compilation { get; init; } = new();

    /// <summary>Adds <c>--config</c>, <c>--no-config</c>, <c>--crd</c> and <c>--strict</c> to a command; the result reads the configuration and adds the files named.</summary>
    /// <param name="command">The command.</param>
    /// <param name="emits">Whether it makes a program of policies, so that it takes <c>--strict</c>.</param>
    public static Func<ParseResult, ProjectFile> AddTo(Command command, bool emits = true)
    {
        var config = new Option<string?>("--config") { Description = $"the configuration (default: the nearest {ProjectConfiguration.FileName}, in the current folder or above it)", HelpName = "FILE" };
        var noConfig = new Option<bool>("--no-config") { Description = $"go by no {ProjectConfiguration.FileName}" };
        Option<string[]> customResources = CommonOptions.List("--crd", "PATH", "a file with CustomResourceDefinitions, or a folder of such files: policies can match their kinds by name, and their fields are known");
        command.Add(customResources);
        command.Add(config);
        command.Add(noConfig);
        Func<ParseResult, CompilationOptions> compilation = emits ? CommonOptions.Strict(command) : _ => new CompilationOptions();
        return parsed => Read(parsed.GetValue(config), parsed.GetValue(noConfig)).With(parsed.GetValue(customResources) ?? []) with { Compilation = compilation(parsed) };
    }

    /// <exception cref="UsageException">The file or one that it names cannot be read, or both a file and none are asked for.</exception>
    private static ProjectFile Read(string? named, bool none)
    {
        if (named is not null && none) throw new UsageException("--config and --no-config exclude each other");
        return none || (named ?? Find()) is not { } path ? None : Read(path);
    }

    private ProjectFile With(string[] customResources) => this with { CustomResources = [.. CustomResources, .. customResources] };

    private static ProjectFile Read(string path)
    {
        if (Directory.Exists(path)) path = Path.Combine(path, ProjectConfiguration.FileName);
        var configuration = ProjectConfiguration.Load(TextFile.Read(TextFile.Slashes(path)));
        string folder = Path.GetDirectoryName(path) ?? "";
        if (configuration.PodSecurityFile.Length > 0) configuration = configuration.WithPodSecurity(TextFile.Read(Place("podSecurity.configuration", configuration.PodSecurityFile)));
        // What is wrong in it ends every run, so that nothing is looked for by its names.
        if (!configuration.Diagnostics.IsEmpty) return new ProjectFile(configuration, [], []);
        return new ProjectFile(configuration, [.. configuration.Sources.Select(Source)], [.. configuration.CustomResources.Select(named => Place("crds", named))]);

        string Source(string named)
        {
            string place = Place("sources", named);
            // A file that is none would be shown line by line for what is wrong in it.
            bool isSource = Directory.Exists(place) || PolicyFiles.IsPolicy(place) || DocumentFile.IsDocument(place) || PackFiles.IsPack(place);
            return isSource ? place : throw new UsageException($"`{place}`, which `sources` of {TextFile.Slashes(path)} names, is no .policy, .rego, .yaml, .yml, .json or .pkp file");
        }

        string Place(string member, string named)
        {
            string place = TextFile.Slashes(Path.Combine(folder, named));
            return Path.Exists(place) ? place : throw new UsageException($"`{place}`, which `{member}` of {TextFile.Slashes(path)} names, does not exist");
        }
    }

    /// <summary>The nearest file, relative to the current folder; null when there is none.</summary>
    private static string? Find()
    {
        string above = "";
        for (DirectoryInfo? folder = new(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent, above = Path.Combine("..", above))
        {
            string path = Path.Combine(above, ProjectConfiguration.FileName);
            if (File.Exists(path)) return path;
        }
        return null;
    }
}
