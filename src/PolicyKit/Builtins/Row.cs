using System.Collections.Immutable;

namespace PolicyKit.Builtins;

/// <summary>Short spelling for the rows of the families.</summary>
internal static class Row
{
    public const string Any = "any", Array = "array[any]", Boolean = "boolean", Collection = "any<array[any], object[any: any], set[any]>", Null = "null",
        Number = "number", Object = "object[any: any]", Set = "set[any]", Sequence = "any<array[any], set[any]>", String = "string", Strings = "array[string]",
        StringSequence = "any<array[string], set[string]>", Time = "any<number, array[any]>";

    /// <summary>A row whose implementation is a static method.</summary>
    public static Builtin Of(
        string name, ImmutableArray<string> parameters, string result, Delegate implementation, string summary,
        BuiltinProvenance provenance = BuiltinProvenance.None, bool isRelation = false) =>
        new(name, parameters, result, implementation.Method, summary, provenance, isRelation);
}
