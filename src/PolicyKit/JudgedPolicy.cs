using System.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit;

/// <summary>A policy as a program judges it: by its own match, or by a constraint's.</summary>
internal sealed class JudgedPolicy(PolicySymbol policy, PolicyConstraint? constraint = null)
{
    public PolicySymbol Policy => policy;

    public PolicyConstraint? Constraint => constraint;

    /// <summary>What decisions say of it.</summary>
    public PolicyInfo Info { get; private init; } = constraint is null ? policy.Info : policy.Info with
    {
        Id = constraint.Id,
        Title = constraint.Title.Length > 0 ? constraint.Title : constraint.Id,
        Description = constraint.Description.Length > 0 ? constraint.Description : policy.Description,
        Location = constraint.Location.Source is null ? policy.Location : constraint.Location,
    };

    /// <summary>Graver findings than this are lowered to it.</summary>
    public FindingLevel AtMost { get; private init; }

    /// <summary>Whether its findings are of another severity than it declares.</summary>
    public bool IsRated { get; private init; }

    public JudgedPolicy Lowered(FindingLevel atMost) => new(policy, constraint) { AtMost = atMost, Info = Info, IsRated = IsRated };

    public JudgedPolicy Rated(Severity severity) => severity == Info.Severity ? this : new(policy, constraint) { AtMost = AtMost, Info = Info with { Severity = severity }, IsRated = true };

    /// <summary>Whether it judges each object of its kinds that is created or updated, by findings of its own.</summary>
    public bool IsForKind { get; } =
        constraint is null && !policy.Match.HasDomainConditions && policy.Sets.Count == 0 && policy.Match.Operations.Contains("CREATE") && policy.Match.Operations.Contains("UPDATE");

    /// <summary>Whether it is matched by more than kind and operation.</summary>
    public bool IsMatched => constraint is not null || policy.Match.HasDomainConditions;

    public Value Parameters => constraint?.Parameters ?? default;

    public bool Matches(ObjectKind kind) => policy.Dispatch.Matches(kind) && constraint?.MatchesKind?.Invoke(kind) != false;

    public MatchAnswer Matches(ObjectKind kind, string operation, RequestTarget target, PolicyInput input, PolicyDomain domain)
    {
        if (IsForKind && target == RequestTarget.Object && operation is "CREATE" or "UPDATE") return MatchAnswer.Yes;
        if (!policy.Match.Operations.Contains(operation) || !IsFor(target, operation)) return MatchAnswer.No;
        MatchAnswer answer = policy.Match.HasDomainConditions ? domain.Matches(policy.Match, kind, input) : MatchAnswer.Yes;
        return answer.IsMatch && constraint?.Matches is { } matches ? matches(kind, input, domain) : answer;
    }

    /// <summary>Constraints and core modules are told of every request, as in Gatekeeper.</summary>
    private bool IsFor(RequestTarget target, string operation) =>
        constraint is not null || policy.Sets.Count > 0 || target switch
        {
            RequestTarget.Object => true,
            RequestTarget.Part => !policy.Match.Resources.IsEmpty,
            RequestTarget.Action => !policy.Match.Resources.IsEmpty || !policy.Dispatch.All || operation == PolicyMatch.Connect,
            _ => throw new UnreachableException(),
        };
}
