using System.Collections.Immutable;
using DiffPlex;
using DiffPlex.Model;
using PolicyKit.Cli.Files;
using PolicyKit.Kubernetes.Editing;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Text;

namespace PolicyKit.Cli.Reports;

/// <summary>Characters of a text that another text replaces.</summary>
/// <param name="Start">Where they start.</param>
/// <param name="End">One past their end.</param>
/// <param name="Text">What replaces them.</param>
internal sealed record TextChange(LinePosition Start, LinePosition End, string Text)
{
    /// <summary>Of a longer text it is not told what each fix changes: it is read anew for each.</summary>
    private const int LongestText = 256 * 1024;

    /// <summary>The lines that a fix changes in the text of a manifest; none where the text cannot be given the fix.</summary>
    public static ImmutableArray<TextChange> Of(Fix fix, Manifest manifest, string? text)
    {
        if (text is null || text.Length > LongestText) return [];
        EditedText edited = ManifestEditor.Apply(text, [new DocumentPatch(manifest.DocumentIndex, manifest.ItemPath, fix.Operations)]);
        if (!edited.Refused.IsEmpty) return [];
        DiffResult diff = new Differ().CreateCustomDiffs(text, edited.Text, ignoreWhiteSpace: false, UnifiedDiff.Split);
        return [.. diff.DiffBlocks.Select(b => Of(diff, b))];
    }

    private static TextChange Of(DiffResult diff, DiffBlock block)
    {
        int last = block.DeleteStartA + block.DeleteCountA;
        // The end of a text without a line break at its end is in its last line.
        bool isInLine = last > 0 && last == diff.PiecesOld.Length && !diff.PiecesOld[^1].EndsWith('\n');
        LinePosition end = isInLine ? new LinePosition(last - 1, diff.PiecesOld[^1].Length) : new LinePosition(last, 0);
        LinePosition start = block.DeleteCountA == 0 && isInLine ? end : new LinePosition(block.DeleteStartA, 0);
        return new TextChange(start, end, string.Concat(diff.PiecesNew.AsSpan(block.InsertStartB, block.InsertCountB).ToArray()));
    }
}
