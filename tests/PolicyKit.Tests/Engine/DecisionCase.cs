using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PolicyKit.Runtime;
using PolicyKit.Tests.Runtime;

namespace PolicyKit.Tests.Engine;

/// <summary>A case whose policies judge one object.</summary>
internal static class DecisionCase
{
    public const string Expected = "decision";

    /// <summary>
    /// Labels of sections: <c>object</c> and the other documents are JSON; <c>path</c> is where in <c>object</c> the judged object stands; <c>complete</c> has a line <c>Kind namespace</c> for each kind that is
    /// known in full; <c>params</c> has lines <c>policy name value</c>; <c>constraints</c> has lines
    /// <c>id policy level parameters</c>; <c>steps</c> is the budget.
    /// </summary>
    public static readonly string[] Labels = ["object", "old_object", "request", "namespace", "cluster", "data", "path", "complete", "params", "constraints", "steps", Expected];

    public static PolicyProgram Compile(SectionCase engine)
    {
        EmitResult result = Compilation.Create(engine.Trees, TestDomain.Instance).Emit();
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        PolicyProgram program = result.Program.WithData(Value.ParseJson(engine.Find("data") ?? "{}"));
        IEnumerable<string[]> settings = engine.Find("params")?.Split('\n').Select(l => l.Split(' ', 3)) ?? [];
        IEnumerable<string[]> constraints = engine.Find("constraints")?.Split('\n').Select(l => l.Split(' ', 4)) ?? [];
        return program.WithParams(settings.Select(s => (s[0], s[1], Value.ParseJson(s[2])))).WithConstraints(constraints.Select(Constraint));
    }

    private static PolicyConstraint Constraint(string[] words) => new(words[0], words[1])
    {
        Level = words[2] == "-" ? null : Enum.Parse<FindingLevel>(words[2], ignoreCase: true),
        Parameters = Value.ParseJson(words[3]),
    };

    /// <summary>The input, each document of it read by one of the readers.</summary>
    public static PolicyInput Input(SectionCase engine, Func<string, PolicyDocument> read)
    {
        Value judged = Read("object");
        foreach (PathStep step in FieldPath.Parse(engine.Find("path") ?? "")) judged = Ops.Index(judged, step.Name is { } name ? Value.FromString(name) : Value.FromInt64(step.Index));
        string[] complete = engine.Find("complete")?.Split('\n') ?? [];
        return new PolicyInput
        {
            Object = judged,
            OldObject = Read("old_object"),
            Request = Read("request"),
            Namespace = Read("namespace"),
            Cluster = Read("cluster"),
            IsComplete = (kind, name) => complete.Contains($"{kind} {name}"),
            Limits = engine.Find("steps") is { } steps ? new EvaluationLimits { MaxSteps = long.Parse(steps, CultureInfo.InvariantCulture) } : null,
        };

        Value Read(string label) => engine.Find(label) is { } json ? read(json).Root : Value.Undefined;
    }

    /// <summary>Both readers of documents.</summary>
    public static ImmutableArray<Func<string, PolicyDocument>> Readers { get; } = [Representations.Read, Representations.Built];

    public static string Print(Decision decision)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{decision.Outcome.ToString().ToLowerInvariant()}, {decision.PoliciesMatched} matched");
        foreach (Finding f in decision.Findings)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{f.Level.ToString().ToLowerInvariant()} {f.PolicyId} at {Print(f.Place)}: {f.Message}");
            if (!f.Details.IsUndefined) text.Append(CultureInfo.InvariantCulture, $" {f.Details}");
            foreach (FindingPlace place in f.RelatedPlaces) text.Append(CultureInfo.InvariantCulture, $"\n    and at {Print(place)}");
            if (f.Fix is { } fix) text.Append(CultureInfo.InvariantCulture, $"\n    fix {fix}{string.Concat(fix.Operations.Select(o => $"\n        {o}"))}");
        }
        foreach (PolicyError e in decision.Errors) text.Append(CultureInfo.InvariantCulture, $"\nerror {e.PolicyId}: {e.Kind}: {e.Message}");
        foreach (NotJudged n in decision.NotJudged) text.Append(CultureInfo.InvariantCulture, $"\nnot judged {n.PolicyId}: {n.Reason}");
        return text.ToString();
    }

    private static string Print(FindingPlace place) => (place.Path.Length == 0 ? "." : place.Path) + (place.DocumentPath == place.Path ? "" : $" ({place.DocumentPath})");
}
