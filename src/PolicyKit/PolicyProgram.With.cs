using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit;

public sealed partial class PolicyProgram
{
    /// <summary>The same program judging only the policies that a predicate keeps.</summary>
    public PolicyProgram Where(Func<PolicyInfo, bool> keep) => With(policies: [.. _policies.Where(p => keep(p.Info))]);

    /// <summary>
    /// The same program with lowered findings: those of a policy are at most as grave as a function says, so <see cref="FindingLevel.Warn"/> makes warnings of its denies, and
    /// <see cref="FindingLevel.Deny"/> leaves it as it is written.
    /// </summary>
    public PolicyProgram WithLevels(Func<PolicyInfo, FindingLevel> atMost) => With(policies: [.. _policies.Select(p => p.Lowered(atMost(p.Info)))]);

    /// <summary>The same program with other severities: findings of a policy, and what is known of it, have the one that a function says.</summary>
    public PolicyProgram WithSeverities(Func<PolicyInfo, Severity> severity) => With(policies: [.. _policies.Select(p => p.Rated(severity(p.Info)))]);

    /// <summary>The same program with a review of its decisions in place of the one that it has; null for none.</summary>
    public PolicyProgram WithReview(DecisionReview? review) => new(_session, _code, _params, _data, _policies, _limits, _profile, _tracer, review, _kubernetesVersion);

    /// <summary>The same program judging against another version of Kubernetes what is given to it without one (<see cref="PolicyInput.KubernetesVersion"/>); null for the newest.</summary>
    public PolicyProgram WithKubernetesVersion(Version? version) => new(_session, _code, _params, _data, _policies, _limits, _profile, _tracer, _review, version);

    /// <summary>The version of Kubernetes that is judged against where an input names none; null for the newest.</summary>
    public Version? KubernetesVersion => _kubernetesVersion;

    /// <summary>What the language knows of the world, as the program was compiled with it.</summary>
    public PolicyDomain Domain => _session.Domain;

    /// <summary>The review of its decisions; null where they are as the policies make them.</summary>
    public DecisionReview? Review => _review;

    /// <summary>The same program over other base data (<c>data</c> in core modules).</summary>
    public PolicyProgram WithData(Value data) => With(data: data);

    /// <summary>What an evaluation may cost whose input does not say (<see cref="PolicyInput.Limits"/>).</summary>
    public EvaluationLimits Limits => _limits;

    /// <summary>The same program with other limits, for evaluations whose input has none (<see cref="PolicyInput.Limits"/>).</summary>
    public PolicyProgram WithLimits(EvaluationLimits limits) => With(limits: limits);

    /// <summary>
    /// The same program counting what each policy costs. It evaluates policy by policy: without the conditions that otherwise tell of all policies at once which ones need not be evaluated, so it is slower as a whole.
    /// </summary>
    public PolicyProgram WithProfile(PolicyProfile profile) => With(profile: profile);

    /// <summary>The same program counting what it reaches of its rules. It evaluates policy by policy, in code that is several times slower.</summary>
    public PolicyProgram WithCoverage(PolicyCoverage coverage)
    {
        HashSet<RuleSymbol> tests = [.. _session.Tests.Own.Select(t => t.Rule).OfType<RuleSymbol>()];
        LargeStack.Run(() =>
        {
            foreach (RuleSymbol rule in _code.Rules.Where(r => !r.IsHidden && !tests.Contains(r) && coverage.IsCounted(r.Location))) coverage.Add(_code.Count(rule, coverage.Tracer));
            return true;
        });
        return new PolicyProgram(_session, _code.Traced, _params, _data, _policies, _limits, _profile, coverage.Tracer, _review, _kubernetesVersion);
    }

    /// <summary>The same program with constraints: each judges its policy once more.</summary>
    /// <exception cref="ArgumentException">A constraint's policy does not exist or is no core module's, or two have the same id.</exception>
    public PolicyProgram WithConstraints(IEnumerable<PolicyConstraint> constraints)
    {
        var policies = _policies.ToBuilder();
        HashSet<string> ids = [.. policies.Select(p => p.Info.Id)];
        foreach (PolicyConstraint constraint in constraints)
        {
            if (!ids.Add(constraint.Id)) throw new ArgumentException($"there are two policies or constraints `{constraint.Id}`", nameof(constraints));
            PolicySymbol policy = _session.Policies.Find(p => p.Id == constraint.PolicyId && p.Sets.Count > 0)
                ?? throw new ArgumentException($"constraint `{constraint.Id}` is for a policy `{constraint.PolicyId}`, which no core module declares", nameof(constraints));
            policies.Add(new JudgedPolicy(policy, constraint));
        }
        return With(policies: policies.ToImmutable());
    }

    /// <summary>The same program with other values for some params.</summary>
    /// <param name="values">Values by <c>policy id</c> and param name, such as <c>("network.open_egress", "allowed")</c>.</param>
    /// <exception cref="ArgumentException">A param does not exist, or a value is not of its type.</exception>
    public PolicyProgram WithParams(IEnumerable<(string PolicyId, string Name, Value Value)> values)
    {
        Value[] parameters = [.. _params];
        foreach ((string policyId, string name, Value value) in values)
        {
            PolicySymbol policy = _session.Policies.Find(p => p.Id == policyId) ?? throw new ArgumentException($"there is no policy `{policyId}`", nameof(values));
            ParamSymbol param = policy.Params.GetValueOrDefault(name) ?? throw new ArgumentException($"policy `{policyId}` has no param `{name}`", nameof(values));
            parameters[param.Slot] = Bind(param, value);
        }
        return With(parameters);
    }

    /// <summary>The params of the judged policies that have no default and were given no value: each makes every decision of its policy an error.</summary>
    public ImmutableArray<(PolicyInfo Policy, ParamInfo Param)> UnsetParams =>
        [.. _policies.Select(p => p.Policy).Distinct().SelectMany(p => p.RequiredParams.Where(r => _params[r.Slot].IsUndefined).Select(r => (p.Info, r.Info)))];

    internal PolicyProgram WithParam(ParamSymbol param, Value value)
    {
        Value[] parameters = [.. _params];
        parameters[param.Slot] = Bind(param, value);
        return With(parameters);
    }

    private PolicyProgram With(
        Value[]? parameters = null, Value data = default, ImmutableArray<JudgedPolicy>? policies = null, EvaluationLimits? limits = null, PolicyProfile? profile = null) =>
        new(_session, _code, parameters ?? _params, data.IsUndefined ? _data : data, policies ?? _policies, limits ?? _limits, profile ?? _profile, _tracer, _review, _kubernetesVersion);

    private static Value Bind(ParamSymbol param, Value value) => param.TryBind(value, out Value bound) ? bound : throw new ArgumentException(param.Refusal(value));
}
