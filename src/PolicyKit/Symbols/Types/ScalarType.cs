namespace PolicyKit.Symbols.Types;

/// <summary>Every value.</summary>
internal sealed class AnyType : TypeSymbol
{
    public override TypeSymbol Keys => this;

    public override TypeSymbol Elements => this;

    public override TypeSymbol Member(string name) => this;

    public override TypeSymbol Lookup(TypeSymbol key) => this;
}

/// <summary>The values without parts, apart from strings.</summary>
internal enum ScalarKind
{
    /// <summary><c>null</c></summary>
    Null,

    /// <summary><c>bool</c></summary>
    Boolean,

    /// <summary><c>number</c></summary>
    Number,

    /// <summary><c>int</c></summary>
    Integer,
}

/// <summary>One kind of values without parts; there is one instance of each.</summary>
internal sealed class ScalarType(ScalarKind kind) : TypeSymbol
{
    public ScalarKind Kind => kind;

    public override string Name => kind switch
    {
        ScalarKind.Boolean => "bool",
        ScalarKind.Integer => "int",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
