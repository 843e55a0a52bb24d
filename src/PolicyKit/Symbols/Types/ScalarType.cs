using PolicyKit.Runtime;

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

    /// <summary><c>true</c></summary>
    True,

    /// <summary><c>false</c></summary>
    False,

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

/// <summary>One number, which is known from a comparison or a literal.</summary>
internal sealed class NumberConstantType(Value value) : TypeSymbol
{
    public Value Value => value;

    /// <summary>The numbers that it is among.</summary>
    public TypeSymbol Wide { get; } = value.TryGetBigInteger(out _) ? Integer : Number;

    public override string Name => value.ToString();

    public override bool Equals(object? obj) => obj is NumberConstantType other && value == other.Value;

    public override int GetHashCode() => value.GetHashCode();
}
