using System.Collections.Immutable;
using System.Text;
using PolicyKit.Kubernetes;
using PolicyKit.Syntax;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>Policy text to parse: the standard pack, the plain Rego of the benchmarks, and the modules of the Gatekeeper library where it is at hand.</summary>
internal static class ParseWorkload
{
    private static readonly ImmutableArray<SyntaxTree> s_modules =
    [
        .. StandardPack.Trees,
        SyntaxTree.Parse(Encoding.UTF8.GetString(Resource.Read("rego/restricted_and_rbac.rego")), "restricted_and_rbac.rego"),
        .. GatekeeperWorkload.Library?.Trees ?? [],
    ];

    /// <summary>UTF-8 bytes of all texts together.</summary>
    public static int Size { get; } = s_modules.Sum(m => Encoding.UTF8.GetByteCount(m.Text.ToString()));

    /// <summary>Parses every text.</summary>
    public static int Parse() => s_modules.Sum(m => SyntaxTree.Parse(m.Text.ToString(), m.Text.Path, m.Options).Root.Members.Count);
}
