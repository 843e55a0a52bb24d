using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Emit;

/// <summary>
/// A place at or below a package, with the base document there. It is the value of a local on the way from <c>data.a</c> to <c>data.a[x].b</c>, so that only the rules are evaluated that the whole
/// ref selects; <see cref="Whole"/> makes the document that policies see.
/// </summary>
internal sealed class VirtualDocument
{
    private readonly EvalContext _context;
    private readonly PackageSymbol _package;
    private readonly RuleSymbol? _rule;
    private readonly Value[] _keys;
    private readonly Value _base;

    private VirtualDocument(EvalContext context, PackageSymbol package, RuleSymbol? rule, Value[] keys, Value @base) =>
        (_context, _package, _rule, _keys, _base) = (context, package, rule, keys, @base);

    /// <summary>The place of a package; a base document where a <c>with</c> replaced it.</summary>
    public static Value Open(EvalContext context, PackageSymbol package)
    {
        Value data = context.Data;
        foreach (string step in package.Path) data = Ops.Index(data, Value.FromString(step));
        return At(context, package, null, data);
    }

    /// <summary>What stands under a key: a place further down, or the value of a rule or of base data.</summary>
    public static Value Member(Value place, Value key)
    {
        if (place.Reference is not VirtualDocument document) return Ops.Index(place, key);
        if (document._rule is not { } rule) return document.Down(key);
        return document._keys.Length < rule.KeyCount
            ? new Value(new VirtualDocument(document._context, document._package, rule, [.. document._keys, key], default), 0)
            : Ops.Index(document.Evaluate(), key);
    }

    /// <summary>An object of what stands under each key, rules not yet evaluated; base data and rules' values are returned as they are.</summary>
    public static Value Entries(Value place)
    {
        if (place.Reference is not VirtualDocument document) return place;
        if (document._rule is not null) return document.Evaluate();
        Payer.Charge(document._base.Count);
        var keys = new SetBuilder();
        for (long cursor = Ops.First(document._base); cursor >= 0; cursor = Ops.Next(document._base, cursor)) keys.Add(Ops.KeyAt(document._base, cursor));
        foreach (string child in document._package.Children.Keys) keys.Add(Value.FromString(child));
        foreach (RuleSymbol rule in document.Rules()) keys.Add(Value.FromString(rule.Name));
        Value[] all = [.. keys.ToValue().Entries.Select(e => e.Key)];
        return new Value(new RegoObject(all, [.. all.Select(document.Down)]), 0);
    }

    /// <summary>The document itself: base data over the values of rules, or undefined.</summary>
    public static Value Whole(Value place)
    {
        if (place.Reference is not VirtualDocument document) return place;
        if (document._rule is not null) return document.Evaluate();
        Value virtualPart = document.Leaves();
        return document._base.IsUndefined ? virtualPart : Merge(document._base, virtualPart);
    }

    private static Value At(EvalContext context, PackageSymbol package, RuleSymbol? rule, Value data) =>
        context.IsReplaced(package, rule) ? data : new Value(new VirtualDocument(context, package, rule, [], data), 0);

    private Value Down(Value key)
    {
        Value data = Ops.Index(_base, key);
        if (!key.TryGetString(out string? name)) return data;
        if (_package.Rules.TryGetValue(name, out RuleSymbol? rule)) return rule.Kind == RuleKind.Function ? default : At(_context, _package, rule, data);
        return _package.Children.TryGetValue(name, out PackageSymbol? child) ? At(_context, child, null, data) : data;
    }

    private IEnumerable<RuleSymbol> Rules() => _package.Rules.Values.Where(r => r.Kind != RuleKind.Function);

    private Value Evaluate() =>
        _rule!.Kind == RuleKind.Findings ? EmitOps.FindingsAsSet(_context, _rule)
        : _keys.Length > 0 ? _context.RuleEntry(_rule.Slot, _keys)
        : _context.Rule(_rule.Slot);

    private Value Leaves()
    {
        if (LargeStack.IsNeeded) return LargeStack.Run(Leaves);
        var members = new ObjectBuilder();
        foreach (string child in _package.Children.Keys) Add(child);
        foreach (RuleSymbol rule in Rules()) Add(rule.Name);
        return members.ToValue();

        void Add(string name)
        {
            Value key = Value.FromString(name);
            Value member = Down(key);
            if (member.Reference is VirtualDocument document) member = document._rule is null ? document.Leaves() : document.Evaluate();
            if (!member.IsUndefined) members.Set(key, member);
        }
    }

    /// <summary>Objects are merged member by member; of anything else the base document counts, as in OPA.</summary>
    private static Value Merge(Value @base, Value virtualPart)
    {
        if (@base.Kind != ValueKind.Object || virtualPart.Kind != ValueKind.Object) return @base;
        Payer.Charge(@base.Count + virtualPart.Count);
        var members = new ObjectBuilder();
        foreach ((Value key, Value value) in virtualPart.Entries) members.Set(key, value);
        foreach ((Value key, Value value) in @base.Entries) members.Set(key, members.Find(key) is { IsUndefined: false } other ? Merge(value, other) : value);
        return members.ToValue();
    }
}
