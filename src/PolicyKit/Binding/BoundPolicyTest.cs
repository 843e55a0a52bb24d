using System.Collections.Immutable;
using PolicyKit.Builtins.Re2;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Binding;

/// <summary>A <c>test</c> declaration: what is given, what is replaced, what is expected.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Policies">The policies that it judges.</param>
/// <param name="Given">The documents, in order.</param>
/// <param name="Replacements">What <c>with</c> sets.</param>
/// <param name="Expectations">What <c>expect</c> says.</param>
/// <param name="Location">Where the test stands.</param>
internal sealed record BoundPolicyTest(
    string Name, ImmutableArray<PolicySymbol> Policies, ImmutableArray<BoundGiven> Given, ImmutableArray<BoundReplacement> Replacements,
    ImmutableArray<BoundExpectation> Expectations, Location Location)
{
    private const string Prefix = "test_";
    private const string SkippedPrefix = "todo_test_";

    /// <summary>Whether a rule is one of Rego's own tests.</summary>
    public static bool IsTest(RuleSymbol rule) => rule.Kind == RuleKind.Complete && HasPrefix(rule);

    /// <summary>Whether a rule has the name of a test and is none: its members are not run.</summary>
    public static bool IsMistakenForTest(RuleSymbol rule) => rule.Kind is RuleKind.PartialSet or RuleKind.PartialObject && HasPrefix(rule);

    /// <summary>Rego's own kind of test: a rule whose name starts with <c>test_</c>. It is given nothing and passes when it holds.</summary>
    public static BoundPolicyTest Of(RuleSymbol rule) => new(rule.ToString(), [], [], [], [], rule.Location) { Rule = rule };

    public RuleSymbol? Rule { get; private init; }

    /// <summary>Whether it is a rule whose name says that it is not to be run yet.</summary>
    public bool IsSkipped => Rule is { } rule && rule.Name.StartsWith(SkippedPrefix, StringComparison.Ordinal);

    private static bool HasPrefix(RuleSymbol rule) => rule.Name.StartsWith(Prefix, StringComparison.Ordinal) || rule.Name.StartsWith(SkippedPrefix, StringComparison.Ordinal);
}

/// <summary>YAML text, or the path of a file with it.</summary>
internal sealed record BoundGiven(bool IsFile, string Text, Location Location);

/// <summary>A document (or a part of it), a param, or (with neither) the function at a path, and the hidden rule that computes the value.</summary>
internal sealed record BoundReplacement(DocumentSymbol? Document, ImmutableArray<string> Path, ParamSymbol? Param, RuleSymbol Value)
{
    /// <summary>The functions that ask what surrounds the evaluation: whether the cluster is complete, the version of Kubernetes, and the time.</summary>
    public static ImmutableArray<ImmutableArray<string>> Functions { get; } = [["cluster", "complete"], ["kubernetes", "version"], ["time", "now_ns"]];

    /// <summary>Whether the version of Kubernetes is replaced.</summary>
    public bool IsVersion => Document is null && Path is ["kubernetes", ..];

    /// <summary>Whether the request or a part of it is replaced.</summary>
    public bool IsRequest => Document is { Slot: DocumentTable.RequestSlot };

    /// <summary>Whether the time is replaced.</summary>
    public bool IsClock => Document is null && Path is ["time", ..];

    /// <summary>Where what is replaced is written; nowhere in a compiled pack.</summary>
    public Location Target { get; init; } = Location.None;
}

/// <summary>One <c>expect</c>.</summary>
internal sealed record BoundExpectation(ExpectedOutcome Outcome, PolicySymbol? Policy, string? Path, Re2Regex? Pattern, Location Location);
