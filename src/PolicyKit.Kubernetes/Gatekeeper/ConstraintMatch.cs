using System.Collections.Immutable;
using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Gatekeeper;

/// <summary>
/// The <c>match</c> of a constraint as Gatekeeper reads it: all parts must hold, for the object or for the one before the update. What is not known, such as the labels of a namespace that was not
/// given, makes the constraint not judged unless another part says no.
/// </summary>
internal sealed class ConstraintMatch
{
    private readonly ImmutableArray<(ImmutableArray<string> Groups, ImmutableArray<string> Kinds)> _kinds;
    private readonly ImmutableArray<string> _namespaces;
    private readonly ImmutableArray<string> _excludedNamespaces;
    private readonly Value _labels;
    private readonly Value _namespaceLabels;
    private readonly string _scope;
    private readonly string _name;
    private readonly bool _isForOriginals;
    private readonly bool _isAsStated;

    /// <param name="match">The valid value of <c>spec.match</c>; undefined when there is none.</param>
    /// <param name="isAsStated">Whether an object of a kind that is not known has the namespace that it states, and any that states none has none.</param>
    public ConstraintMatch(Value match, bool isAsStated)
    {
        _kinds = [.. match.Member("kinds").Elements().Select(entry => (Texts(entry.Member("apiGroups")), Texts(entry.Member("kinds"))))];
        _namespaces = Texts(match.Member("namespaces"));
        _excludedNamespaces = Texts(match.Member("excludedNamespaces"));
        _labels = match.Member("labelSelector");
        _namespaceLabels = match.Member("namespaceSelector");
        _scope = match.Member("scope").TextOrEmpty();
        _name = match.Member("name").TextOrEmpty();
        _isForOriginals = match.Member("source").TextOrEmpty() != "Generated";
        _isAsStated = isAsStated;
    }

    public bool MatchesKind(ObjectKind kind) => _isForOriginals && (_kinds.IsEmpty || _kinds.Any(entry => Names(entry.Groups, kind.Group) && Names(entry.Kinds, kind.Kind)));

    public MatchAnswer Matches(ObjectKind kind, PolicyInput input, PolicyDomain domain)
    {
        MatchAnswer now = Matches(kind, input.Object, input, domain);
        if (now.IsMatch || input.OldObject.Kind != ValueKind.Object) return now;
        MatchAnswer before = Matches(kind, input.OldObject, input, domain);
        return before.IsMatch || now.Unknown is null ? before : now;
    }

    private MatchAnswer Matches(ObjectKind kind, Value target, PolicyInput input, PolicyDomain domain)
    {
        if (target.Kind != ValueKind.Object || !MatchesName(target) || (!_labels.IsUndefined && !LabelSelectors.Selects(_labels, target.Member("metadata", "labels")))) return MatchAnswer.No;
        var home = _isAsStated ? ObjectNamespace.AsStated(kind, target, input) : new ObjectNamespace(kind, target, input, domain as KubernetesDomain ?? KubernetesDomain.Instance);
        ReadOnlySpan<MatchAnswer> answers = [MatchesScope(home), MatchesNamespace(home), MatchesNamespaceLabels(home, target, input)];
        string? unknown = null;
        foreach (MatchAnswer answer in answers)
        {
            if (answer.Unknown is { } reason) unknown ??= reason;
            else if (!answer.IsMatch) return MatchAnswer.No;
        }
        return unknown is null ? MatchAnswer.Yes : new MatchAnswer(false, unknown);
    }

    /// <summary>An object that the API server is to name goes by the start of its name, which only a pattern with an open end can tell.</summary>
    private bool MatchesName(Value target)
    {
        if (_name.Length == 0) return true;
        string name = target.Member("metadata", "name").TextOrEmpty();
        string start = target.Member("metadata", "generateName").TextOrEmpty();
        return name.Length > 0 || start.Length == 0 ? NameGlob.Matches(_name, name) : _name.EndsWith('*') && NameGlob.Matches(_name, start);
    }

    private MatchAnswer MatchesScope(ObjectNamespace home) => _scope switch
    {
        "Cluster" => home.IsNamespaced is { } known ? Answer(!known) : home.UnknownAnswer,
        "Namespaced" => home.IsNamespaced is { } known ? Answer(known) : home.UnknownAnswer,
        _ => MatchAnswer.Yes,
    };

    private MatchAnswer MatchesNamespace(ObjectNamespace home)
    {
        if (_namespaces.IsEmpty && _excludedNamespaces.IsEmpty) return MatchAnswer.Yes;
        if (home.Name.Length == 0) return home.IsNamespaced == false ? MatchAnswer.Yes : home.UnknownAnswer;
        bool isNamed = _namespaces.IsEmpty || _namespaces.Any(pattern => NameGlob.Matches(pattern, home.Name));
        // Of a kind that may have no namespaces, an object must not be left out for the one that it states.
        if (home.IsNamespaced is null) return isNamed ? MatchAnswer.Yes : home.UnknownAnswer;
        return Answer(isNamed && !_excludedNamespaces.Any(pattern => NameGlob.Matches(pattern, home.Name)));
    }

    private MatchAnswer MatchesNamespaceLabels(ObjectNamespace home, Value target, PolicyInput input)
    {
        if (_namespaceLabels.IsUndefined) return MatchAnswer.Yes;
        if (home.IsNamespace) return Answer(LabelSelectors.Selects(_namespaceLabels, target.Member("metadata", "labels")));
        if (home.IsNamespaced == false) return MatchAnswer.Yes;
        if (!input.Namespace.IsUndefined) return LabelSelectors.Selects(_namespaceLabels, input.Namespace.Member("metadata", "labels")) ? MatchAnswer.Yes : home.IsNamespaced is null ? home.UnknownAnswer : MatchAnswer.No;
        return home.Name.Length == 0 ? home.UnknownAnswer : new MatchAnswer(false, $"the labels of namespace `{home.Name}` are not known");
    }

    private static MatchAnswer Answer(bool isMatch) => isMatch ? MatchAnswer.Yes : MatchAnswer.No;

    private static ImmutableArray<string> Texts(Value list) => [.. list.Elements().Select(e => e.TextOrEmpty())];

    private static bool Names(ImmutableArray<string> words, string word) => words.IsEmpty || words.Contains("*") || words.Contains(word);
}
