using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Manifests;

/// <summary>
/// Writes into a document what its objects have without saying so: items of a typed list (<c>PodList</c>) have its <c>apiVersion</c> and <c>kind</c>, and namespaced
/// objects without a namespace have that of <c>--namespace</c>. Nulls that the API server reads as the empty text are that. Reports of scanners have a kind of their own. Positions stay.
/// </summary>
internal sealed class DocumentFiller(string? @namespace, KubernetesDomain domain)
{
    private readonly DocumentBuilder _builder = new();
    private readonly HashSet<LinePosition> _emptyTexts = [];
    private PolicyDocument _source = null!;
    private bool _changed;

    /// <summary>The document filled, or itself when nothing is to be added.</summary>
    public static PolicyDocument Fill(PolicyDocument document, ManifestOptions options)
    {
        string? report = ScannerReports.KindOf(document.Root);
        if (options.Namespace is null && report is null && !ManifestLists.IsList(document.Root) && !EmptyTexts(document.RawRoot, "", "").Any()) return document;
        var filler = new DocumentFiller(options.Namespace, options.Domain) { _source = document };
        filler.CopyObject(document.RawRoot, filler.PositionOf(document.RawRoot), report is null ? "" : ScannerReports.ApiVersion, report ?? "");
        return filler._changed ? filler._builder.ToDocument(document.Name) : document;
    }

    private void CopyObject(Value value, LinePosition position, string apiVersion, string kind)
    {
        if (value.Kind != ValueKind.Object)
        {
            Copy(value);
            return;
        }
        string ownVersion = value.Member("apiVersion").TextOrEmpty(), ownKind = value.Member("kind").TextOrEmpty();
        var (itemVersion, itemKind) = ManifestLists.ItemType(value);
        _emptyTexts.UnionWith(EmptyTexts(value, apiVersion, kind).Select(text => _source.GetValuePosition(text)).OfType<LinePosition>());
        _builder.StartObject(position);
        if (ownVersion.Length == 0) Add("apiVersion", apiVersion, position);
        if (ownKind.Length == 0) Add("kind", kind, position);
        bool needsNamespace = NeedsNamespace(value, ownVersion.Length == 0 ? apiVersion : ownVersion, ownKind.Length == 0 ? kind : ownKind);
        if (needsNamespace && value.Member("metadata").Kind is ValueKind.Undefined or ValueKind.Null) AddMetadata(position);
        foreach (var (key, member) in value.Members())
        {
            string name = key.TextOrEmpty();
            if (IsReplaced(name, member, ownVersion, apiVersion, ownKind, kind, needsNamespace)) continue;
            _builder.Key(name, PositionOf(member));
            if (name == "items" && member.Kind == ValueKind.Array && ManifestLists.IsList(value)) CopyItems(member, itemVersion, itemKind);
            else if (name == "metadata" && needsNamespace && member.Kind == ValueKind.Object) CopyMetadata(member);
            else Copy(member);
        }
        _builder.EndObject();
    }

    private static IEnumerable<Value> EmptyTexts(Value value, string apiVersion, string kind)
    {
        string ownVersion = value.Member("apiVersion").TextOrEmpty(), ownKind = value.Member("kind").TextOrEmpty();
        return FieldTypes.FindEmptyTexts(value, BuiltInKinds.Find(GroupVersion.Parse(ownVersion.Length == 0 ? apiVersion : ownVersion).Group, ownKind.Length == 0 ? kind : ownKind));
    }

    /// <summary>Whether a member that is there says nothing (null or empty) and was written anew.</summary>
    private static bool IsReplaced(string name, Value member, string ownVersion, string apiVersion, string ownKind, string kind, bool needsNamespace) => name switch
    {
        "apiVersion" => ownVersion.Length == 0 && apiVersion.Length > 0,
        "kind" => ownKind.Length == 0 && kind.Length > 0,
        "metadata" => needsNamespace && member.Kind == ValueKind.Null,
        _ => false,
    };

    private bool NeedsNamespace(Value value, string apiVersion, string kind)
    {
        if (@namespace is null || domain.IsNamespaced(new ObjectKind(GroupVersion.Parse(apiVersion).Group, kind)) != true) return false;
        return value.Member("metadata").Kind is ValueKind.Undefined or ValueKind.Null or ValueKind.Object && value.Member("metadata", "namespace") is var stated
            && (stated.Kind is ValueKind.Undefined or ValueKind.Null || stated.TryGetString(out string? text) && text.Length == 0);
    }

    private void CopyItems(Value items, string apiVersion, string kind)
    {
        _builder.StartArray(PositionOf(items));
        foreach (var item in items.Elements()) CopyObject(item, PositionOf(item), apiVersion, kind);
        _builder.EndArray();
    }

    private void AddMetadata(LinePosition position)
    {
        _builder.Key("metadata", position);
        _builder.StartObject(position);
        Add("namespace", @namespace!, position);
        _builder.EndObject();
    }

    private void CopyMetadata(Value metadata)
    {
        _builder.StartObject(PositionOf(metadata));
        Add("namespace", @namespace!, PositionOf(metadata));
        foreach (var (key, member) in metadata.Members())
        {
            if (key.TextOrEmpty() == "namespace") continue;
            _builder.Key(key.TextOrEmpty(), PositionOf(member));
            Copy(member);
        }
        _builder.EndObject();
    }

    private void Add(string name, string value, LinePosition position)
    {
        if (value.Length == 0) return;
        _changed = true;
        _builder.Key(name, position);
        _builder.String(value, position);
    }

    private void Copy(Value value)
    {
        var position = PositionOf(value);
        switch (value.Kind)
        {
            case ValueKind.Object:
                _builder.StartObject(position);
                foreach (var (key, member) in value.Members())
                {
                    _builder.Key(key.TextOrEmpty(), PositionOf(member));
                    Copy(member);
                }
                _builder.EndObject();
                break;
            case ValueKind.Array:
                _builder.StartArray(position);
                foreach (var element in value.Elements()) Copy(element);
                _builder.EndArray();
                break;
            case ValueKind.String:
                _builder.String(value.TextOrEmpty(), position);
                break;
            case ValueKind.Number:
                _builder.Number(value.ToJson(), position);
                break;
            case ValueKind.Boolean:
                _builder.Boolean(value == Value.True, position);
                break;
            case ValueKind.Null when _source.GetValuePosition(value) is { } place && _emptyTexts.Contains(place):
                _changed = true;
                _builder.String("", position);
                break;
            default:
                _builder.Null(position);
                break;
        }
    }

    private LinePosition PositionOf(Value node) => _source.GetPosition(node) ?? default;
}
