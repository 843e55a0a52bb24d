using PolicyKit.Text;

namespace PolicyKit.Symbols;

/// <summary>What a rule defines.</summary>
internal enum RuleKind
{
    /// <summary>One value.</summary>
    Complete,

    /// <summary>A set, or an object of sets when the clauses have keys.</summary>
    PartialSet,

    /// <summary>An object built from keys and values.</summary>
    PartialObject,

    /// <summary>A function of its arguments.</summary>
    Function,

    /// <summary>The findings of a policy: a partial set whose members carry places.</summary>
    Findings,
}

/// <summary>All clauses under one path: a rule or function.</summary>
internal sealed class RuleSymbol(PackageSymbol package, string name, RuleKind kind, int arity, int slot, Location location)
{
    public PackageSymbol Package => package;

    public string Name => name;

    public RuleKind Kind => kind;

    /// <summary>Number of arguments; 0 for anything but a function.</summary>
    public int Arity => arity;

    /// <summary>Most keys that a clause of a partial object has.</summary>
    public int KeyCount { get; init; }

    /// <summary>Place in the program's table of rules.</summary>
    public int Slot => slot;

    public Location Location => location;

    /// <summary>Whether some <c>with</c> in the compilation replaces this function.</summary>
    public bool IsMocked { get; set; }

    /// <summary>Whether a failing builtin in a clause is an error (policies) rather than undefined (core modules).</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether no path leads to the rule: the program itself reads it, and traces do not name it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The policy whose findings this rule makes; null for all other rules.</summary>
    public PolicySymbol? FindingsOf { get; init; }

    public override string ToString() => $"{package}.{name}";
}
