using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit;

/// <summary>The conditions of a policy's <c>match</c> beyond its kinds. Empty lists and undefined selectors ask for nothing.</summary>
public sealed record PolicyMatch
{
    internal const string Delete = "DELETE";
    internal const string Connect = "CONNECT";

    /// <summary>Every operation of a request.</summary>
    public static ImmutableArray<string> AllOperations { get; } = ["CREATE", "UPDATE", Delete, Connect];

    /// <summary>Operations of a request that the policy is for; by default CREATE and UPDATE, so DELETE must be named.</summary>
    public ImmutableArray<string> Operations { get; init; } = ["CREATE", "UPDATE"];

    /// <summary>Resources of a request such as <c>pods/exec</c>; a policy that names resources is for such requests only.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>Namespaces that the policy is for; <c>*</c> stands for any characters at the start or the end.</summary>
    public ImmutableArray<string> Namespaces { get; init; } = [];

    /// <summary>Namespaces that the policy is not for.</summary>
    public ImmutableArray<string> ExcludedNamespaces { get; init; } = [];

    /// <summary>A label selector over the labels of the object's namespace.</summary>
    public Value NamespaceSelector { get; init; }

    /// <summary>A label selector over the labels of the object, the old or the new one.</summary>
    public Value ObjectSelector { get; init; }

    internal bool HasDomainConditions =>
        !Resources.IsEmpty || !Namespaces.IsEmpty || !ExcludedNamespaces.IsEmpty || !NamespaceSelector.IsUndefined || !ObjectSelector.IsUndefined;
}

/// <summary>Whether a policy is for an object.</summary>
/// <param name="IsMatch">Whether it is; false when it is not or when that is unknown.</param>
/// <param name="Unknown">What is unknown; null when the answer is certain.</param>
public readonly record struct MatchAnswer(bool IsMatch, string? Unknown)
{
    /// <summary>The policy is for the object.</summary>
    public static MatchAnswer Yes => new(true, null);

    /// <summary>The policy is not for the object.</summary>
    public static MatchAnswer No => new(false, null);
}
