using System.Collections.Immutable;
using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes;

/// <summary>The policies that come with the package, by pack: the first part of a policy's id.</summary>
public static class StandardPack
{
    /// <summary>The word that stands for no pack where packs are named.</summary>
    public const string NoPack = "none";

    private const string Prefix = "policies/";

    private const string CompiledName = "standard.pkp";

    private static readonly Lazy<SourceText[]> Texts = new(() => [.. StandardResources.Names(Prefix).Select(name => SourceText.From(StandardResources.Read(name), StandardTexts.PathOf(name[Prefix.Length..])))]);
    private static readonly Lazy<ImmutableArray<SyntaxTree>> AllTrees = new(() => [.. Texts.Value.Select(text => SyntaxTree.Parse(text))]);
    private static readonly Lazy<CompiledPack> AllCompiled = new(() => LoadCompiled() ?? CompileTrees());

    /// <summary>The trees of all packs, in the order of their paths.</summary>
    public static ImmutableArray<SyntaxTree> Trees => AllTrees.Value;

    /// <summary>All packs as they were compiled when this library was built: nothing is parsed. For compilations and queries to refer to.</summary>
    public static CompiledPack Compiled => AllCompiled.Value;

    /// <summary>Names of the packs, such as <c>pod_security</c>, and of the levels within them, such as <c>pod_security/restricted</c>, in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. PackChoice.All.Select(choice => choice.Name)];

    internal static IEnumerable<string> Folders => StandardResources.Names(Prefix).Select(n => n[Prefix.Length..].Split('/')[0]).Distinct(StringComparer.Ordinal);

    /// <summary>A program of all standard policies as they are written: for <see cref="ProjectConfiguration.ApplyTo"/> or <see cref="Choose(PolicyProgram, string[])"/> to choose from.</summary>
    public static PolicyProgram CompileAll() => CompileAll(KubernetesDomain.Instance);

    /// <inheritdoc cref="CompileAll()"/>
    /// <param name="domain">With the custom kinds that are known, whose scope waivers and exemptions go by.</param>
    public static PolicyProgram CompileAll(KubernetesDomain domain) => PolicyProgram.Load([Compiled], domain);

    /// <summary>A program of the packs named, or of all of them by the default profile, from <see cref="Compiled"/>.</summary>
    /// <exception cref="ArgumentException">A pack does not exist.</exception>
    public static PolicyProgram Compile(params string[] packs) => Choose(CompileAll(), packs);

    /// <summary>A program of the standard policies that a profile has, from <see cref="Compiled"/>.</summary>
    public static PolicyProgram Compile(Profile profile) => new Judgement(new StandardLevels([], profile)).Of(CompileAll());

    /// <summary>
    /// A program compiled with <see cref="Compiled"/> or <see cref="Trees"/>, judging of the standard policies only those of the packs named; without names, those that the default profile has. A pack that is named is judged
    /// whole: what the profile leaves off warns. Other policies stay as they are.
    /// </summary>
    /// <exception cref="ArgumentException">A pack does not exist.</exception>
    public static PolicyProgram Choose(PolicyProgram program, params string[] packs) => new Judgement(new StandardLevels(packs, null)).Of(program);

    /// <summary>Whether a policy is one of the standard ones.</summary>
    public static bool IsStandard(PolicyInfo policy) => policy.Location.Source is { } source && Texts.Value.Contains(source);

    /// <summary>The pack that was embedded; null when it is another version's or was compiled from other texts.</summary>
    private static CompiledPack? LoadCompiled()
    {
        if (typeof(StandardPack).Assembly.GetManifestResourceStream(CompiledName) is not { } stream) return null;
        try
        {
            using (stream)
            {
                CompiledPack pack = CompiledPack.Read(stream, Texts.Value);
                return pack.Paths.Length == Texts.Value.Length ? pack : null;
            }
        }
        catch (CompiledPackException)
        {
            return null;
        }
    }

    private static CompiledPack CompileTrees()
    {
        EmitResult result = Compilation.Create(Trees, KubernetesDomain.Instance).Emit();
        if (!result.Success) throw new InvalidOperationException($"the standard pack does not compile: {result.Diagnostics[0]}");
        using var bytes = new MemoryStream();
        result.Program.Save(bytes, withTexts: false);
        bytes.Position = 0;
        return CompiledPack.Read(bytes, Texts.Value);
    }
}
