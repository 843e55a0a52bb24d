using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using PolicyKit.Binding;
using PolicyKit.Builtins;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Text;

namespace PolicyKit.Emit;

/// <summary>What stands for a replaced function: a rule, a builtin, or one value for every call.</summary>
internal sealed record Mock(RuleSymbol? Rule, Builtin? Builtin, Value Value);

internal sealed partial class EvalContext
{
    /// <summary>A child in which the modifiers' targets have these values.</summary>
    public EvalContext With(ImmutableArray<BoundModifier> modifiers, Value[] values)
    {
        EvalContext child = Child(_mocks);
        for (int i = 0; i < modifiers.Length; i++) child.Apply(modifiers[i], values[i]);
        child.RememberReplaced();
        return child;
    }

    private ImmutableArray<(PackageSymbol Root, ImmutableArray<string> Path)> _replacedPaths = [];

    /// <summary>Whether a <c>with</c> replaced a rule, or a package, by base data: at its path, or above it.</summary>
    public bool IsReplaced(PackageSymbol package, RuleSymbol? rule)
    {
        if (_replacedPaths.IsEmpty) return false;
        ImmutableArray<string> path = rule is null ? package.Path : package.Path.Add(rule.Name);
        return _replacedPaths.Any(p => p.Root == package.Root && StartsWith(path, p.Path));
    }

    private ImmutableDictionary<int, Value> _replaced = ImmutableDictionary<int, Value>.Empty;

    /// <summary>A context with the same documents; rules that a <c>with</c> replaced stay replaced.</summary>
    private EvalContext Child(Dictionary<object, Mock>? mocks)
    {
        // A child has room for the values of all rules.
        Charge(1 + (_memo.Length / 16));
        var child = new EvalContext(_code, _state) { _params = _params, _data = _data, _mocks = mocks, _replaced = _replaced, _replacedPaths = _replacedPaths };
        Array.Copy(_documents, child._documents, _documents.Length);
        Array.Copy(_documentsRead, child._documentsRead, _documentsRead.Length);
        return child;
    }

    private void RememberReplaced()
    {
        foreach ((int slot, Value value) in _replaced)
        {
            _memo[slot] = value;
            _memoEpoch[slot] = _epoch;
        }
    }

    /// <summary>Calls a function that some <c>with</c> may have replaced. Inside a replacement nothing is replaced: it can call the original.</summary>
    public Value CallMockable(object function, Value[] arguments)
    {
        if (_mocks?.GetValueOrDefault(function) is not { } mock) return CallOriginal(function, arguments);
        if (mock.Rule is null && mock.Builtin is null) return mock.Value;
        // A child of its own, because rules have other values in it.
        EvalContext child = Child(null);
        child.RememberReplaced();
        return child.CallOriginal((object?)mock.Rule ?? mock.Builtin!, arguments);
    }

    private Value CallOriginal(object function, Value[] arguments)
    {
        if (function is RuleSymbol rule)
        {
            return EmitOps.Call(this, rule.Slot, arguments);
        }
        var builtin = (Builtin)function;
        object?[] own = builtin.TakesLocation ? [this, Location.None] : builtin.TakesContext ? [this] : [];
        object?[] all = [.. own, .. arguments.Cast<object>()];
        return (Value)builtin.Implementation.Invoke(null, BindingFlags.DoNotWrapExceptions, null, all, CultureInfo.InvariantCulture)!;
    }

    private void Apply(BoundModifier modifier, Value value)
    {
        switch (modifier)
        {
            case BoundDocumentModifier document:
                Replace(document.Document.Slot, ObjectBuilder.Patch(document.Path.IsEmpty ? default : Document(document.Document.Slot), document.Path.AsSpan(), value));
                break;
            case BoundDataModifier data:
                _data = ObjectBuilder.Patch(_data, data.Path.AsSpan(), value);
                _replacedPaths = _replacedPaths.Add((data.Root, data.Path));
                ReplaceRules(data, value);
                break;
            case BoundParamModifier param:
                _params = [.. _params];
                _params[param.Param.Slot] = param.Param.TryBind(value, out Value bound)
                    ? bound
                    : throw new EvaluationException(EvaluationErrorKind.InvalidParam, param.Param.Refusal(value), param.Value.Location);
                break;
            case BoundFunctionModifier function:
                _mocks = _mocks is null ? [] : new Dictionary<object, Mock>(_mocks);
                _mocks[(object?)function.Function ?? function.Builtin!] = new Mock(function.Replacement as RuleSymbol, function.Replacement as Builtin, value);
                break;
        }
    }

    /// <summary>Replaces a document; what is read out of it is read again.</summary>
    private void Replace(int slot, Value value)
    {
        Give(slot, value);
        if (slot == DocumentTable.InputSlot) ReplaceParts(value);
        else _documentsRead[DocumentTable.InputSlot] = false;
        if (slot is DocumentTable.InputSlot or DocumentTable.ObjectSlot) Array.Clear(_documentsRead, DocumentTable.FirstDomainSlot, _documentsRead.Length - DocumentTable.FirstDomainSlot);
    }

    private void ReplaceParts(Value input)
    {
        foreach (DocumentSymbol part in _code.Documents.All.Take(DocumentTable.FirstDomainSlot).Skip(1))
        {
            Give(part.Slot, Ops.Index(input, Value.FromString(part.Name)));
        }
    }

    private void ReplaceRules(BoundDataModifier modifier, Value value)
    {
        ImmutableArray<string> path = modifier.Path;
        foreach (RuleSymbol rule in _code.Rules)
        {
            if (rule.Kind == RuleKind.Function || rule.Package.Root != modifier.Root || !ProgramCode.IsReachable(rule)) continue;
            ImmutableArray<string> own = rule.Package.Path.Add(rule.Name);
            if (!StartsWith(own, path)) continue;
            Value replaced = value;
            foreach (string step in own.Skip(path.Length)) replaced = Ops.Index(replaced, Value.FromString(step));
            _replaced = _replaced.SetItem(rule.Slot, replaced);
        }
    }

    private static bool StartsWith(ImmutableArray<string> path, ImmutableArray<string> prefix) =>
        path.Length >= prefix.Length && path.Take(prefix.Length).SequenceEqual(prefix);
}
