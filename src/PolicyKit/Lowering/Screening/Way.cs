using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Lowering.Screening;

/// <summary>One way through a body: its literals so far, and what the variables of the body are called in them.</summary>
internal sealed record Way(ImmutableArray<BoundLiteral> Literals, Names Names)
{
    /// <summary>With a literal of the body.</summary>
    public Way With(BoundLiteral literal)
    {
        Names names = Names.Copy();
        return new Way(Literals.Add(names.Rename(literal)), names);
    }

    /// <summary>With literals that are renamed.</summary>
    public Way With(ImmutableArray<BoundLiteral> literals) => new(Literals.AddRange(literals), Names.Copy());

    /// <summary>With a literal that is renamed.</summary>
    public Way WithRenamed(BoundLiteral literal) => this with { Literals = Literals.Add(literal) };

    /// <summary>With a literal that never holds.</summary>
    public Way WithFalse(Location location) => WithRenamed(new BoundTest(new BoundConstant(Value.False, location), location));

    /// <summary>With the negation of literals that are renamed.</summary>
    public Way WithNot(ImmutableArray<BoundLiteral> literals, Location location, bool isExhaustive = false)
    {
        // Of one literal the operands would be computed before the negation.
        if (literals.Length <= 1) literals = literals.Add(new BoundTest(new BoundConstant(Value.True, location), location));
        return WithRenamed(new BoundNot(new BoundQuery(literals), location) { IsExhaustive = isExhaustive });
    }

    /// <summary>With a value for a variable of the body that has none.</summary>
    public Way Bind(BoundVariable variable, BoundTerm value, Location location)
    {
        Names names = Names.Copy();
        if (!variable.Symbol.IsWildcard && value is BoundConstant or BoundVariable or BoundDocument)
        {
            names.Add(variable.Symbol, value);
            return this with { Names = names };
        }
        BoundTerm name = names.Rename(variable);
        return new Way(Literals.Add(new BoundUnification(name, value, location)), names);
    }
}
