using System.Collections.Immutable;
using PolicyKit.Builtins;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Binding;

/// <summary>Literals that must all hold, in the order in which they can be evaluated.</summary>
internal sealed class BoundQuery(ImmutableArray<BoundLiteral> literals)
{
    public static BoundQuery Empty { get; } = new([]);

    public ImmutableArray<BoundLiteral> Literals => literals;
}

/// <summary>One statement of a query.</summary>
internal abstract class BoundLiteral(Location location)
{
    public Location Location => location;
}

/// <summary>A term that must be defined and not false.</summary>
internal sealed class BoundTest(BoundTerm term, Location location) : BoundLiteral(location)
{
    public BoundTerm Term => term;
}

/// <summary><c>left = right</c> or <c>left := right</c>.</summary>
internal sealed class BoundUnification(BoundTerm left, BoundTerm right, Location location) : BoundLiteral(location)
{
    public BoundTerm Left => left;

    public BoundTerm Right => right;
}

/// <summary><c>some [key,] value in collection</c></summary>
internal sealed class BoundSomeIn(BoundTerm? key, BoundTerm value, BoundTerm collection, Location location) : BoundLiteral(location)
{
    public BoundTerm? Key => key;

    public BoundTerm Value => value;

    public BoundTerm Collection => collection;
}

/// <summary><c>every [key,] value in domain { query }</c></summary>
internal sealed class BoundEvery(LocalSymbol? key, LocalSymbol value, BoundTerm domain, BoundQuery query, Location location) : BoundLiteral(location)
{
    public LocalSymbol? Key => key;

    public LocalSymbol Value => value;

    public BoundTerm Domain => domain;

    public BoundQuery Query => query;
}

/// <summary>A query that must not hold.</summary>
internal sealed class BoundNot(BoundQuery query, Location location) : BoundLiteral(location)
{
    public BoundQuery Query => query;

    /// <summary>Whether the query is the body of an <c>every</c>; made by lowering.</summary>
    public bool IsBodyOfEvery { get; init; }

    /// <summary>Whether all solutions are looked for, because a later one may end in an error.</summary>
    public bool IsExhaustive { get; init; }
}

/// <summary>A literal evaluated with replaced documents or functions.</summary>
internal sealed class BoundWith(ImmutableArray<BoundModifier> modifiers, BoundLiteral literal, Location location) : BoundLiteral(location)
{
    public ImmutableArray<BoundModifier> Modifiers => modifiers;

    public BoundLiteral Literal => literal;
}

/// <summary>One replacement of a <c>with</c>.</summary>
internal abstract class BoundModifier(BoundTerm value)
{
    public BoundTerm Value => value;
}

/// <summary>Replaces a document, or a part of it.</summary>
internal sealed class BoundDocumentModifier(DocumentSymbol document, ImmutableArray<string> path, BoundTerm value) : BoundModifier(value)
{
    public DocumentSymbol Document => document;

    public ImmutableArray<string> Path => path;
}

/// <summary>Replaces a part of <c>data</c>: base documents and rules at or below a path.</summary>
internal sealed class BoundDataModifier(PackageSymbol root, ImmutableArray<string> path, BoundTerm value) : BoundModifier(value)
{
    /// <summary>The packages that the path is in.</summary>
    public PackageSymbol Root => root;

    public ImmutableArray<string> Path => path;
}

/// <summary>Replaces a param.</summary>
internal sealed class BoundParamModifier(ParamSymbol param, BoundTerm value) : BoundModifier(value)
{
    public ParamSymbol Param => param;
}

/// <summary>Replaces a function or builtin by a function, a builtin or a value. Exactly one of the targets is set; a replacing function is in <see cref="Replacement"/>.</summary>
internal sealed class BoundFunctionModifier(RuleSymbol? function, Builtin? builtin, object? replacement, BoundTerm value) : BoundModifier(value)
{
    public RuleSymbol? Function => function;

    public Builtin? Builtin => builtin;

    /// <summary>A <see cref="RuleSymbol"/> or <see cref="Builtins.Builtin"/>; null when the value is the result of every call.</summary>
    public object? Replacement => replacement;
}

/// <summary>A query as one literal; made by lowering. The body of an <c>every</c> stays a closure.</summary>
internal sealed class BoundBlock(BoundQuery query, bool isClosure, Location location) : BoundLiteral(location)
{
    public BoundQuery Query => query;

    public bool IsClosure => isClosure;
}

/// <summary>Holds when a term is a collection; made by lowering.</summary>
internal sealed class BoundCollectionTest(BoundTerm term, Location location) : BoundLiteral(location)
{
    public BoundTerm Term => term;
}
