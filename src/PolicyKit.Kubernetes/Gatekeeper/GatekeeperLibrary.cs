using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>
/// Gatekeeper's <c>ConstraintTemplate</c>s and constraints, read from YAML or JSON. Compile <see cref="Trees"/> (with others, if wanted), then give the program <see cref="Constraints"/>, and
/// <see cref="GatekeeperInventory"/> when <see cref="ReadsInventory"/>.
/// </summary>
public sealed class GatekeeperLibrary
{
    private const string TemplateGroup = "templates.gatekeeper.sh";
    private const string ConstraintGroup = "constraints.gatekeeper.sh";
    private const string TemplateKind = "ConstraintTemplate";

    private static readonly string[] TemplateVersions = ["v1", "v1beta1", "v1alpha1"];

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<string, GatekeeperTemplate> _templates = new(StringComparer.Ordinal);
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);

    private GatekeeperLibrary(IEnumerable<SourceText> files, GatekeeperOptions options)
    {
        var finder = new ObjectFinder(_diagnostics.Add, "gatekeeper.sh", TemplateKind);
        Field[] objects = [.. files.SelectMany(finder.Find)];
        Field[] templates = [.. objects.Where(o => KindOf(o) == TemplateKind)];
        Field[] constraints = [.. objects.Where(o => KindOf(o) is not ("" or TemplateKind) && GroupOf(o) == ConstraintGroup)];
        foreach (Field unknown in objects.Where(o => KindOf(o).Length == 0 && GroupOf(o) == ConstraintGroup))
        {
            _diagnostics.Add(Diagnostic.Create(GatekeeperDescriptors.InvalidConstraint, unknown.Location, ConstraintGroup, "needs `kind`, the kind that its template declares"));
        }
        foreach (Field unknown in objects.Where(o => KindOf(o) != TemplateKind && GroupOf(o) == TemplateGroup)) NoteKind(unknown);
        foreach (Field template in templates) AddTemplate(template);
        Constraints = ReadConstraints(constraints, options);
        foreach (Field other in objects) NoteOther(other);
        NoteUnused(constraints);
        Count = templates.Length + constraints.Length;
        Trees = [.. _templates.Values.SelectMany(t => t.Trees)];
        ReadsInventory = _templates.Values.Any(t => t.ReadsInventory);
        Diagnostics = [.. _diagnostics];
    }

    /// <summary>The Rego of the templates that can be judged by; each in a root named as the kind of its constraints.</summary>
    public ImmutableArray<SyntaxTree> Trees { get; }

    /// <summary>The constraints that are enforced.</summary>
    public ImmutableArray<PolicyConstraint> Constraints { get; }

    /// <summary>What is wrong with templates and constraints; what is wrong in their Rego is said when <see cref="Trees"/> are compiled.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>Whether some template reads <c>data.inventory</c>.</summary>
    public bool ReadsInventory { get; }

    /// <summary>Number of templates and constraints that were found, broken ones among them.</summary>
    public int Count { get; }

    /// <summary>Reads files. What is neither a template nor a constraint, such as the objects that they are tested with, is passed over.</summary>
    public static GatekeeperLibrary Load(IEnumerable<SourceText> files, GatekeeperOptions? options = null) => new(files, options ?? new GatekeeperOptions());

    private static string KindOf(Field found) => found.Member("kind")?.TextOrEmpty ?? "";

    private static string GroupOf(Field found) => GroupVersion.Parse(found.Member("apiVersion")?.TextOrEmpty ?? "").Group;

    private void NoteKind(Field found)
    {
        Field? kind = found.Member("kind");
        string what = kind is null ? $"needs `kind: {TemplateKind}`" : $"must be `{TemplateKind}`";
        _diagnostics.Add(Diagnostic.Create(GatekeeperDescriptors.InvalidTemplate, (kind ?? found).Location, kind is null ? TemplateGroup : "kind", what));
    }

    private void AddTemplate(Field found)
    {
        (string group, string version) = GroupVersion.Parse(found.Member("apiVersion")?.TextOrEmpty ?? "");
        if (group != TemplateGroup || !TemplateVersions.Contains(version))
        {
            Field place = found.Member("apiVersion") ?? found;
            _diagnostics.Add(Diagnostic.Create(GatekeeperDescriptors.InvalidTemplate, place.Location, "apiVersion", $"must be {string.Join(" or ", TemplateVersions.Select(v => $"`{TemplateGroup}/{v}`"))}"));
            if (found.Member("apiVersion") is null) return;
        }
        int before = _diagnostics.Count;
        GatekeeperTemplate? template = new TemplateReader(_diagnostics.Add).Read(found);
        if (template is null)
        {
            if (found.Member("metadata", "name") is { } name) _broken.Add(name.TextOrEmpty);
        }
        else if (!_templates.TryAdd(template.Kind, template))
        {
            _diagnostics.Add(Diagnostic.Create(GatekeeperDescriptors.DuplicateTemplate, template.Location, template.Kind, _templates[template.Kind].Location));
        }
        else if (_diagnostics.Count > before)
        {
            _broken.Add(template.Kind.ToLowerInvariant());
        }
    }

    private ImmutableArray<PolicyConstraint> ReadConstraints(Field[] found, GatekeeperOptions options)
    {
        var reader = new ConstraintReader(_diagnostics.Add, options);
        var constraints = ImmutableArray.CreateBuilder<PolicyConstraint>();
        var seen = new Dictionary<string, Location>(StringComparer.Ordinal);
        foreach (Field constraint in found)
        {
            if (ConstraintReader.IdOf(constraint) is { } id && !seen.TryAdd(id, constraint.Member("metadata", "name")!.Location))
            {
                _diagnostics.Add(Diagnostic.Create(GatekeeperDescriptors.DuplicateConstraint, constraint.Member("metadata", "name")!.Location, id, seen[id]));
            }
            else if (_templates.TryGetValue(KindOf(constraint), out GatekeeperTemplate? template))
            {
                if (reader.Read(constraint, template) is { } read) constraints.Add(read);
            }
            else if (!_broken.Contains(KindOf(constraint).ToLowerInvariant()))
            {
                NoteNoTemplate(constraint);
            }
        }
        return constraints.ToImmutable();
    }

    private void NoteNoTemplate(Field constraint)
    {
        string kind = KindOf(constraint);
        Location place = (constraint.Member("kind") ?? constraint).Location;
        string id = ConstraintReader.IdOf(constraint) ?? kind;
        _diagnostics.Add(Diagnostic.Create(GatekeeperDescriptors.NoTemplate, place, id, kind, Spelling.DidYouMean(kind, _templates.Keys)));
    }

    private void NoteUnused(Field[] constraints)
    {
        HashSet<string> used = [.. constraints.Select(KindOf)];
        foreach (GatekeeperTemplate template in _templates.Values.Where(t => !used.Contains(t.Kind) && !t.Trees.IsEmpty && t.Trees.All(tree => tree.Diagnostics.IsEmpty)))
        {
            _diagnostics.Add(Diagnostic.Create(GatekeeperDescriptors.NoConstraint, template.Location, template.Kind));
        }
    }

    private void NoteOther(Field found)
    {
        if (OtherPolicies.Describe(GroupOf(found), KindOf(found)) is not { } reason) return;
        string name = found.Member("metadata", "name")?.TextOrEmpty ?? "";
        _diagnostics.Add(Diagnostic.Create(GatekeeperDescriptors.OtherPolicy, (found.Member("kind") ?? found).Location, $"{KindOf(found)} {name}".TrimEnd(), reason));
    }
}
