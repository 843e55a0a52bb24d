using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Binding.Access;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Emit;

/// <summary>What a query reads of <c>input</c>; found when it is first asked for. Thread-safe.</summary>
internal sealed class QueryReads(RuleSymbol rule, RuleBodies bodies) : IReadDemand
{
    private readonly ReadTrust _trust = new();
    private ReadMask? _root;

    /// <inheritdoc/>
    public ReadMask Root => _root ??= ReadPlan.Of(Tree);

    /// <summary>The paths, such as <c>input.spec.containers[*].image</c>.</summary>
    public ImmutableArray<string> Paths => [.. Tree.Paths("input")];

    private AccessTree Tree => LargeStack.Run(() => AccessAnalysis.Analyze(rule, bodies).GetValueOrDefault("input") ?? new AccessTree());

    /// <inheritdoc/>
    public ReadMask MaskOf(ReadOnlySpan<byte> apiVersion, ReadOnlySpan<byte> kind) => Root;

    /// <summary>What to read of the next document; null for all.</summary>
    public IReadDemand? Next() => !Root.IsWhole && _trust.Take() ? this : null;

    /// <summary>More of a document was asked for.</summary>
    public void Fail() => _trust.Fail();
}
