using System.Collections.Immutable;
using PolicyKit.Kubernetes;
using PolicyKit.Syntax;

namespace PolicyKit.Cli.Policies;

/// <summary>The standard policies beside the user's: compiled, unless the user's have packages of the same names.</summary>
/// <param name="Packs">Them as a pack.</param>
/// <param name="Trees">Them as trees.</param>
internal sealed record StandardPolicies(ImmutableArray<CompiledPack> Packs, ImmutableArray<SyntaxTree> Trees)
{
    public static StandardPolicies None { get; } = new([], []);

    /// <summary>The standard policies for trees to refer to, but for those whose packages the trees define themselves.</summary>
    public static StandardPolicies BesideOwn(ImmutableArray<SyntaxTree> own) => Beside(own, packages => new([], [.. StandardPack.Trees.Where(tree => !packages.Contains(PolicyFiles.RootPackageOf(tree)))]));

    /// <summary>The standard policies for trees to refer to.</summary>
    /// <param name="own">The user's trees.</param>
    /// <param name="clashing">What is taken instead where some of the user's trees are in packages of the standard policies; it has their packages.</param>
    public static StandardPolicies Beside(ImmutableArray<SyntaxTree> own, Func<HashSet<string>, StandardPolicies> clashing)
    {
        var packages = own.Select(PolicyFiles.RootPackageOf).ToHashSet(StringComparer.Ordinal);
        return StandardPack.Names.Any(packages.Contains) ? clashing(packages) : new StandardPolicies([StandardPack.Compiled], []);
    }
}
