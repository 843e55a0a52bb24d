using PolicyKit.Runtime;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Binding.Types;

internal sealed partial class ClauseTypes
{
    /// <summary>Checks what a test replaces: the path, and the value against the type there.</summary>
    /// <param name="replacement">What is replaced.</param>
    /// <param name="value">By what.</param>
    public void Check(BoundReplacement replacement, BoundTerm value)
    {
        if (replacement.Param is { } param)
        {
            bool isAccepted = value is BoundConstant constant && param.Type.Accepts(constant.Value);
            if (!isAccepted) Check(value, ValueTypes.Of(param.Type));
        }
        else if (replacement.Document is { } document)
        {
            TypeSymbol type = analysis.Documents.TypeOf(document, policy);
            foreach (string step in replacement.Path) type = Known(Lookup(type, new BoundConstant(Value.FromString(step), replacement.Target)));
            // A document that is null is not there.
            if (value is not BoundConstant { Value.Kind: ValueKind.Null }) Check(value, type);
        }
    }
}
