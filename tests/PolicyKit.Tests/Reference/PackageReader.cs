using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Tests.Reference;

/// <summary>Reads <c>data</c> below a package: base documents and rules merged.</summary>
internal sealed class PackageReader(ReferenceContext context)
{
    /// <summary>What the keys lead to: down the packages to a rule, to a whole package, or out of them into base data. An open key stands for each name that there is.</summary>
    public IEnumerable<(Value Value, Bindings Bindings)> Read(PackageSymbol package, ImmutableArray<BoundTerm> keys, Bindings bindings)
    {
        if (context.IsReplaced(package.Path)) return Below(BaseData(package), keys, bindings);
        if (keys.IsEmpty) return [(Extent(package), bindings)];
        return Names(package)
            .Select(name => (Name: name, Bindings: bindings.Unify(keys[0], new BoundConstant(name, keys[0].Location))))
            .Where(e => e.Bindings is not null)
            .SelectMany(e => ReadNamed(package, e.Name, keys.RemoveAt(0), e.Bindings!));
    }

    /// <summary>What the keys lead to in the value of a rule; of a partial object only the entry under the keys that are known is evaluated.</summary>
    public IEnumerable<(Value Value, Bindings Bindings)> Read(RuleSymbol rule, ImmutableArray<BoundTerm> keys, Bindings bindings)
    {
        Value[] known = [.. keys.TakeWhile(bindings.IsGround).Take(rule.KeyCount).Select(bindings.ValueOf)];
        return Below(context.RuleValue(rule, known), keys.RemoveRange(0, known.Length), bindings);
    }

    /// <summary>The whole of a package: where base data and a rule have different values, base data counts.</summary>
    public Value Extent(PackageSymbol package)
    {
        if (context.IsReplaced(package.Path)) return BaseData(package);
        var members = new List<(Value, Value)>();
        foreach (PackageSymbol child in package.Children.Values) members.Add((Value.FromString(child.Name), Extent(child)));
        foreach (RuleSymbol rule in package.Rules.Values.Where(r => r.Kind != RuleKind.Function))
        {
            if (context.RuleValue(rule) is { IsUndefined: false } value) members.Add((Value.FromString(rule.Name), value));
        }
        return Merge(BaseData(package), ReferenceRules.MakeObject(members));
    }

    private static Value Merge(Value data, Value rules)
    {
        if (data.IsUndefined) return rules;
        if (data.Kind != ValueKind.Object || rules.Kind != ValueKind.Object) return data;
        IEnumerable<(Value, Value)> both = data.Entries.Select(e => (e.Key, Merge(e.Value, Ops.Index(rules, e.Key) is { IsUndefined: false } rule ? rule : e.Value)));
        IEnumerable<(Value, Value)> rest = rules.Entries.Where(e => Ops.Index(data, e.Key).IsUndefined).Select(e => (e.Key, e.Value));
        return ReferenceRules.MakeObject(both.Concat(rest));
    }

    private IEnumerable<(Value Value, Bindings Bindings)> ReadNamed(PackageSymbol package, Value name, ImmutableArray<BoundTerm> keys, Bindings bindings)
    {
        if (name.TryGetString(out string? text))
        {
            if (package.Rules.TryGetValue(text, out RuleSymbol? rule) && rule.Kind != RuleKind.Function) return Read(rule, keys, bindings);
            if (package.Children.TryGetValue(text, out PackageSymbol? child)) return Read(child, keys, bindings);
        }
        return Below(Ops.Index(BaseData(package), name), keys, bindings);
    }

    private static IEnumerable<(Value Value, Bindings Bindings)> Below(Value value, ImmutableArray<BoundTerm> keys, Bindings bindings)
    {
        if (value.IsUndefined) return [];
        return keys.IsEmpty ? [(value, bindings)] : Solver.Entries(value, keys[0], bindings).SelectMany(e => Below(e.Value, keys.RemoveAt(0), e.Bindings));
    }

    private IEnumerable<Value> Names(PackageSymbol package) =>
        BaseData(package).Entries.Select(e => e.Key)
            .Concat(package.Children.Keys.Concat(package.Rules.Values.Where(r => r.Kind != RuleKind.Function).Select(r => r.Name)).Select(Value.FromString))
            .Distinct()
            .Order(Comparer<Value>.Create(Ops.Compare));

    private Value BaseData(PackageSymbol package) => package.Path.Aggregate(context.Data, (data, step) => data.Member(step));
}
