using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Syntax;
using PolicyKit.Syntax.Parsing;
using PolicyKit.Text;

namespace PolicyKit.Binding;

/// <summary>
/// Names that nothing declares and that are no misspellings. Where a text ends in the middle they are not reported: what it would have declared is not known. Where it ends with the file around it, it may be
/// cut off between two rules, so all of them are one diagnostic. Any other is reported wherever it is used.
/// </summary>
internal sealed class UndeclaredNames
{
    private const int MostShown = 3;

    private readonly HashSet<PackageSymbol> _unfinished = [];
    private readonly Dictionary<PackageSymbol, List<(DiagnosticDescriptor Descriptor, string Name, Location Location)>> _atEnd = [];

    /// <summary>Whether some module ends in the middle.</summary>
    public bool AnyUnfinished => _unfinished.Count > 0;

    /// <summary>Notes how a module ends: its last item may be broken, or it may have no package, which the parser has reported.</summary>
    public void NoteEnd(SyntaxTree tree, PackageSymbol root)
    {
        if (tree.Text.EndsOrigin) _atEnd.TryAdd(root, []);
        if (tree.Diagnostics.IsEmpty) return;
        if (tree.Root.Package is null || tree.Root.Members[^1] is SkippedTokensSyntax || SyntaxChecks.SaysNothing(tree.Root.Members[^1], requiresIf: true)) _unfinished.Add(root);
    }

    /// <summary>Whether names of a package may be declared by what is not there.</summary>
    public bool MayBeLost(PackageSymbol package) => _unfinished.Contains(package.Root);

    /// <summary>Reports a name, or keeps it for <see cref="ReportRest"/>.</summary>
    public void Report(DiagnosticBag diagnostics, DiagnosticDescriptor descriptor, PackageSymbol package, string name, Location location, string advice = "")
    {
        if (MayBeLost(package)) return;
        if (_atEnd.TryGetValue(package.Root, out var kept)) kept.Add((descriptor, name, location));
        else diagnostics.Report(descriptor, location, name, advice);
    }

    /// <summary>Reports what was kept: for each text that may be cut off, its first name, and the others with it.</summary>
    public void ReportRest(DiagnosticBag diagnostics)
    {
        foreach (var kept in _atEnd.Values.Where(names => names.Count > 0))
        {
            var names = kept.OrderBy(n => n.Location.Start.Line).ThenBy(n => n.Location.Start.Character).DistinctBy(n => n.Name).ToArray();
            diagnostics.Report(names[0].Descriptor, names[0].Location, names[0].Name, names.Length == 1 ? "" : Others(names[1..]));
            kept.Clear();
        }
    }

    private static string Others((DiagnosticDescriptor Descriptor, string Name, Location Location)[] names)
    {
        string shown = string.Join(", ", names.Take(MostShown).Select(n => $"`{n.Name}` ({n.Location.Start})"));
        string more = names.Length > MostShown ? $" and {names.Length - MostShown} more" : "";
        return $"; nothing declares {shown}{more} either, so the end of the text may be cut off";
    }
}
