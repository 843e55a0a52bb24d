using PolicyKit.Diagnostics;
using PolicyKit.Symbols;
using PolicyKit.Symbols.Types;
using PolicyKit.Text;

namespace PolicyKit.Binding.Types;

/// <summary>Reports what types tell of mistakes, each once.</summary>
internal sealed class TypeMistakes(DiagnosticBag diagnostics)
{
    private readonly HashSet<Location> _reported = [];
    private readonly HashSet<(DocumentSymbol Document, PolicySymbol Policy)> _undefined = [];

    /// <summary>A lookup that can give nothing.</summary>
    public void ReportLookup(TypeSymbol target, TypeSymbol key, string? name, Location location)
    {
        if (!Collections.IsPossible(target)) Report(Descriptors.NoMembers, location, target);
        else if (name is not null && target.Parts.Any(p => p is ObjectType or ArrayType)) Report(Descriptors.UnknownField, location, target, name, Meant(target, name));
        else ReportEqual(key, target.Keys, location);
    }

    /// <summary>Going over what has no members.</summary>
    public void ReportElements(TypeSymbol target, Location location) => Report(Descriptors.NoMembers, location, target);

    public void ReportEqual(TypeSymbol left, TypeSymbol right, Location location) => Report(Descriptors.NeverEqual, location, left, right, DidYouMean(left, right));

    /// <summary>An order that types alone decide.</summary>
    public void ReportOrder(TypeSymbol left, TypeSymbol right, Location location) => Report(Descriptors.OrderOfTypes, location, left, right);

    /// <summary>An order of quantities, whose text says nothing of the amount.</summary>
    public void ReportQuantity(Location location) => Report(Descriptors.OrderOfQuantities, location);

    /// <summary>A document that is undefined whenever a policy is evaluated, once for each policy.</summary>
    public void ReportUndefined(DocumentSymbol document, PolicySymbol policy, string reason, Location location)
    {
        if (_undefined.Add((document, policy))) Report(Descriptors.UndefinedDocument, location, document.Name, policy.Name, reason);
    }

    /// <summary>A condition that never holds.</summary>
    public void ReportNever(string reason, Location location) => Report(Descriptors.NeverHolds, location, reason);

    /// <summary>A value that does not fit where it goes to.</summary>
    public void Report(Misfit misfit, Location location)
    {
        if (misfit.Field is { } name) Report(Descriptors.UnknownField, location, misfit.Wanted, name, Spelling.DidYouMean(name, misfit.Wanted.Fields.Select(f => f.Name)));
        else Report(Descriptors.WrongValue, location, misfit.Wanted, misfit.Given, DidYouMean(misfit.Given, misfit.Wanted));
    }

    public void ReportArgument(int index, string function, TypeSymbol wanted, TypeSymbol given, Location location) => Report(Descriptors.WrongArgument, location, index + 1, function, wanted, given);

    /// <summary>Of constants that are never equal to others: the nearest of these.</summary>
    private static string DidYouMean(TypeSymbol left, TypeSymbol right)
    {
        string[] words = Constants(left), others = Constants(right);
        if (words.Length >= others.Length) (words, others) = (others, words);
        return words.Where(word => word.Length > 2).Select(word => Spelling.Nearest(word, others)).FirstOrDefault(n => n is not null) is { } nearest ? $"; did you mean `\"{nearest}\"`?" : "";
    }

    private static string Meant(TypeSymbol target, string name)
    {
        string near = Spelling.DidYouMean(name, target.Fields.Select(f => f.Name));
        return near.Length == 0 && target.Name == "input" ? "; the judged object is `object`" : near;
    }

    private static string[] Constants(TypeSymbol type) => [.. type.Parts.OfType<StringType>().SelectMany(s => s.Values)];

    private void Report(DiagnosticDescriptor descriptor, Location location, params object?[] arguments)
    {
        if (_reported.Add(location)) diagnostics.Report(descriptor, location, arguments);
    }
}

/// <summary>Which types are of collections.</summary>
internal static class Collections
{
    /// <summary>Whether a value of the type may have members.</summary>
    public static bool IsPossible(TypeSymbol type) => type.Parts.Any(p => p is AnyType or ArrayType or SetType or ObjectType);
}
