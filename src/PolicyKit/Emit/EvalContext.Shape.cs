using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Emit;

internal sealed partial class EvalContext
{
    private static readonly Value RequestKey = Value.FromString("request");
    private static readonly Value ReviewKey = Value.FromString("review");
    private static readonly Value ParametersKey = Value.FromString("parameters");
    private static readonly Value ObjectKey = Value.FromString("object");
    private static readonly Value OldObjectKey = Value.FromString("oldObject");

    private EvalContext? _shaped;
    private (InputShape Shape, Value Parameters)? _shapedFor;
    private Value _request;

    /// <summary>
    /// The context in which core modules with an <c>input</c> of some shape are evaluated. Modules of one shape and the same parameters share the values of rules; it is valid until it is asked for again.
    /// </summary>
    public EvalContext Shaped(InputShape shape, Value parameters)
    {
        if (_shaped is not null && _shapedFor is { } known && known.Shape == shape && known.Parameters.IsSame(parameters)) return _shaped;
        _shaped ??= new EvalContext(_code, _state);
        _shapedFor = (shape, parameters);
        _shaped.BeginShaped(this, _state.Input.Input.IsUndefined ? MakeInput(shape, parameters) : _state.Input.Input);
        return _shaped;
    }

    private void BeginShaped(EvalContext parent, Value input)
    {
        _epoch++;
        (_params, _data) = (parent._params, parent._data);
        Array.Copy(parent._documents, _documents, _documents.Length);
        Array.Copy(parent._documentsRead, _documentsRead, _documentsRead.Length);
        Give(DocumentTable.InputSlot, input);
    }

    private Value MakeInput(InputShape shape, Value parameters)
    {
        if (shape == InputShape.Object) return Ops.Raw(_state.Input.Object);
        if (_request.IsUndefined) _request = _code.MakeRequest(_state.Input);
        return shape == InputShape.Review
            ? Value.FromObject([KeyValuePair.Create(RequestKey, _request)])
            : Value.FromObject([KeyValuePair.Create(ReviewKey, ReviewOf(_request)), KeyValuePair.Create(ParametersKey, parameters.IsUndefined ? Value.FromObject([]) : parameters)]);
    }

    /// <summary>In Gatekeeper's reviews the object of a DELETE is the old one.</summary>
    private static Value ReviewOf(Value request) =>
        Ops.Index(request, ObjectKey).IsUndefined && Ops.Index(request, OldObjectKey) is { IsUndefined: false } old
            ? Value.FromObject(request.Members().Append(KeyValuePair.Create(ObjectKey, old)))
            : request;
}
