using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Kubernetes.Gatekeeper;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Syntax;

namespace PolicyKit.Cli.Policies;

/// <summary>The policies of one run: those of the standard packs that were chosen, and the user's.</summary>
/// <param name="Program">The program; null when a policy is broken.</param>
/// <param name="Diagnostics">Errors and warnings in the user's policies.</param>
/// <param name="Hint">What may help against the errors; null when nothing comes to mind.</param>
internal sealed record PolicySet(PolicyProgram? Program, ImmutableArray<Diagnostic> Diagnostics, string? Hint = null)
{
    /// <summary>Whether a Gatekeeper template reads the other objects.</summary>
    public bool ReadsInventory { get; init; }

    /// <summary>The program as the configuration made it; null when a policy is broken.</summary>
    public ConfiguredProgram? Configured { get; init; }

    private const string BodyWithoutIf = "PK1010";

    /// <summary>Compiles the chosen packs (all when none is named) together with the user's files and folders, with the values that the configuration gives to params. What was asked for comes before what the configuration says.</summary>
    /// <param name="choice">What was asked for.</param>
    /// <param name="paths">Files and folders that were named, besides those of the configuration.</param>
    /// <param name="rego">How <c>.rego</c> files are read.</param>
    /// <param name="project">The configuration.</param>
    /// <exception cref="UsageException">A pack is unknown, a path cannot be read, or a path holds no policies.</exception>
    public static PolicySet Load(PolicyChoice choice, ImmutableArray<string> paths, RegoOptions rego, ProjectFile project)
    {
        ImmutableArray<string> chosen = choice.Packs.IsEmpty ? project.Configuration.Packs : choice.Packs;
        paths = [.. project.Sources, .. paths];
        CheckNames(chosen);
        var custom = CustomResourceFiles.Read(project);
        ImmutableArray<SyntaxTree> own = PolicyFiles.Read(paths, rego);
        ImmutableArray<CompiledPack> packed = PackFiles.Read(paths);
        GatekeeperLibrary library = GatekeeperFiles.Read(paths);
        if (paths.Length > 0 && own.IsEmpty && packed.IsEmpty && library is { Count: 0, Diagnostics.IsEmpty: true })
        {
            throw new UsageException($"there is no .policy or .rego file and no ConstraintTemplate in {string.Join(", ", paths.Select(p => $"`{p}`"))}");
        }
        bool isStandardUsed = !chosen.Contains(StandardPack.NoPack);
        if (paths.Length == 0 && isStandardUsed && custom.Diagnostics.IsEmpty)
        {
            return Configure(new PolicySet(StandardPack.CompileAll(custom.Domain), []), project, choice);
        }
        StandardPolicies standard = isStandardUsed ? StandardPolicies.Beside(own, clashing: _ => new([], StandardPack.Trees)) : StandardPolicies.None;
        EmitResult result = Emit([.. standard.Trees, .. own, .. library.Trees], [.. standard.Packs, .. packed], custom);
        ImmutableArray<Diagnostic> diagnostics = [.. library.Diagnostics.Select(project.Compilation.Judge), .. result.Diagnostics];
        string? hint = result.Success ? null : HintOnVersion(result.Diagnostics, rego) ?? (isStandardUsed ? HintOn(own) : null);
        if (result.Program is not { } compiled || diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            // What is only worth knowing would hide what is to be mended.
            return new PolicySet(null, [.. diagnostics.Where(d => d.Severity != DiagnosticSeverity.Info)], hint);
        }
        PolicyProgram constrained = compiled.WithConstraints(library.Constraints);
        if (constrained.Policies.IsEmpty && diagnostics.IsEmpty) throw new UsageException("there is no policy in the files given");
        if (constrained.Policies.IsEmpty) return new PolicySet(null, diagnostics, "there is no policy that is enforced in the files given: nothing was judged");
        return Configure(new PolicySet(constrained, diagnostics, hint) { ReadsInventory = library.ReadsInventory }, project, choice);
    }

    private static PolicySet Configure(PolicySet all, ProjectFile project, PolicyChoice choice)
    {
        ConfiguredProgram configured = project.Configuration.ApplyTo(all.Program!, choice);
        if (configured.Program is { Policies.IsEmpty: true }) return all with { Program = null, Diagnostics = [.. all.Diagnostics, .. configured.Diagnostics], Hint = "every policy is off: nothing was judged" };
        return all with { Program = configured.Program, Configured = configured, Diagnostics = [.. all.Diagnostics, .. configured.Diagnostics] };
    }

    /// <summary>Compiles trees together with packs. Mistakes in the configuration and in custom resources come first, and an error among them leaves no program.</summary>
    /// <exception cref="UsageException">A pack cannot be loaded.</exception>
    public static EmitResult Emit(ImmutableArray<SyntaxTree> trees, ImmutableArray<CompiledPack> packs, CustomResourceFiles custom)
    {
        try
        {
            EmitResult result = Compilation.Create(trees, custom.Domain, packs, custom.Compilation).Emit();
            bool isBroken = custom.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
            return new EmitResult(isBroken ? null : result.Program, [.. custom.Diagnostics, .. result.Diagnostics]);
        }
        catch (CompiledPackException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    /// <summary>The program, over the objects that its templates may look at.</summary>
    public PolicyProgram Over(IEnumerable<Manifest> manifests) =>
        ReadsInventory ? Program!.WithData(GatekeeperInventory.Build(manifests.Select(m => m.Root))) : Program!;

    /// <summary>What may help when bodies lack `if`: they may be meant as Rego v0.</summary>
    public static string? HintOnVersion(ImmutableArray<Diagnostic> diagnostics, RegoOptions rego) =>
        rego.Version == LanguageVersion.RegoV1 && diagnostics.Any(d => d.Id == BodyWithoutIf && d.Location.Source is { } source && !ParseOptions.ForPath(source.Path).AllowPolicies)
            ? "help: --v0 reads .rego files that were written for Rego v0"
            : null;

    private static string? HintOn(ImmutableArray<SyntaxTree> own)
    {
        SyntaxTree? clashing = own.FirstOrDefault(tree => StandardPack.Names.Contains(PolicyFiles.RootPackageOf(tree)));
        return clashing is null ? null : $"help: `{clashing.Text.Path}` is in a package of the standard policies, which are compiled with yours; --pack {StandardPack.NoPack} leaves them out";
    }

    private static void CheckNames(ImmutableArray<string> packs)
    {
        string[] known = [.. StandardPack.Names, StandardPack.NoPack];
        if (packs.FirstOrDefault(p => !known.Contains(p)) is not { } unknown) return;
        throw new UsageException($"there is no pack `{unknown}`{Spelling.DidYouMean(unknown, known)} (packs: {string.Join(", ", known)})");
    }
}
