using System.Collections.Immutable;
using PolicyKit.Symbols;

namespace PolicyKit.Binding;

/// <summary>The variables of one body. A name that no body around declares is a variable of the clause.</summary>
internal sealed class Scope(Scope? parent, bool isClosure = false)
{
    private readonly Dictionary<string, LocalSymbol> _declared = new(StringComparer.Ordinal);
    private readonly List<LocalSymbol> _order = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The variables of this very body in the order of their declaration.</summary>
    public ImmutableArray<LocalSymbol> Variables => [.. _order];

    /// <summary>Whether this very body declares the name.</summary>
    public bool Declares(string name) => _declared.ContainsKey(name);

    /// <summary>Whether this very body read the name before declaring it.</summary>
    public bool Uses(string name) => _used.Contains(name);

    /// <summary>Whether this is the very body of a function with an argument of that name.</summary>
    public bool IsBodyOf(IReadOnlySet<string> parameters, string name) => parameters.Contains(name) && parent?.Parent is null && parent?.Declares(name) == true;

    public LocalSymbol Declare(string name)
    {
        var symbol = new LocalSymbol(name);
        _declared[name] = symbol;
        _order.Add(symbol);
        return symbol;
    }

    public LocalSymbol? Find(string name)
    {
        bool isUsed = true;
        for (Scope? scope = this; scope is not null; scope = scope.Parent)
        {
            // What only a closure read may still be declared around it: a variable of that name is another one.
            if (isUsed) scope._used.Add(name);
            isUsed &= !scope.IsClosure;
            if (scope._declared.TryGetValue(name, out LocalSymbol? symbol)) return symbol;
        }
        return null;
    }

    /// <summary>The variable of an undeclared name: one for the whole clause.</summary>
    public LocalSymbol FindOrDeclareImplicitly(string name) => Find(name) ?? Clause.Declare(name);

    private Scope? Parent => parent;

    private bool IsClosure => isClosure;

    private Scope Clause
    {
        get
        {
            Scope scope = this;
            while (scope.Parent is { } outer) scope = outer;
            return scope;
        }
    }
}
