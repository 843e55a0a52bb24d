using System.Collections.Immutable;
using PolicyKit.Cli.Fixing;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Cli.Reports;

/// <summary>Everything that a check has to say, in the order in which it is said.</summary>
internal sealed record CheckReport
{
    /// <summary>What policies found, by file, line, column and policy.</summary>
    public ImmutableArray<ReportedFinding> Findings { get; init; } = [];

    /// <summary>What policies found and a waiver covers, in the same order.</summary>
    public ImmutableArray<ReportedFinding> Waived { get; init; } = [];

    /// <summary>Policies that could not be evaluated on an object.</summary>
    public ImmutableArray<ReportedError> Errors { get; init; } = [];

    /// <summary>Policies that lacked something to judge an object.</summary>
    public ImmutableArray<ReportedNotJudged> NotJudged { get; init; } = [];

    /// <summary>Files and documents that could not be read.</summary>
    public ImmutableArray<InputProblem> Problems { get; init; } = [];

    /// <summary>Files and documents that are no manifests, with the reason.</summary>
    public ImmutableArray<SkippedInput> Skipped { get; init; } = [];

    /// <summary>Kinds that no policy is for, and how many objects there are of each, by name.</summary>
    public ImmutableArray<UnmatchedKind> UnmatchedKinds { get; init; } = [];

    /// <summary>Every policy that was enabled, by id.</summary>
    public ImmutableArray<PolicyInfo> Policies { get; init; } = [];

    /// <summary>What each policy costs, the dearest first; null when it was not asked for.</summary>
    public ImmutableArray<PolicyCost>? Costs { get; init; }

    /// <summary>What fixing did; null when it was not asked for.</summary>
    public FixOutcome? Fixes { get; init; }

    /// <summary>Every object that was judged, in the order of the files.</summary>
    public ImmutableArray<JudgedManifest> Judged { get; init; } = [];

    /// <summary>Number of files with at least one object.</summary>
    public int Files { get; init; }

    /// <summary>Number of objects judged.</summary>
    public int Objects => Judged.Length;
}

/// <summary>An object as reports name it.</summary>
/// <param name="ApiVersion">Such as <c>apps/v1</c>.</param>
/// <param name="Kind">Such as <c>Deployment</c>.</param>
/// <param name="Namespace">Null when it has none or it is not known.</param>
/// <param name="Name">Its name, or its generateName; empty when it has neither.</param>
internal sealed record ReportedObject(string ApiVersion, string Kind, string? Namespace, string Name)
{
    public override string ToString() => Words.OneLine($"{Kind} {(string.IsNullOrEmpty(Namespace) ? "" : Namespace + "/")}{(Name.Length == 0 ? "(no name)" : Name)}");
}

/// <summary>An object that was judged.</summary>
/// <param name="Object">The object.</param>
/// <param name="Place">Where it starts.</param>
internal sealed record JudgedManifest(ReportedObject Object, ReportedPlace Place);

/// <summary>A place in a file.</summary>
/// <param name="File">Path of the file, with forward slashes.</param>
/// <param name="Position">Where the field, or its nearest existing parent, stands.</param>
/// <param name="Path">Path of the field in the object; empty for the object itself.</param>
/// <param name="Excerpt">The source line; null when there is none to show.</param>
internal sealed record ReportedPlace(string File, LinePosition Position, string Path, Excerpt? Excerpt)
{
    public override string ToString() => $"{Words.OneLine(File)}:{Position}";
}

/// <summary>A finding with its places in files. What a core module says beside the message is in <paramref name="Details"/>.</summary>
internal sealed record ReportedFinding(
    PolicyInfo Policy, FindingLevel Level, Severity Severity, string Message, ReportedObject Object, ReportedPlace Place, ImmutableArray<ReportedPlace> Related, Value Details, ReportedFix? Fix)
{
    /// <summary>Why it does not count; null where it does.</summary>
    public WaiverInfo? Waiver { get; init; }
}

/// <summary>A policy that could not be evaluated on an object, which option allows it to cost more, and how many policies were not reached because of it.</summary>
internal sealed record ReportedError(string PolicyId, string Message, Location Location, ReportedObject Object, ReportedPlace Place, string? Help = null, int NotReached = 0);

/// <summary>A policy that lacked something to judge an object, or that was not reached because a limit ended the evaluation.</summary>
internal sealed record ReportedNotJudged(string PolicyId, string Reason, ReportedObject Object, ReportedPlace Place, bool IsReached);

/// <summary>A file or document that could not be read.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Position">Where it breaks; null when the file as a whole is meant.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Help">What to do; null when there is nothing to add.</param>
/// <param name="Excerpt">The source line; null when there is none to show.</param>
internal sealed record InputProblem(string File, LinePosition? Position, string Message, string? Help, Excerpt? Excerpt)
{
    public string Where => Position is { } position ? $"{Words.OneLine(File)}:{position}" : Words.OneLine(File);
}

/// <summary>A file or document that is no manifest.</summary>
/// <param name="File">Path of the file or folder.</param>
/// <param name="Reason">Such as <c>Helm template</c>.</param>
/// <param name="Command">The command that renders it; null when there is none.</param>
internal sealed record SkippedInput(string File, string Reason, string? Command);

/// <summary>A kind that no policy is for.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">How many objects there are of it.</param>
internal sealed record UnmatchedKind(string Kind, int Count);
