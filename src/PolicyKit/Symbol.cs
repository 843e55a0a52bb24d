using System.Collections.Immutable;
using PolicyKit.Symbols.Types;
using PolicyKit.Text;

namespace PolicyKit;

/// <summary>What a name can stand for.</summary>
public enum SymbolKind
{
    /// <summary>A package, or a step on the way to one.</summary>
    Package,

    /// <summary>A rule: complete, partial, or the findings of a policy.</summary>
    Rule,

    /// <summary>A function that rules declare.</summary>
    Function,

    /// <summary>A policy.</summary>
    Policy,

    /// <summary>A param of a policy.</summary>
    Param,

    /// <summary>A test.</summary>
    Test,

    /// <summary>A variable of a body.</summary>
    Local,

    /// <summary>An argument of a function, or a variable in its pattern.</summary>
    Argument,

    /// <summary>The name of an import.</summary>
    Import,

    /// <summary>A document that rules read, such as <c>object</c> or <c>input</c>.</summary>
    Document,

    /// <summary>A builtin function.</summary>
    Builtin,

    /// <summary>A field of objects whose type is known.</summary>
    Field,
}

/// <summary>Something that has a name. Immutable; a compilation has one for each thing.</summary>
public sealed class Symbol
{
    internal Symbol(SymbolKind kind, string name)
    {
        Kind = kind;
        Name = name;
    }

    /// <summary>What it is.</summary>
    public SymbolKind Kind { get; }

    /// <summary>Its name where it is declared; of a builtin the whole one, such as <c>object.get</c>.</summary>
    public string Name { get; }

    /// <summary>Its name in the whole compilation: a path below <c>data</c>, the id of a policy, the type and name of a field; else the name.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>What it is in: the package of a rule or policy, the policy of a param.</summary>
    public Symbol? Container { get; internal init; }

    /// <summary>What an import stands for, where that is in the compilation.</summary>
    public Symbol? Target { get; internal init; }

    /// <summary>Where it is declared: a rule once for each clause. Empty for documents, builtins and fields.</summary>
    public ImmutableArray<Location> Locations { get; internal init; } = [];

    /// <summary>How a function or builtin is called, or the type of a param; empty for others.</summary>
    public string Signature { get; internal init; } = "";

    /// <summary>What is said about it: of a policy title and description, of a builtin its summary, of a rule the comment above it. Empty when nothing is.</summary>
    public string Documentation { get; internal init; } = "";

    /// <summary>What its values are; null when it has none (packages, policies, tests, builtins), or when nothing is known.</summary>
    public TypeSymbol? Type { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Id.Length > 0 ? Id : Name;
}

/// <summary>A name in a text.</summary>
/// <param name="Location">The name itself.</param>
/// <param name="Symbol">What it names.</param>
/// <param name="IsDeclaration">Whether it is declared here.</param>
public sealed record SymbolReference(Location Location, Symbol Symbol, bool IsDeclaration);
