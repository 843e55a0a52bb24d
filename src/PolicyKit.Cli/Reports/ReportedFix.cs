using System.Collections.Immutable;
using PolicyKit.Runtime;

namespace PolicyKit.Cli.Reports;

/// <summary>A fix without secrets.</summary>
/// <param name="Kind">What it does, such as <c>set</c>.</param>
/// <param name="IsUnsafe">Whether it can stop a working program.</param>
/// <param name="Description">The fix in words.</param>
/// <param name="Operations">The change as RFC 6902, relative to the object.</param>
/// <param name="Object">The object that it proposes; undefined for other kinds.</param>
internal sealed record ReportedFix(string Kind, bool IsUnsafe, string Description, ImmutableArray<JsonPatchOperation> Operations, Value Object)
{
    private const int LongestValue = 120;
    private const int Listed = 5;

    /// <summary>What it changes in the text of its file; empty when that is not told.</summary>
    public ImmutableArray<TextChange> Changes { get; private init; } = [];

    /// <summary>The fix of a finding; null when it has none.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="words">The secrets of its object.</param>
    /// <param name="changesOf">Tells what its fix changes in the text; null when nobody asks. Changes that hold a secret are left out.</param>
    public static ReportedFix? Of(Finding finding, SecretWords words, Func<Fix, ImmutableArray<TextChange>>? changesOf)
    {
        if (finding.Fix is not { } fix) return null;
        ImmutableArray<TextChange> changes = changesOf is null || fix.Kind == FixKind.Create ? [] : changesOf(fix);
        return new ReportedFix(
            KindOf(fix), fix.IsUnsafe, Describe(finding, words), [.. fix.Operations.Select(o => o.Value.IsUndefined ? o : o with { Value = words.Mask(o.Value) })], fix.Kind == FixKind.Create ? words.Mask(fix.Value) : default)
        {
            Changes = changes.All(c => words.Mask(c.Text) == c.Text) ? changes : [],
        };
    }

    /// <summary>Such as <c>set true at spec.securityContext.runAsNonRoot</c>; the place is left out where it is the finding's.</summary>
    public static string Describe(Finding finding, SecretWords words)
    {
        Fix fix = finding.Fix!;
        string value = fix.Value.IsUndefined ? "" : fix.Kind == FixKind.Create ? $"{fix.Value.Member("kind").TextOrEmpty()} {fix.Value.Member("metadata", "name").TextOrEmpty()}".TrimEnd() : words.Mask(fix.Value).ToJson();
        if (value.Length > LongestValue) value = value[..LongestValue] + "…";
        string[] places = [.. fix.Places.Select(p => p.Path)];
        bool isOwn = places.SequenceEqual(finding.RelatedPlaces.Insert(0, finding.Place).Select(p => p.Path));
        string where = places.Length == 0 || isOwn ? "" : " at " + string.Join(", ", places.Take(Listed)) + (places.Length > Listed ? " …" : "");
        return $"{(fix.IsUnsafe ? "unsafe " : "")}{KindOf(fix)}{(value.Length == 0 ? "" : " " + value)}{where}";
    }

    private static string KindOf(Fix fix) => fix.Kind.ToString().ToLowerInvariant();
}
