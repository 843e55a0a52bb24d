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

    /// <summary>Names of the packs, such as <c>pod_security</c>, in order.</summary>
    public static ImmutableArray<string> Names { get; } =
        [.. ResourceNames().Select(n => n[Prefix.Length..].Split('/')[0]).Distinct(StringComparer.Ordinal)];

    /// <summary>Compiles the whole pack, or the packs named.</summary>
    /// <exception cref="ArgumentException">A pack does not exist.</exception>
    public static PolicyProgram Compile(params string[] packs)
    {
        if (packs.FirstOrDefault(p => !Names.Contains(p)) is { } unknown)
        {
            throw new ArgumentException($"there is no pack `{unknown}`; packs are {string.Join(", ", Names.Select(n => $"`{n}`"))}", nameof(packs));
        }
        EmitResult result = Compilation.Create(Trees, KubernetesDomain.Instance).Emit();
        if (!result.Success) throw new InvalidOperationException($"the standard pack does not compile: {result.Diagnostics[0]}");
        return packs.Length == 0 ? result.Program : result.Program.Where(p => packs.Contains(PackOf(p.Id), StringComparer.Ordinal));
    }

    /// <summary>The pack of a policy: the first part of its id.</summary>
    public static string PackOf(string policyId) => policyId.Split('.')[0];

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
