using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Symbols.Types;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Binding.Types;

/// <summary>Reads the <c># METADATA</c> comments of core modules, as OPA has them. Only their schemas mean something here; the other fields are checked for their kind.</summary>
internal sealed class AnnotationReader
{
    private const string Rule = "rule", Document = "document", Package = "package", Subpackages = "subpackages";

    private static readonly string[] Scopes = [Rule, Document, Package, Subpackages];

    private static readonly Dictionary<string, (ValueKind Kind, string Words)> Fields = new(StringComparer.Ordinal)
    {
        ["scope"] = (ValueKind.String, "a string"),
        ["title"] = (ValueKind.String, "a string"),
        ["description"] = (ValueKind.String, "a string"),
        ["entrypoint"] = (ValueKind.Boolean, "a boolean"),
        ["custom"] = (ValueKind.Object, "an object"),
        ["authors"] = (ValueKind.Array, "a list"),
        ["organizations"] = (ValueKind.Array, "a list"),
        ["related_resources"] = (ValueKind.Array, "a list"),
        ["schemas"] = (ValueKind.Array, "a list"),
    };

    private readonly BindingSession _session;
    private readonly Annotations _read = new();

    private AnnotationReader(BindingSession session) => _session = session;

    public static Annotations Read(BindingSession session, Dictionary<RuleSymbol, List<RuleDeclaration>> rules)
    {
        var reader = new AnnotationReader(session);
        var packages = new HashSet<SyntaxTree>();
        foreach ((RuleSymbol rule, List<RuleDeclaration> declarations) in rules)
        {
            foreach (RuleDeclaration declaration in declarations.Where(d => !d.Scope.IsPolicyLayer))
            {
                SyntaxTree tree = declaration.Scope.Tree;
                if (packages.Add(tree) && tree.Root.Package is { } package) reader.ReadAll(package.FirstToken, rule: null, declaration);
                reader.ReadAll(declaration.Syntax.FirstToken, rule, declaration);
            }
        }
        return reader._read;
    }

    private void ReadAll(SyntaxToken token, RuleSymbol? rule, RuleDeclaration declaration)
    {
        foreach (AnnotationBlock block in AnnotationBlock.Before(token))
        {
            if (_session.Domain.ReadYaml(block.Yaml) is not { } yaml) continue;
            if (yaml.Document is not { Root.Kind: ValueKind.Object } document)
            {
                Report(yaml.Fault is null ? block.MarkLocation : block.LocationAt(yaml.FaultPosition), yaml.Fault ?? "there is no object in it");
                continue;
            }
            foreach ((Value key, Value value) in document.Root.Members())
            {
                if (Fields.TryGetValue(key.TextOrEmpty(), out (ValueKind Kind, string Words) field) && value.Kind is var kind && kind != field.Kind && kind != ValueKind.Null) Report(block, document, value, $"`{key.TextOrEmpty()}` must be {field.Words}");
            }
            Value scope = document.Root.Member("scope");
            string word = scope.TryGetString(out string? stated) ? stated : rule is null ? Package : document.Root.Member("entrypoint") == Value.True ? Document : Rule;
            bool isOfPackage = word is Package or Subpackages;
            if (!Scopes.Contains(word)) Report(block, document, scope, $"`{word}` is no scope{Spelling.DidYouMean(word, Scopes)} (scopes: {string.Join(", ", Scopes)})");
            else if (isOfPackage != rule is null) Report(block, document, scope, $"the scope `{word}` needs a {(isOfPackage ? "package" : "rule")} after the comment");
            else Add(word, rule, declaration, ReadSchemas(block, document));
        }
    }

    private void Add(string scope, RuleSymbol? rule, RuleDeclaration declaration, List<SchemaAnnotation> schemas)
    {
        if (rule is null) _read.AddToPackage(declaration.Scope.Package, schemas, withSubpackages: scope == Subpackages);
        else if (scope == Document) _read.AddToRule(rule, schemas);
        else _read.AddToClause(declaration.Syntax.Head.Location, schemas);
    }

    private List<SchemaAnnotation> ReadSchemas(AnnotationBlock block, PolicyDocument document)
    {
        var read = new List<SchemaAnnotation>();
        foreach ((_, Value item) in document.Root.Member("schemas") is { Kind: ValueKind.Array } list ? list.Entries : [])
        {
            if (item.Kind != ValueKind.Object || item.Count != 1)
            {
                Report(block, document, item, "each of `schemas` must be one path with its schema, such as `input: schema.kubernetes.v1.Pod`");
                continue;
            }
            (Value key, Value schema) = item.Members().First();
            string[]? path = PathOf(key.TextOrEmpty());
            if (path is not ["input" or "data", ..]) Report(block, document, schema, $"`{key.TextOrEmpty()}` must be a path that starts with `input` or `data`");
            else if (TypeOf(schema) is not { } type) Report(block, document, schema, schema.Kind == ValueKind.String ? $"there is no schema `{schema.TextOrEmpty()}`" : "a schema must be the name of one, or an object");
            else if (path[0] == "input") read.Add(new SchemaAnnotation(path[1..], type));
        }
        return read;
    }

    private static string[]? PathOf(string text)
    {
        if (!FieldPath.TryParse(text, out IReadOnlyList<PathStep> steps)) return null;
        string[] names = [.. steps.Select(s => s.Name).OfType<string>()];
        return names.Length == steps.Count ? names : null;
    }

    private TypeSymbol? TypeOf(Value schema) => schema.Kind switch
    {
        ValueKind.String => _session.Domain.GetSchema(schema.TextOrEmpty()),
        ValueKind.Object or ValueKind.Boolean => JsonSchemaTypes.TypeOf(schema),
        _ => null,
    };

    private void Report(AnnotationBlock block, PolicyDocument document, Value value, string what) =>
        Report((document.GetValuePosition(value) ?? document.GetPosition(value)) is { } position ? block.LocationAt(position) : block.MarkLocation, what);

    private void Report(Location location, string what) => _session.Diagnostics.Report(Descriptors.InvalidAnnotation, location, what);
}
