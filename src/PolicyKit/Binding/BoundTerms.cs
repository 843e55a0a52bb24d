using System.Collections.Immutable;
using PolicyKit.Builtins;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Binding;

/// <summary>A term whose names are resolved.</summary>
internal abstract class BoundTerm(Location location)
{
    public Location Location => location;
}

/// <summary>A constant value.</summary>
internal sealed class BoundConstant(Value value, Location location) : BoundTerm(location)
{
    public Value Value => value;
}

/// <summary>A variable.</summary>
internal sealed class BoundVariable(LocalSymbol symbol, Location location) : BoundTerm(location)
{
    public LocalSymbol Symbol => symbol;
}

/// <summary>A document of the evaluation, such as <c>input</c> or <c>containers</c>.</summary>
internal sealed class BoundDocument(DocumentSymbol symbol, Location location) : BoundTerm(location)
{
    public DocumentSymbol Symbol => symbol;
}

/// <summary>A param of the policy around.</summary>
internal sealed class BoundParam(ParamSymbol symbol, Location location) : BoundTerm(location)
{
    public ParamSymbol Symbol => symbol;
}

/// <summary>The value of a rule.</summary>
internal sealed class BoundRule(RuleSymbol symbol, Location location) : BoundTerm(location)
{
    public RuleSymbol Symbol => symbol;

    /// <summary>In screens: whether it is evaluated once for all policies that ask for it first.</summary>
    public bool IsGuard { get; init; }
}

/// <summary>The document of a package: its rules' values over its base data.</summary>
internal sealed class BoundPackage(PackageSymbol symbol, Location location) : BoundTerm(location)
{
    public PackageSymbol Symbol => symbol;
}

/// <summary>The base document: what the caller gave as <c>data</c>.</summary>
internal sealed class BoundBaseData(Location location) : BoundTerm(location);

/// <summary>A lookup: <c>target[key]</c>. An unbound variable as key enumerates.</summary>
internal sealed class BoundLookup(BoundTerm target, BoundTerm key, Location location) : BoundTerm(location)
{
    public BoundTerm Target => target;

    public BoundTerm Key => key;

    /// <summary>What the whole ref starts from, and the number of its steps up to here.</summary>
    public (BoundTerm Term, int Steps) Root { get; } = target is BoundLookup { Root: var (term, steps) } ? (term, steps + 1) : (target, 1);
}

/// <summary>A call of a user's function.</summary>
internal sealed class BoundFunctionCall(RuleSymbol function, ImmutableArray<BoundTerm> arguments, Location location) : BoundTerm(location)
{
    public RuleSymbol Function => function;

    public ImmutableArray<BoundTerm> Arguments => arguments;
}

/// <summary>A call of a builtin, operators among them.</summary>
internal sealed class BoundBuiltinCall(Builtin builtin, ImmutableArray<BoundTerm> arguments, bool isStrict, Location location) : BoundTerm(location)
{
    public Builtin Builtin => builtin;

    public ImmutableArray<BoundTerm> Arguments => arguments;

    public bool IsStrict => isStrict;
}

/// <summary>The comparisons.</summary>
internal enum ComparisonOperator
{
    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,
}

/// <summary>A comparison: a boolean.</summary>
internal sealed class BoundComparison(ComparisonOperator @operator, BoundTerm left, BoundTerm right, Location location) : BoundTerm(location)
{
    public ComparisonOperator Operator => @operator;

    public BoundTerm Left => left;

    public BoundTerm Right => right;
}

/// <summary><c>[key,] value in collection</c>: a boolean.</summary>
internal sealed class BoundMembership(BoundTerm? key, BoundTerm value, BoundTerm collection, Location location) : BoundTerm(location)
{
    public BoundTerm? Key => key;

    public BoundTerm Value => value;

    public BoundTerm Collection => collection;
}

/// <summary>A unification used as a value: true when it holds.</summary>
internal sealed class BoundUnificationTerm(BoundTerm left, BoundTerm right, Location location) : BoundTerm(location)
{
    public BoundTerm Left => left;

    public BoundTerm Right => right;
}

/// <summary>An array of terms.</summary>
internal sealed class BoundArray(ImmutableArray<BoundTerm> items, Location location) : BoundTerm(location)
{
    public ImmutableArray<BoundTerm> Items => items;
}

/// <summary>A set of terms.</summary>
internal sealed class BoundSet(ImmutableArray<BoundTerm> items, Location location) : BoundTerm(location)
{
    public ImmutableArray<BoundTerm> Items => items;
}

/// <summary>An object of terms.</summary>
internal sealed class BoundObject(ImmutableArray<(BoundTerm Key, BoundTerm Value)> items, Location location) : BoundTerm(location)
{
    public ImmutableArray<(BoundTerm Key, BoundTerm Value)> Items => items;
}

/// <summary>The collections that comprehensions make.</summary>
internal enum ComprehensionKind
{
    /// <summary><c>[x | …]</c></summary>
    Array,

    /// <summary><c>{x | …}</c></summary>
    Set,

    /// <summary><c>{k: v | …}</c></summary>
    Object,
}

/// <summary>A comprehension.</summary>
internal sealed class BoundComprehension(ComprehensionKind kind, BoundTerm? key, BoundTerm term, BoundQuery query, Location location) : BoundTerm(location)
{
    public ComprehensionKind Kind => kind;

    public BoundTerm? Key => key;

    public BoundTerm Term => term;

    public BoundQuery Query => query;
}

/// <summary>A template string: one text more than interpolations. An interpolation is a query for one variable; undefined prints as <c>&lt;undefined&gt;</c>.</summary>
internal sealed class BoundTemplate(ImmutableArray<string> texts, ImmutableArray<BoundTerm> interpolations, Location location) : BoundTerm(location)
{
    public ImmutableArray<string> Texts => texts;

    public ImmutableArray<BoundTerm> Interpolations => interpolations;
}

/// <summary>A term that could not be bound; a diagnostic says why. What could be bound of it counts as having values, so that nothing more is reported about it.</summary>
internal sealed class BoundErrorTerm(Location location, ImmutableArray<BoundTerm> parts) : BoundTerm(location)
{
    public ImmutableArray<BoundTerm> Parts => parts;
}
