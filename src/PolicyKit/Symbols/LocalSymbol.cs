namespace PolicyKit.Symbols;

/// <summary>A variable of one clause: an argument, a declared local, an undeclared variable, or a wildcard.</summary>
internal sealed class LocalSymbol(string name, bool isWildcard = false)
{
    public string Name => name;

    public bool IsWildcard => isWildcard;

    /// <summary>Whether the compiler made it: no text has its name.</summary>
    public bool IsGenerated { get; private init; }

    public static LocalSymbol Generated(string name) => new(name) { IsGenerated = true };

    /// <summary>Whether a diagnostic already says what is wrong with it; nothing more is reported then.</summary>
    public bool IsBroken { get; set; }

    public override string ToString() => name;
}
