namespace PolicyKit.Packs;

/// <summary>What a value is.</summary>
internal enum ValueTag
{
    Undefined,
    Null,
    False,
    True,
    Integer,
    Number,
    String,
    Array,
    Set,
    Object,
}

/// <summary>What a term is; each is a node of the bound tree.</summary>
internal enum TermTag
{
    None,
    Constant,
    Variable,
    Document,
    Param,
    Rule,
    Package,
    BaseData,
    Lookup,
    FunctionCall,
    BuiltinCall,
    StrictBuiltinCall,
    Comparison,
    Membership,
    Unification,
    Array,
    Set,
    Object,
    Comprehension,
    Template,
}

/// <summary>What a literal is.</summary>
internal enum LiteralTag
{
    Test,
    Unification,
    SomeIn,
    Every,
    Not,
    With,
}

/// <summary>What a <c>with</c> replaces.</summary>
internal enum ModifierTag
{
    Document,
    Data,
    Param,
    Function,
}

/// <summary>What a function is, or is replaced by.</summary>
internal enum CalleeTag
{
    None,
    Rule,
    Builtin,
}

/// <summary>What the places of a finding are.</summary>
internal enum PlacesTag
{
    None,
    Place,
    Comprehension,
    Array,
}

/// <summary>Yes or no of a rule.</summary>
[Flags]
internal enum RuleFlags
{
    None = 0,
    Mocked = 1,
    Strict = 2,
    Hidden = 4,
}
