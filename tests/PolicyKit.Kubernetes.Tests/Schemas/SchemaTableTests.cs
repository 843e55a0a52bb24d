using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Kubernetes.Schemas;
using PolicyKit.SchemaTool;
using PolicyKit.Symbols.Types;

namespace PolicyKit.Kubernetes.Tests.Schemas;

/// <summary>The table of kinds that is embedded: made of the OpenAPI document, and read field by field.</summary>
public sealed class SchemaTableTests
{
    public static TheoryData<string, string> Fields => CaseFile.Lines("schemas/fields.cases");

    public static TheoryData<string, string, string> Documents => CaseFile.Blocks("schemas/openapi.cases");

    /// <summary>Left: a kind and a path in it. Right: the type.</summary>
    [Theory]
    [MemberData(nameof(Fields))]
    public void Fields_have_types(string left, string expected) => Assert.Equal(expected, TypePaths.Print(KubernetesDomain.Instance, left));

    /// <summary>Left: an OpenAPI document. Right: for each kind each field with its type, a <c>!</c> where it is required.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void Documents_give_tables(string title, string source, string expected)
    {
        Assert.NotEqual("", title);
        var table = new SchemaTable(TableWriter.Write(KindSchemas.Read("1.99", [System.Text.Encoding.UTF8.GetBytes(source)])));
        Assert.Equal("1.99", table.KubernetesVersion);
        IEnumerable<string> lines = table.Served.SelectMany(s => table.Find(s.Kind, s.Version)!.Fields.Select(f => $"{s.Kind} {s.Version} {f.Name}{(f.IsRequired ? "!" : "")}: {Print(f.Type)}"));
        Assert.Equal(expected, string.Join('\n', lines));
    }

    [Fact]
    public void A_document_that_is_none_is_refused()
    {
        Assert.Throws<SchemaException>(() => KindSchemas.Read("1.0", ["{}"u8.ToArray()]));
        Assert.Throws<SchemaException>(() => KindSchemas.Read("1.0", ["""{"definitions": {"a": {"properties": {"metadata": {"$ref": "#/definitions/x.meta.v1.ObjectMeta"}}, "x-kubernetes-group-version-kind": [{"group": "", "version": "v1", "kind": "A"}]}}}"""u8.ToArray()]));
        Assert.Throws<FormatException>(() => new SchemaTable("PKS2"u8.ToArray()));
    }

    [CorporaFact]
    public void The_table_is_what_the_tool_makes_of_the_document()
    {
        byte[] document = File.ReadAllBytes(Path.Combine(Corpora.Root!, "k8s-openapi", "swagger-1.36.json"));
        using Stream embedded = typeof(KubernetesDomain).Assembly.GetManifestResourceStream("kubernetes-1.36.pks")!;
        using var bytes = new MemoryStream();
        embedded.CopyTo(bytes);
        Assert.Equal(TableWriter.Write(KindSchemas.Read("1.36", [document])), bytes.ToArray());
    }

    [Fact]
    public void Every_type_can_be_read_and_ends_in_values()
    {
        var seen = new HashSet<TypeSymbol>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<TypeSymbol>(SchemaTable.Default.Served.Select(s => SchemaTable.Default.Find(s.Kind, s.Version)!));
        while (waiting.TryDequeue(out TypeSymbol? type))
        {
            if (!seen.Add(type)) continue;
            Assert.NotEqual(TypeSymbol.Never, type);
            foreach (FieldSymbol field in type.Fields) waiting.Enqueue(field.Type);
            if (type.Elements is { } inside && type != TypeSymbol.Any && inside != TypeSymbol.Never) waiting.Enqueue(inside);
        }
        Assert.InRange(seen.Count, 700, 3000);
    }

    [Fact]
    public void Kinds_of_the_table_are_built_in()
    {
        string[] unknown = [.. SchemaTable.Default.Served.Where(s => BuiltInKinds.Find(s.Kind.Group, s.Kind.Kind) is not { } known || !known.Versions.Contains(s.Version)).Select(s => $"{s.Kind} {s.Version}")];
        // Subresources, which have no list of their own.
        Assert.Equal(["Eviction.policy v1", "Scale.autoscaling v1", "TokenRequest.authentication.k8s.io v1"], unknown);
    }

    private static string Print(TypeSymbol type) => type.ToString();
}
