using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit;

/// <summary>One solution of a query.</summary>
/// <param name="Bindings">An object: the values of its variables by name.</param>
/// <param name="Expressions">Its expressions in order.</param>
public sealed record QuerySolution(Value Bindings, ImmutableArray<QueryExpression> Expressions);

/// <summary>One expression of a query in a solution.</summary>
/// <param name="Value">The value of a term (of <c>count(x)</c>, <c>data.a.b</c>); true for any other expression.</param>
/// <param name="Text">As it is written.</param>
/// <param name="Location">Where it stands in the query.</param>
public sealed record QueryExpression(Value Value, string Text, Location Location);
