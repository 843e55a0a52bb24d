using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit;

/// <summary>A <c>test</c> declaration, or a Rego rule whose name starts with <c>test_</c>. The front end reads what is given (YAML is not the engine's business) and asks for the result.</summary>
public sealed class PolicyTest
{
    private readonly PolicyProgram _program;
    private readonly BoundPolicyTest _test;

    internal PolicyTest(PolicyProgram program, BoundPolicyTest test)
    {
        _program = program;
        _test = test;
        Given = [.. test.Given.Select(g => new GivenDocument(g.IsFile, g.Text, g.Location))];
    }

    /// <summary>The test's name.</summary>
    public string Name => _test.Name;

    /// <summary>Where it stands.</summary>
    public Location Location => _test.Location;

    /// <summary>Whether it is not to be run yet: a Rego rule whose name starts with <c>todo_test_</c>.</summary>
    public bool IsSkipped => _test.IsSkipped;

    /// <summary>Ids of the policies that it judges.</summary>
    public ImmutableArray<string> PolicyIds => [.. _test.Policies.Select(p => p.Id)];

    /// <summary>What is given: YAML, or files with YAML. The last document is the object, or the old object of a request to DELETE; the others go to <c>cluster</c>. A Rego test is given nothing.</summary>
    public ImmutableArray<GivenDocument> Given { get; }

    /// <summary>Judges the input with the test's replacements and compares with its expectations.</summary>
    public PolicyTestResult Run(PolicyInput input)
    {
        if (_test.Rule is { } rule) return RunRule(rule, input);
        PolicyProgram program = _program;
        // What is asked comes first, for it says what the object given is.
        foreach (BoundReplacement replacement in _test.Replacements.OrderBy(r => r.IsRequest ? 0 : 1))
        {
            try
            {
                Value value = _program.Evaluate(replacement.Value, input);
                if (replacement.Param is { } param) program = program.WithParam(param, value);
                else input = TestReplacement.Apply(input, replacement, value);
                if (replacement.IsRequest) input = TestReplacement.AsAsked(input);
            }
            catch (Exception exception) when (exception is EvaluationException or DocumentException or ArgumentException)
            {
                return new PolicyTestResult(null, [new TestFailure(exception.Message, replacement.Value.Location)]);
            }
        }
        HashSet<string> scope = [.. PolicyIds];
        program = program.Where(p => scope.Contains(p.Id));
        Decision decision = program.Evaluate(input);
        RepairedObject? repaired = _test.Expectations.Any(e => e.Outcome == ExpectedOutcome.Fixed) ? RepairedObject.Of(program, Silent(input), decision) : null;
        var result = new PolicyTestResult(decision, [.. Compare(decision, repaired)]);
        return NotFound(decision) is { } policy ? result with { Causes = program.Where(p => p.Id == policy).Explain(Silent(input)).Trace.ToTree() } : result;
    }

    private PolicyTestResult RunRule(RuleSymbol rule, PolicyInput input)
    {
        try
        {
            Value value = _program.Evaluate(rule, input);
            if (Ops.IsTrue(value)) return new PolicyTestResult(null, []);
            return FailedTestRule.Of(_program.Explain(rule, Silent(input)), rule, value);
        }
        catch (EvaluationException exception)
        {
            return new PolicyTestResult(null, [new TestFailure(exception.Message, Location)]);
        }
    }

    /// <summary>What is evaluated again prints nothing.</summary>
    private static PolicyInput Silent(PolicyInput input) => input with { Print = null };

    private IEnumerable<TestFailure> Compare(Decision decision, RepairedObject? repaired)
    {
        var unmatched = decision.Findings.ToList();
        var errors = decision.Errors.ToList();
        foreach (BoundExpectation expectation in _test.Expectations)
        {
            TestFailure? failure = expectation.Outcome == ExpectedOutcome.Fixed ? Compare(expectation, repaired!) : Compare(expectation, decision, unmatched, errors);
            if (failure is not null) yield return failure;
        }
        // What is repaired is expected to be found.
        if (repaired is not null) unmatched.RemoveAll(repaired.Fixed.Contains);
        foreach (PolicyError error in errors)
        {
            yield return new TestFailure($"error in {(error.PolicyId.Length == 0 ? "the object" : error.PolicyId)}: {error.Message}", Location);
        }
        // A policy that the test speaks of must be described in full; a test of one policy speaks of nothing else, whatever it expects.
        foreach (Finding finding in unmatched.Where(IsSpokenOf))
        {
            yield return new TestFailure($"nothing expects this {Describe(finding)}", Location);
        }
    }

    private bool IsSpokenOf(Finding finding)
    {
        ExpectedOutcome outcome = finding.Level == FindingLevel.Deny ? ExpectedOutcome.Deny : ExpectedOutcome.Warn;
        return _test.Policies.Length == 1 || _test.Expectations.Any(e => e.Outcome == outcome && (e.Policy is null || e.Policy.Id == finding.PolicyId));
    }

    private static TestFailure? Compare(BoundExpectation expectation, RepairedObject repaired)
    {
        string? reason = repaired switch
        {
            { Fixed.IsEmpty: true } => "but nothing that was found has a fix",
            { Fault: { } fault } => fault,
            { Decision.Errors: [var error, ..] } => $"but the fixed object gives an error: {error.Message}",
            _ => repaired.Decision.Findings.FirstOrDefault(f => f.Level == FindingLevel.Deny || repaired.Fixed.Any(g => g.PolicyId == f.PolicyId)) is { } left ? $"but the fixed object still has {Describe(left)}" : null,
        };
        return reason is null ? null : new TestFailure($"expected fixed, {reason}", expectation.Location);
    }

    private TestFailure? Compare(BoundExpectation expectation, Decision decision, List<Finding> unmatched, List<PolicyError> errors)
    {
        switch (expectation.Outcome)
        {
            case ExpectedOutcome.Allow:
                Finding? deny = decision.Findings.FirstOrDefault(f => f.Level == FindingLevel.Deny);
                if (deny is not null) return new TestFailure($"expected allow, but found {Describe(deny)}", expectation.Location);
                // What was not judged is no allow.
                return decision.NotJudged.FirstOrDefault(n => !IsExpected(n)) is { } open ? new TestFailure($"expected allow, but {open.PolicyId} was not judged: {open.Reason}", expectation.Location) : null;
            case ExpectedOutcome.Error:
                PolicyError[] failed = [.. decision.Errors.Where(e => Matches(expectation, e.PolicyId, null, e.Message))];
                errors.RemoveAll(failed.Contains);
                if (failed.Length > 0) return null;
                return Unmet(expectation, decision.Errors.IsEmpty ? "but there is no error" : "", decision.Errors.Select(e => $"error {e.PolicyId}: {e.Message}"));
            case ExpectedOutcome.NotJudged:
                if (decision.NotJudged.Any(n => Matches(expectation, n.PolicyId, null, n.Reason))) return null;
                return Unmet(expectation, decision.NotJudged.IsEmpty ? "but all was judged" : "", decision.NotJudged.Select(n => $"not judged {n.PolicyId}: {n.Reason}"));
            default:
                FindingLevel level = expectation.Outcome == ExpectedOutcome.Deny ? FindingLevel.Deny : FindingLevel.Warn;
                Finding[] found = [.. decision.Findings.Where(f => f.Level == level && Matches(expectation, f.PolicyId, f, f.Message))];
                unmatched.RemoveAll(found.Contains);
                if (found.Length > 0) return null;
                return Unmet(expectation, decision.Findings.IsEmpty ? "but found nothing" : "", decision.Findings.Select(Describe));
        }
    }

    private bool IsExpected(NotJudged open) => _test.Expectations.Any(e => e.Outcome == ExpectedOutcome.NotJudged && Matches(e, open.PolicyId, null, open.Reason));

    private static TestFailure Unmet(BoundExpectation expectation, string instead, IEnumerable<string> found) =>
        new($"expected {Describe(expectation)}{(instead.Length == 0 ? "" : ", " + instead)}{string.Concat(found.Select(f => $"\n    found {f}"))}", expectation.Location);

    /// <summary>The first policy of which something is expected, and nothing is found; null when it is not known which one is meant.</summary>
    private string? NotFound(Decision decision)
    {
        string? only = _test.Policies is [var policy] ? policy.Id : null;
        return _test.Expectations.Where(e => e.Outcome is ExpectedOutcome.Deny or ExpectedOutcome.Warn).Select(e => e.Policy?.Id ?? only)
            .FirstOrDefault(id => id is not null && !decision.Findings.Any(f => f.PolicyId == id) && !decision.Errors.Any(e => e.PolicyId == id));
    }

    private static bool Matches(BoundExpectation expectation, string policyId, Finding? finding, string message) =>
        (expectation.Policy is null || expectation.Policy.Id == policyId)
        && (expectation.Path is null || (finding is not null && finding.RelatedPlaces.Insert(0, finding.Place).Any(p => p.Path == expectation.Path)))
        && (expectation.Pattern is null || expectation.Pattern.IsMatch(message));

    private static string Describe(Finding finding) =>
        $"{finding.Level.ToString().ToLowerInvariant()} {finding.PolicyId} at {(finding.Path.Length == 0 ? "the object" : finding.Path)}: {finding.Message}";

    private static string Describe(BoundExpectation expectation) =>
        $"{(expectation.Outcome == ExpectedOutcome.NotJudged ? "not judged" : expectation.Outcome.ToString().ToLowerInvariant())}{(expectation.Policy is { } policy ? " " + policy.Name : "")}"
        + $"{(expectation.Path is { } path ? " at " + path : "")}{(expectation.Pattern is { } pattern ? $" because /{pattern}/" : "")}";
}

/// <summary>What a test is given.</summary>
/// <param name="IsFile">Whether <paramref name="Text"/> is a path relative to the policy file.</param>
/// <param name="Text">YAML, or a path.</param>
/// <param name="Location">Where it stands in the policy file.</param>
public sealed record GivenDocument(bool IsFile, string Text, Location Location);

/// <summary>An expectation that does not hold.</summary>
/// <param name="Message">What was expected and what was found.</param>
/// <param name="Location">Where the expectation stands.</param>
public sealed record TestFailure(string Message, Location Location);

/// <summary>The result of a test: it passes when nothing failed.</summary>
/// <param name="Decision">The decision; null when the test could not be set up, or is a Rego rule.</param>
/// <param name="Failures">Expectations that do not hold.</param>
public sealed record PolicyTestResult(Decision? Decision, ImmutableArray<TestFailure> Failures)
{
    /// <summary>How it came to that: of a Rego rule the rules that its failing expressions depend on, and else those of the policy of which a finding was expected where there is none. Empty where there is nothing to tell.</summary>
    public ImmutableArray<TraceNode> Causes { get; init; } = [];

    /// <summary>Whether all expectations hold.</summary>
    public bool Passed => Failures.IsEmpty;
}
