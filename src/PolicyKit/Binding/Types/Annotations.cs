using PolicyKit.Symbols;
using PolicyKit.Symbols.Types;
using PolicyKit.Text;

namespace PolicyKit.Binding.Types;

/// <summary>What <c># METADATA</c> comments of core modules say of <c>input</c>, for rules, for packages, and for packages with what is below them.</summary>
internal sealed class Annotations
{
    private readonly Dictionary<Location, List<SchemaAnnotation>> _clauses = [];
    private readonly Dictionary<RuleSymbol, List<SchemaAnnotation>> _rules = [];
    private readonly Dictionary<PackageSymbol, List<SchemaAnnotation>> _packages = [];
    private readonly Dictionary<PackageSymbol, List<SchemaAnnotation>> _subpackages = [];

    public bool IsEmpty => _clauses.Count + _rules.Count + _packages.Count + _subpackages.Count == 0;

    public void AddToClause(Location head, IEnumerable<SchemaAnnotation> schemas) => Add(_clauses, head, schemas);

    public void AddToRule(RuleSymbol rule, IEnumerable<SchemaAnnotation> schemas) => Add(_rules, rule, schemas);

    public void AddToPackage(PackageSymbol package, IEnumerable<SchemaAnnotation> schemas, bool withSubpackages) => Add(withSubpackages ? _subpackages : _packages, package, schemas);

    /// <summary>The type of <c>input</c> in a clause; null where nothing is said of it. What is nearer to the clause counts, path by path.</summary>
    public TypeSymbol? InputOf(RuleSymbol rule, Location clause)
    {
        if (IsEmpty) return null;
        var schemas = new List<SchemaAnnotation>();
        for (PackageSymbol? package = rule.Package; package is not null; package = package.Parent) schemas.InsertRange(0, _subpackages.GetValueOrDefault(package) ?? []);
        schemas.AddRange(_packages.GetValueOrDefault(rule.Package) ?? []);
        schemas.AddRange(_rules.GetValueOrDefault(rule) ?? []);
        schemas.AddRange(_clauses.GetValueOrDefault(clause) ?? []);
        return schemas.Count == 0 ? null : schemas.Aggregate(TypeSymbol.Any, (type, schema) => Put(type, schema.Path, schema.Type));
    }

    private static void Add<T>(Dictionary<T, List<SchemaAnnotation>> table, T key, IEnumerable<SchemaAnnotation> schemas) where T : notnull
    {
        SchemaAnnotation[] all = [.. schemas];
        if (all.Length == 0) return;
        if (!table.TryGetValue(key, out List<SchemaAnnotation>? list)) table.Add(key, list = []);
        list.AddRange(all);
    }

    /// <summary>A type whose part at a path has another type.</summary>
    private static TypeSymbol Put(TypeSymbol type, ReadOnlySpan<string> path, TypeSymbol part)
    {
        if (path.IsEmpty) return part;
        string name = path[0];
        TypeSymbol member = Put(type.Member(name) is var known && known == TypeSymbol.Never ? TypeSymbol.Any : known, path[1..], part);
        return type is AnyType or ObjectType
            ? new ObjectType(type is ObjectType ? type.Name : "", type.Fields.Where(f => f.Name != name).Append(new FieldSymbol(name, member)), (type as ObjectType)?.Others ?? TypeSymbol.Any)
            : type;
    }
}

/// <summary>The type of a part of <c>input</c>.</summary>
/// <param name="Path">The steps below <c>input</c>.</param>
/// <param name="Type">The type there.</param>
internal sealed record SchemaAnnotation(string[] Path, TypeSymbol Type);
