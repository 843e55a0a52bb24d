using System.Collections.Immutable;
using System.Reflection;

namespace PolicyKit.Builtins;

/// <summary>What is known of the place of a builtin's result.</summary>
internal enum BuiltinProvenance
{
    /// <summary>The result is made by the builtin.</summary>
    None,

    /// <summary>The result is one of the operands, or read out of one (<c>object.get</c>).</summary>
    Operand,

    /// <summary>The result is a new collection whose members come from the operands (<c>array.concat</c>).</summary>
    Members,
}

/// <summary>One builtin function: a row of the builtin table.</summary>
/// <param name="Name">Rego's name, such as <c>array.concat</c>.</param>
/// <param name="Parameters">Parameter types as Rego writes them, such as <c>array[any]</c>.</param>
/// <param name="Result">Result type.</param>
/// <param name="Implementation">A static method <c>Value F([BuiltinContext, [Location]], Value, …)</c>; an undefined result is undefined.</param>
/// <param name="Summary">One line for the docs.</param>
/// <param name="Provenance">Where the result comes from.</param>
/// <param name="IsRelation">The implementation returns an array of results, and a call has each of them in turn (<c>walk</c>).</param>
internal sealed record Builtin(
    string Name, ImmutableArray<string> Parameters, string Result, MethodInfo Implementation, string Summary, BuiltinProvenance Provenance = BuiltinProvenance.None,
    bool IsRelation = false)
{
    /// <summary>Whether the implementation takes the context first.</summary>
    public bool TakesContext => Implementation.GetParameters() is [{ } first, ..] && first.ParameterType == typeof(Runtime.BuiltinContext);

    /// <summary>Whether the implementation takes the place of the call after the context.</summary>
    public bool TakesLocation => Implementation.GetParameters() is [_, { } second, ..] && second.ParameterType == typeof(Text.Location);
}
