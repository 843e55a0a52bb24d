using System.Collections.Immutable;
using PolicyKit.Text;

namespace PolicyKit.Binding;

/// <summary>One clause of a rule: its branches are tried in order (the body, then each <c>else</c>) and the first that holds counts.</summary>
/// <param name="Parameters">Parameter patterns of a function.</param>
/// <param name="Branches">At least one.</param>
/// <param name="AddsMember">Whether the value is added to a set.</param>
/// <param name="Location">Where the head stands.</param>
internal sealed record BoundClause(ImmutableArray<BoundTerm> Parameters, ImmutableArray<BoundBranch> Branches, bool AddsMember, Location Location);

/// <summary>One body and what it gives.</summary>
/// <param name="Keys">Keys below the rule's path (partial objects and ref heads).</param>
/// <param name="Value">The value; of a partial set, the member.</param>
/// <param name="Query">The body.</param>
/// <param name="Finding">For findings: what is reported. <paramref name="Value"/> is then unused.</param>
/// <param name="Location">Where the branch stands.</param>
internal sealed record BoundBranch(ImmutableArray<BoundTerm> Keys, BoundTerm Value, BoundQuery Query, BoundFinding? Finding, Location Location);

/// <summary>What a finding rule reports for each solution of its body.</summary>
/// <param name="IsWarning">Whether it is a <c>warn</c>.</param>
/// <param name="Places">Where; a traced place, or an array comprehension of traced places.</param>
/// <param name="Message">The message; null for the title.</param>
/// <param name="Fix">The repair.</param>
/// <param name="Location">Where the place is written.</param>
internal sealed record BoundFinding(bool IsWarning, BoundPlaces? Places, BoundTerm? Message, BoundFix? Fix, Location Location);

/// <summary>The repair of a finding.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="IsUnsafe">Whether it can stop a working program.</param>
/// <param name="Value">What is set, added or created; null for a removal.</param>
/// <param name="Target">Where; null for the places of the finding.</param>
/// <param name="Location">Where it is written.</param>
internal sealed record BoundFix(FixKind Kind, bool IsUnsafe, BoundTerm? Value, BoundPlaces? Target, Location Location);

/// <summary>The places of a finding.</summary>
internal abstract record BoundPlaces;

/// <summary>A value of a document and steps below it that may not exist.</summary>
/// <param name="Anchor">A term whose value is a node of a document.</param>
/// <param name="Steps">Keys below the anchor.</param>
internal sealed record BoundPlace(BoundTerm Anchor, ImmutableArray<BoundTerm> Steps) : BoundPlaces;

/// <summary>An array of places: the first is the finding's, the rest are related.</summary>
/// <param name="Query">The comprehension's body.</param>
/// <param name="Place">The place of each solution.</param>
internal sealed record BoundPlaceComprehension(BoundQuery Query, BoundPlace Place) : BoundPlaces;

/// <summary>A place computed by an expression whose value is an array of nodes.</summary>
/// <param name="Nodes">The expression.</param>
internal sealed record BoundPlaceArray(BoundTerm Nodes) : BoundPlaces;
