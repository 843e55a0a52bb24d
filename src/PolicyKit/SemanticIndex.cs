using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;
using PolicyKit.Binding;
using PolicyKit.Builtins;
using PolicyKit.Symbols;
using PolicyKit.Symbols.Types;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit;

/// <summary>The symbols of a compilation and where they are named, made of what its binder has noted. Thread-safe.</summary>
internal sealed class SemanticIndex
{
    private static readonly FrozenDictionary<string, string> Documents = new Dictionary<string, string>
    {
        ["input"] = "what the caller gives; in policies the documents below it, such as `input.object`",
        ["object"] = "the object that is judged",
        ["old_object"] = "the object before an update, or the one that is deleted",
        ["request"] = "the admission request: operation, userInfo, namespace, dryRun and so on",
        ["namespace"] = "the Namespace that the object is in, if it is known",
        ["cluster"] = "the other objects, if an inventory is given",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly BindingSession _session;
    private readonly ConcurrentDictionary<object, Symbol> _symbols = new();
    private readonly ConcurrentDictionary<(TypeSymbol Type, string Name), Symbol> _fields = new();
    private readonly Dictionary<PackageSymbol, PolicySymbol> _policies;
    private readonly ILookup<object, SyntaxToken> _declarations;
    private readonly Lazy<ILookup<Symbol, SymbolReference>> _references;
    private readonly Lazy<ILookup<SourceText, RecordedName>> _names;
    private readonly Lazy<HashSet<PackageSymbol>> _wholePackages;

    public SemanticIndex(BindingSession session)
    {
        _session = session;
        _names = new Lazy<ILookup<SourceText, RecordedName>>(() => Recorder.Names.OrderBy(n => n.Token.Start).ToLookup(n => n.Token.Source));
        _wholePackages = new Lazy<HashSet<PackageSymbol>>(() => [.. Recorder.Terms.OfType<BoundPackage>().Select(p => p.Symbol)]);
        _policies = session.Policies.Where(p => p.Shape is null).DistinctBy(p => p.Package).ToDictionary(p => p.Package);
        _declarations = Recorder.Names.Where(n => n.Role == NameRole.Declaration).ToLookup(n => Canonical(n.Symbol), n => n.Token);
        _references = new Lazy<ILookup<Symbol, SymbolReference>>(() => Recorder.Names.Where(n => n.Role != NameRole.Part)
            .Select(n => new SymbolReference(n.Token.Location, SymbolOf(n.Symbol), n.Role == NameRole.Declaration)).ToLookup(r => r.Symbol));
    }

    public BindingSession Session => _session;

    public BindingRecorder Recorder => _session.Recorder!;

    public IEnumerable<SymbolReference> ReferencesOf(Symbol symbol) => _references.Value[symbol];

    /// <summary>The names of a text, in its order.</summary>
    public IEnumerable<RecordedName> NamesIn(SourceText text) => _names.Value[text];

    /// <summary>Whether some term reads all of a package, or of one around it, so that each of its rules may be meant.</summary>
    public bool IsReadAsAWhole(PackageSymbol package)
    {
        for (PackageSymbol? outer = package; outer is not null; outer = outer.Parent)
        {
            if (_wholePackages.Value.Contains(outer)) return true;
        }
        return false;
    }

    /// <summary>The symbol of something that the binder knows.</summary>
    public Symbol SymbolOf(object thing) => _symbols.GetOrAdd(Canonical(thing), Make);

    /// <summary>The field that a lookup of a name in a type gives; null where none is known.</summary>
    public Symbol? FieldOf(TypeSymbol target, string name)
    {
        TypeSymbol? owner = target.Parts.FirstOrDefault(p => p is ObjectType type && type.Find(name) is not null);
        return owner is null ? null : _fields.GetOrAdd((owner, name), static key => new Symbol(SymbolKind.Field, key.Name)
        {
            Id = key.Type.Name.Length == 0 ? "" : $"{key.Type.Name}.{key.Name}",
            Type = key.Type.Member(key.Name),
        });
    }

    /// <summary>The symbol of a name in a text; null where the token names nothing that the binder knows.</summary>
    public Symbol? SymbolAt(SyntaxToken token) => !token.IsNone && Recorder.NameAt(token) is { } name ? SymbolOf(name.Symbol) : null;

    /// <summary>A policy and its package are one thing.</summary>
    private object Canonical(object thing) => thing is PackageSymbol package && _policies.TryGetValue(package, out PolicySymbol? policy) ? policy : thing;

    private Symbol Make(object thing) => thing switch
    {
        PackageSymbol package => new Symbol(SymbolKind.Package, package.Parent is null ? "data" : package.Name) { Id = package.ToString(), Container = package.Parent is { } outer ? SymbolOf(outer) : null, Locations = LocationsOf(package) },
        PolicySymbol policy => new Symbol(SymbolKind.Policy, policy.Name)
        {
            Id = policy.Id,
            Container = policy.Package.Parent is { } outer ? SymbolOf(outer) : null,
            Locations = [policy.Location],
            Documentation = string.Join("\n\n", new[] { policy.Title, policy.Description }.Where(t => t.Length > 0)),
        },
        RuleSymbol rule => MakeRule(rule),
        ParamSymbol param => MakeParam(param),
        LocalSymbol local => new Symbol(Recorder.IsArgument(local) ? SymbolKind.Argument : SymbolKind.Local, local.Name) { Locations = LocationsOf(local), Type = Recorder.TypeOf(local) },
        ImportedPath import => new Symbol(SymbolKind.Import, LocationsOf(import) is [{ Source: { } source, Span: var span }, ..] ? source.ToString(span) : import.Steps[^1])
        {
            Id = string.Join('.', import.Steps),
            Locations = LocationsOf(import),
            Target = TargetOf(import) is { } target ? SymbolOf(target) : null,
        },
        TestDeclarationSyntax test => new Symbol(SymbolKind.Test, SyntaxFacts.GetStringValue(test.Name)) { Locations = [test.Name.Location] },
        DocumentSymbol document => new Symbol(SymbolKind.Document, document.Name) { Id = document.Name, Documentation = Documents.GetValueOrDefault(document.Name, "") },
        Builtin builtin => new Symbol(SymbolKind.Builtin, builtin.Name) { Id = builtin.Name, Signature = $"{builtin.Name}({string.Join(", ", builtin.Parameters)}) -> {builtin.Result}", Documentation = builtin.Summary },
        _ => throw new UnreachableException(),
    };

    private Symbol MakeRule(RuleSymbol rule)
    {
        TypeSymbol? type = Recorder.TypeOf(rule);
        bool isTest = rule.Kind == RuleKind.Complete && rule.Name.StartsWith("test_", StringComparison.Ordinal);
        return new Symbol(rule.Kind == RuleKind.Function ? SymbolKind.Function : isTest ? SymbolKind.Test : SymbolKind.Rule, rule.Name)
        {
            Id = rule.ToString(),
            Container = SymbolOf(rule.Package),
            Locations = LocationsOf(rule) is { IsEmpty: false } own ? own : [rule.Location],
            Signature = rule.Kind == RuleKind.Function ? SignatureOf(rule, type) : "",
            Documentation = string.Join('\n', _declarations[rule].Select(CommentAbove).Where(c => c.Length > 0)),
            Type = type,
        };
    }

    private Symbol MakeParam(ParamSymbol param)
    {
        PolicySymbol? policy = _session.Policies.Find(p => p.Params.TryGetValue(param.Name, out ParamSymbol? own) && own == param);
        return new Symbol(SymbolKind.Param, param.Name)
        {
            Id = $"params.{param.Name}",
            Container = policy is null ? null : SymbolOf(policy),
            Locations = [param.Location],
            Signature = param.Type.ToString(),
            Documentation = string.Join('\n', _declarations[param].Select(CommentAbove)),
            Type = ValueTypes.Of(param.Type),
        };
    }

    private static string SignatureOf(RuleSymbol rule, TypeSymbol? result)
    {
        string call = rule.Location.Source is { } source ? source.ToString(rule.Location.Span) : rule.Name;
        int end = call.IndexOf(')', StringComparison.Ordinal);
        return $"{(end < 0 ? rule.Name : call[..(end + 1)])} -> {result ?? TypeSymbol.Any}";
    }

    private object? TargetOf(ImportedPath import) => import.Steps[0] switch
    {
        "data" => RootOf(import)?.Find(import.Steps.Skip(1)),
        _ when import.Steps.Count > 1 && _session.Documents.Find(import.Steps[1]) is { Domain: null } document => document,
        _ => _session.Documents.Input,
    };

    private PackageSymbol? RootOf(ImportedPath import) => Recorder.Scopes.Select(s => s.Scope).FirstOrDefault(s => s.Imports.Values.Contains(import))?.Package.Root;

    private ImmutableArray<Location> LocationsOf(object thing) => [.. _declarations[thing].Select(t => t.Location)];

    /// <summary>The comment on the lines right above the line in which a declaration starts, without its marks.</summary>
    private static string CommentAbove(SyntaxToken name)
    {
        string text = name.Source.ToString();
        int start = text.LastIndexOf('\n', Math.Max(0, name.Start - 1)) + 1;
        var lines = new Stack<string>();
        while (start > 0)
        {
            int end = start - 1;
            start = end == 0 ? 0 : text.LastIndexOf('\n', end - 1) + 1;
            string line = text[start..end].Trim();
            if (!line.StartsWith('#')) break;
            lines.Push(line[1..].Trim());
        }
        return string.Join('\n', lines);
    }
}
