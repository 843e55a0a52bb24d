using System.Collections.Immutable;
using System.Reflection;
using PolicyKit.Syntax;

namespace PolicyKit.Kubernetes;

/// <summary>The policies that come with the package, by pack: the first part of a policy's id.</summary>
public static class StandardPack
{
    private const string Prefix = "policies/";

    /// <summary>Diagnostics name the pack's texts so that they cannot be taken for files beside the user's.</summary>
    private const string PathPrefix = "standard:";

    private static readonly Lazy<ImmutableArray<SyntaxTree>> AllTrees = new(Load);

    /// <summary>The trees of all packs, in the order of their paths.</summary>
    public static ImmutableArray<SyntaxTree> Trees => AllTrees.Value;

    /// <summary>Names of the packs, such as <c>pod_security</c>, and of the levels within them, such as <c>pod_security/restricted</c>, in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. PackChoice.All.Select(choice => choice.Name)];

    internal static IEnumerable<string> Folders => ResourceNames().Select(n => n[Prefix.Length..].Split('/')[0]).Distinct(StringComparer.Ordinal);

    /// <summary>Compiles the packs named, or all of them.</summary>
    /// <exception cref="ArgumentException">A pack does not exist.</exception>
    public static PolicyProgram Compile(params string[] packs)
    {
        EmitResult result = Compilation.Create(Trees, KubernetesDomain.Instance).Emit();
        return result.Success ? Choose(result.Program, packs) : throw new InvalidOperationException($"the standard pack does not compile: {result.Diagnostics[0]}");
    }

    /// <summary>
    /// A program compiled with <see cref="Trees"/>, judging of the standard policies only those of the packs named, at the packs' levels; without names all packs, where <em>restricted</em> of
    /// <c>pod_security</c> only warns. Other policies stay as they are.
    /// </summary>
    /// <exception cref="ArgumentException">A pack does not exist.</exception>
    public static PolicyProgram Choose(PolicyProgram program, params string[] packs)
    {
        if (packs.FirstOrDefault(p => !Names.Contains(p)) is { } unknown)
        {
            throw new ArgumentException($"there is no pack `{unknown}`; packs are {string.Join(", ", Names.Select(n => $"`{n}`"))}", nameof(packs));
        }
        PackChoice[] chosen = [.. PackChoice.All.Where(choice => packs.Length == 0 ? choice.IsPack : packs.Contains(choice.Name))];
        FindingLevel? LevelOf(PolicyInfo policy) => IsStandard(policy) ? chosen.Min(choice => choice.LevelOf(policy.Id)) : FindingLevel.Deny;
        return program.Where(policy => LevelOf(policy) is not null).WithLevels(policy => LevelOf(policy) ?? FindingLevel.Deny);
    }

    /// <summary>Whether a policy is one of the standard ones.</summary>
    public static bool IsStandard(PolicyInfo policy) => Trees.Any(tree => tree.Text == policy.Location.Source);

    private static ImmutableArray<SyntaxTree> Load() => [.. ResourceNames().Select(name => SyntaxTree.Parse(Read(name), PathPrefix + name[Prefix.Length..]))];

    private static IEnumerable<string> ResourceNames() =>
        typeof(StandardPack).Assembly.GetManifestResourceNames()
            .Select(n => (Resource: n, Name: n.Replace('\\', '/')))
            .Where(n => n.Name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n.Name)
            .Order(StringComparer.Ordinal);

    private static string Read(string name)
    {
        Assembly assembly = typeof(StandardPack).Assembly;
        using Stream stream = assembly.GetManifestResourceStream(name) ?? assembly.GetManifestResourceStream(name.Replace('/', '\\'))
            ?? throw new InvalidOperationException($"the resource {name} is gone");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
