using System.Collections.Frozen;
using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Symbols;

namespace PolicyKit.Binding.Access;

/// <summary>
/// Computes what a policy or query reads of each document, through rules and functions. A function's parameters stand for the arguments of all calls; a rule is visited again when what it reads of others
/// has grown, so the result is exact up to that merging. It is too small only where values are compared that are seldom different nodes: what several clauses or solutions of a rule give, and members of a document
/// with what is no collection there.
/// </summary>
internal sealed partial class AccessAnalysis
{
    /// <summary>Builtins whose result holds the elements of their operands, and that look into none of them.</summary>
    private static readonly FrozenSet<string> ArrayFunctions = FrozenSet.Create(StringComparer.Ordinal, "array.concat", "array.reverse");

    /// <summary>Builtins that ask what kind of value their operand is, or how many members it has, and look into none of them.</summary>
    public static readonly FrozenSet<string> OuterFunctions = FrozenSet.Create(
        StringComparer.Ordinal, "count", "is_array", "is_boolean", "is_null", "is_number", "is_object", "is_set", "is_string", "type_name");

    private readonly Dictionary<DocumentSymbol, AccessTree> _documents = [];
    private readonly AccessTree _data = new();
    private readonly Dictionary<RuleSymbol, Accessed[]> _parameters = [];
    private readonly Dictionary<RuleSymbol, Accessed> _results = [];
    private readonly HashSet<object> _replacedFunctions = [];
    private readonly Dictionary<RuleSymbol, HashSet<RuleSymbol>> _readers = [];
    private readonly Queue<RuleSymbol> _waiting = [];
    private readonly HashSet<RuleSymbol> _isWaiting = [];
    private readonly HashSet<RuleSymbol> _reached = [];
    private readonly RuleBodies _bodies;
    private RuleSymbol? _visited;
    private bool _hasGrown;

    private AccessAnalysis(RuleBodies bodies) => _bodies = bodies;

    /// <summary>The trees of the documents that a policy's findings read, by name.</summary>
    public static ImmutableSortedDictionary<string, AccessTree> Analyze(PolicySymbol policy, RuleBodies bodies)
    {
        var analysis = new AccessAnalysis(bodies);
        foreach (RuleSymbol findings in policy.Findings) analysis.Reach(findings);
        foreach ((RuleSymbol set, _) in policy.Sets) analysis.Reach(set).DemandWhole();
        return analysis.Finish();
    }

    /// <summary>The trees of the documents that are read for the value of a rule, and for all that is in it, by name.</summary>
    public static ImmutableSortedDictionary<string, AccessTree> Analyze(RuleSymbol rule, RuleBodies bodies)
    {
        var analysis = new AccessAnalysis(bodies);
        analysis.Reach(rule).DemandWhole();
        return analysis.Finish();
    }

    private ImmutableSortedDictionary<string, AccessTree> Finish()
    {
        while (_waiting.TryDequeue(out RuleSymbol? rule))
        {
            _isWaiting.Remove(rule);
            Visit(rule);
        }
        var reads = _documents.ToImmutableSortedDictionary(d => d.Key.Name, d => d.Value, StringComparer.Ordinal);
        return _data.IsRead ? reads.SetItem("data", _data) : reads;
    }

    /// <summary>What a rule's value stands for, so far; the rule that is being visited is visited again when it grows.</summary>
    private Accessed Reach(RuleSymbol rule)
    {
        if (!_results.TryGetValue(rule, out Accessed? result))
        {
            _results.Add(rule, result = new Accessed());
            _readers.Add(rule, []);
            Await(rule);
        }
        if (_visited is not null) _readers[rule].Add(_visited);
        return result;
    }

    private void Await(RuleSymbol rule)
    {
        if (_isWaiting.Add(rule)) _waiting.Enqueue(rule);
    }

    private void Visit(RuleSymbol rule)
    {
        _visited = rule;
        Accessed result = _results[rule];
        RuleBody body = _bodies[rule];
        bool hasGrown = body.Default is { } defaultValue && (result.Add(Read(defaultValue, [])) | _reached.Add(rule));
        foreach (BoundClause clause in body.Clauses)
        {
            foreach (BoundBranch branch in clause.Branches)
            {
                var variables = new Dictionary<LocalSymbol, Accessed>();
                Accessed[] arguments = _parameters.GetValueOrDefault(rule) ?? [];
                for (int i = 0; i < clause.Parameters.Length && i < arguments.Length; i++) Match(clause.Parameters[i], arguments[i], variables);
                if (!Read(branch.Query, variables)) continue;
                hasGrown |= _reached.Add(rule);
                foreach (BoundTerm key in branch.Keys) Take(key, variables);
                Accessed value = Read(branch.Value, variables);
                // Members of a set are compared. So are several values of a complete rule, but they are mostly one, or one node.
                if (clause.AddsMember && (body.Clauses.Length > 1 || SolutionCount.MayBeSeveral(branch))) value.DemandWhole();
                int levels = branch.Keys.Length + (clause.AddsMember ? 1 : 0);
                hasGrown |= levels > 0 ? result.Hold(value, levels) : result.Add(value);
                if (branch.Finding is { } finding) Read(finding, variables);
            }
        }
        if (!hasGrown) return;
        _hasGrown = true;
        foreach (RuleSymbol reader in _readers[rule]) Await(reader);
    }

    /// <summary>Reads up to the first literal that is known or supposed to fail; says whether there is none.</summary>
    private bool Read(BoundQuery query, Dictionary<LocalSymbol, Accessed> variables)
    {
        foreach (BoundLiteral literal in query.Literals)
        {
            Read(literal, variables);
            if (_screened is { } screened && Fails(literal, screened, variables)) return false;
        }
        return true;
    }

    private void Read(BoundLiteral literal, Dictionary<LocalSymbol, Accessed> variables)
    {
        switch (literal)
        {
            case BoundTest test:
                // Whether a value is there and not false; of a collection that needs nothing inside.
                Read(test.Term, variables);
                break;
            case BoundUnification { Left: BoundVariable left } unification when !variables.ContainsKey(left.Symbol):
                variables[left.Symbol] = Read(unification.Right, variables);
                break;
            case BoundUnification { Right: BoundVariable right } unification when !variables.ContainsKey(right.Symbol):
                variables[right.Symbol] = Read(unification.Left, variables);
                break;
            case BoundUnification unification:
                Accessed value = Read(unification.Right, variables);
                Match(unification.Left, value, variables);
                Match(unification.Right, Read(unification.Left, variables), variables);
                break;
            case BoundSomeIn some:
                Accessed collection = Read(some.Collection, variables);
                if (some.Key is { } key) Match(key, collection.Keys(), variables);
                Match(some.Value, collection.Element(), variables);
                break;
            case BoundEvery every:
                Accessed domain = Read(every.Domain, variables);
                if (every.Key is { } name) variables[name] = domain.Keys();
                variables[every.Value] = domain.Element();
                Read(every.Query, variables);
                break;
            case BoundNot not:
                // What it binds is its own.
                Read(not.Query, new Dictionary<LocalSymbol, Accessed>(variables));
                break;
            case BoundBlock block:
                Read(block.Query, variables);
                break;
            case BoundCollectionTest ranged:
                Read(ranged.Term, variables);
                break;
            case BoundWith with:
                foreach (BoundModifier modifier in with.Modifiers) Read(modifier, variables);
                Read(with.Literal, variables);
                break;
        }
    }

    /// <summary>What a replacement does with the arguments and with what it returns is not followed: both are read whole.</summary>
    private void Read(BoundModifier modifier, Dictionary<LocalSymbol, Accessed> variables)
    {
        Take(modifier.Value, variables);
        if (modifier is BoundDocumentModifier document)
        {
            // The members on the way go into the new document.
            Accessed replaced = Document(document.Document);
            foreach (string step in document.Path)
            {
                replaced.Element();
                replaced = replaced.Member(step);
            }
        }
        if (modifier is not BoundFunctionModifier function) return;
        if (_replacedFunctions.Add((object?)function.Function ?? function.Builtin!))
        {
            foreach (RuleSymbol rule in _results.Keys) Await(rule);
        }
        if (function.Replacement is RuleSymbol replacement) Reach(replacement).DemandWhole();
    }

    /// <summary>Binds what is open in a pattern; what is not open is compared, and so read whole.</summary>
    private void Match(BoundTerm pattern, Accessed value, Dictionary<LocalSymbol, Accessed> variables)
    {
        switch (pattern)
        {
            case BoundVariable variable when variables.TryAdd(variable.Symbol, value):
                break;
            case BoundConstant when IsScalar(pattern):
                break;
            case BoundArray array:
                foreach (BoundTerm item in array.Items) Match(item, value.Element(), variables);
                break;
            case BoundObject @object:
                // The members are counted: there may be no others.
                value.Element();
                foreach ((BoundTerm key, BoundTerm item) in @object.Items)
                {
                    Take(key, variables);
                    Match(item, Step(value, key), variables);
                }
                break;
            default:
                Take(pattern, variables);
                value.DemandWhole();
                break;
        }
    }

    private void Take(BoundTerm term, Dictionary<LocalSymbol, Accessed> variables) => Read(term, variables).DemandWhole();

    /// <summary>A value that is compared with another: with a constant that is no collection needs nothing inside.</summary>
    private void Compare(BoundTerm term, BoundTerm other, Dictionary<LocalSymbol, Accessed> variables)
    {
        Accessed value = Read(term, variables);
        if (!IsScalar(other)) value.DemandWhole();
    }

    private static bool IsScalar(BoundTerm term) => term is BoundConstant { Value.Kind: not (ValueKind.Array or ValueKind.Object or ValueKind.Set) };

    private static Accessed Step(Accessed target, BoundTerm key) =>
        key is BoundConstant { Value: var constant } && constant.TryGetString(out string? name) ? target.Member(name) : target.Element();

    private static Accessed Step(Accessed target, BoundTerm key, Dictionary<LocalSymbol, Accessed> variables) =>
        key is BoundVariable { Symbol: var symbol } && variables.TryGetValue(symbol, out Accessed? name) && name.Texts is { } texts ? target.Members(texts) : Step(target, key);

    private Accessed Document(DocumentSymbol document)
    {
        if (!_documents.TryGetValue(document, out AccessTree? tree)) _documents.Add(document, tree = new AccessTree());
        return new Accessed(tree);
    }

    private Accessed Read(BoundTerm term, Dictionary<LocalSymbol, Accessed> variables)
    {
        switch (term)
        {
            case BoundVariable variable:
                return variables.GetValueOrDefault(variable.Symbol) ?? new Accessed();
            case BoundConstant { Value: var constant }:
                return Accessed.Constant(constant);
            case BoundDocument document:
                return Document(document.Symbol);
            case BoundLookup lookup:
                Accessed target = Read(lookup.Target, variables);
                if (lookup.Key is not BoundConstant) Match(lookup.Key, target.Keys(), variables);
                return Step(target, lookup.Key, variables);
            case BoundRule rule:
                return _bodies[rule.Symbol].Constant is { IsUndefined: false } value ? Accessed.Constant(value) : Reach(rule.Symbol);
            case BoundBaseData:
                return new Accessed(_data);
            case BoundPackage package:
                package.Symbol.Path.Aggregate(_data, (tree, step) => tree.Member(step)).DemandWhole();
                foreach (RuleSymbol rule in package.Symbol.DescendantRules()) Reach(rule).DemandWhole();
                return new Accessed();
            case BoundFunctionCall call:
                return Call(call, variables);
            case BoundBuiltinCall call:
                return Call(call, variables);
            case BoundComparison comparison:
                Compare(comparison.Left, comparison.Right, variables);
                Compare(comparison.Right, comparison.Left, variables);
                return new Accessed();
            case BoundMembership membership:
                Take(membership.Value, variables);
                Accessed collection = Read(membership.Collection, variables);
                if (IsScalar(membership.Value)) collection.Element();
                else collection.DemandWhole();
                if (membership.Key is { } key) Take(key, variables);
                return new Accessed();
            case BoundUnificationTerm unification:
                Read(new BoundUnification(unification.Left, unification.Right, unification.Location), variables);
                return new Accessed();
            case BoundArray array:
                return Collect(array.Items, variables).WithElements(array.Items);
            case BoundSet set:
                return CollectCompared(set.Items, variables);
            case BoundObject @object:
                foreach ((BoundTerm name, _) in @object.Items) Take(name, variables);
                return Collect(@object.Items.Select(i => i.Value), variables);
            case BoundComprehension comprehension:
                Read(comprehension.Query, variables);
                if (comprehension.Key is { } entry) Take(entry, variables);
                return comprehension.Kind == ComprehensionKind.Set ? CollectCompared([comprehension.Term], variables) : Collect([comprehension.Term], variables);
            case BoundTemplate template:
                foreach (BoundTerm part in template.Interpolations) Take(part, variables);
                return new Accessed();
            default:
                return new Accessed();
        }
    }

    private Accessed Collect(IEnumerable<BoundTerm> items, Dictionary<LocalSymbol, Accessed> variables)
    {
        var made = new Accessed();
        foreach (BoundTerm item in items) made.Hold(Read(item, variables));
        return made;
    }

    /// <summary>Members of a set are compared, and so read whole.</summary>
    private Accessed CollectCompared(IEnumerable<BoundTerm> items, Dictionary<LocalSymbol, Accessed> variables)
    {
        Accessed made = Collect(items, variables);
        made.DemandWhole();
        return made;
    }

    private Accessed Call(BoundFunctionCall call, Dictionary<LocalSymbol, Accessed> variables)
    {
        if (!_parameters.TryGetValue(call.Function, out Accessed[]? parameters))
        {
            parameters = [.. call.Arguments.Select(_ => new Accessed())];
            _parameters.Add(call.Function, parameters);
        }
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            Accessed argument = Read(call.Arguments[i], variables);
            if (_replacedFunctions.Contains(call.Function)) argument.DemandWhole();
            if (parameters[i].Add(argument)) Await(call.Function);
        }
        return Reach(call.Function);
    }

    private Accessed Call(BoundBuiltinCall call, Dictionary<LocalSymbol, Accessed> variables)
    {
        Accessed[] arguments = [.. call.Arguments.Select(a => Read(a, variables))];
        bool isReplaced = _replacedFunctions.Contains(call.Builtin);
        if (!isReplaced && call.Builtin.Name == "object.get" && PathOf(call.Arguments[1]) is { } path)
        {
            arguments[1].DemandWhole();
            Accessed found = path.Aggregate(arguments[0], (at, key) => Step(at, key, variables));
            found.Add(arguments[2]);
            return found;
        }
        if (!isReplaced && ArrayFunctions.Contains(call.Builtin.Name))
        {
            var made = new Accessed();
            foreach (Accessed argument in arguments) made.Hold(argument.Element());
            return made;
        }
        var result = new Accessed();
        if (!isReplaced && OuterFunctions.Contains(call.Builtin.Name))
        {
            arguments[0].Element();
            return result;
        }
        foreach (Accessed argument in arguments)
        {
            argument.DemandWhole();
            result.Hold(argument);
            result.Add(argument);
        }
        return result;
    }

    /// <summary>The steps of <c>object.get</c>: a constant key, or an array of keys.</summary>
    private static IEnumerable<BoundTerm>? PathOf(BoundTerm key) => key switch
    {
        BoundConstant { Value: { Kind: ValueKind.Array } path } constant => path.Entries.Select(e => new BoundConstant(e.Value, constant.Location)),
        BoundConstant => [key],
        BoundArray { Items: var keys } => keys,
        _ => null,
    };
}
