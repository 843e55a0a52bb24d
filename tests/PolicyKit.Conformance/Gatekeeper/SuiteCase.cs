using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit.Conformance.Gatekeeper;

/// <summary>One case of a suite; a test without cases is one case without an object.</summary>
/// <param name="Name">Suite, test and case.</param>
/// <param name="Test">The test that it belongs to.</param>
internal sealed record SuiteCase(string Name, SuiteTest Test)
{
    public bool IsSkipped { get; init; }

    /// <summary>Path of the file with the object, or with the AdmissionReview of one; empty when only template and constraint are tested.</summary>
    public string Object { get; init; } = "";

    /// <summary>Paths of files with other objects.</summary>
    public ImmutableArray<string> Inventory { get; init; } = [];

    public ImmutableArray<SuiteAssertion> Assertions { get; init; } = [];
}

/// <summary>A template with a constraint.</summary>
/// <param name="Template">Path of the file.</param>
/// <param name="Constraint">Path of the file.</param>
/// <param name="IsInvalid">Whether they must be refused.</param>
internal sealed record SuiteTest(string Template, string Constraint, bool IsInvalid)
{
    private readonly Lazy<LoadedTest> _loaded = new(() => LoadedTest.Load(Template, Constraint));

    public LoadedTest Loaded => _loaded.Value;
}

/// <summary>How many violations there must be whose message matches.</summary>
/// <param name="Violations">A number, <c>yes</c> or <c>no</c>; undefined means <c>yes</c>.</param>
/// <param name="Message">A regular expression; null for any message.</param>
internal sealed record SuiteAssertion(Value Violations, string? Message);
