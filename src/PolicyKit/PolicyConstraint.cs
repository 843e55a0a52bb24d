using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit;

/// <summary>A use of a policy on some objects with parameters of its own, as Gatekeeper's constraints are. Its findings carry its id.</summary>
/// <param name="Id">Its id, such as <c>K8sAllowedRepos/repo-is-internal</c>.</param>
/// <param name="PolicyId">Id of the policy: of a core module that declares findings.</param>
public sealed record PolicyConstraint(string Id, string PolicyId)
{
    /// <summary><c>input.parameters</c> of the policy; an empty object when left out.</summary>
    public Value Parameters { get; init; } = Value.FromObject([]);

    /// <summary>The level of its findings; as the policy has it when left out.</summary>
    public FindingLevel? Level { get; init; }

    /// <summary>Whether it is for objects of a kind; for all when left out. Asked once for each kind.</summary>
    public Func<ObjectKind, bool>? MatchesKind { get; init; }

    /// <summary>Whether it is for an object of such a kind, by what the domain of the program knows; for all when left out.</summary>
    public Func<ObjectKind, PolicyInput, PolicyDomain, MatchAnswer>? Matches { get; init; }

    /// <summary>A few words; the id when left out.</summary>
    public string Title { get; init; } = "";

    /// <summary>Why it matters.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where it is declared.</summary>
    public Location Location { get; init; } = Location.None;
}
