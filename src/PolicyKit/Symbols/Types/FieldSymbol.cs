namespace PolicyKit.Symbols.Types;

/// <summary>A field that objects of a type may have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its value is where it is there.</param>
/// <param name="IsRequired">Whether the API server takes no object without it. It may be absent all the same in an object that nobody has validated.</param>
public sealed record FieldSymbol(string Name, TypeSymbol Type, bool IsRequired = false);
