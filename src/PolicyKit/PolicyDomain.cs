using System.Collections.Immutable;
using PolicyKit.Runtime;
using PolicyKit.Symbols.Types;

namespace PolicyKit;

/// <summary>A kind of object: API group (empty for the core group) and kind, such as <c>apps</c> and <c>Deployment</c>.</summary>
public readonly record struct ObjectKind(string Group, string Kind)
{
    /// <summary><c>Deployment.apps</c>, or <c>Pod</c> for the core group.</summary>
    public override string ToString() => Group.Length == 0 ? Kind : $"{Kind}.{Group}";
}

/// <summary>
/// A document that is read out of the judged object by kind: for each kind the member paths below the object. A single document is the value at the one path; a
/// collection is the concatenation of the arrays at all paths, in order.
/// </summary>
/// <param name="Name">The name that policies read it by, such as <c>containers</c>.</param>
/// <param name="IsCollection">Whether the paths lead to arrays whose elements are collected.</param>
/// <param name="Paths">For each kind that has the document, its member paths.</param>
public sealed record DomainDocument(string Name, bool IsCollection, IReadOnlyDictionary<ObjectKind, ImmutableArray<ImmutableArray<string>>> Paths);

/// <summary>A builtin function that a domain adds, such as <c>labels.matches</c>.</summary>
/// <param name="Name">Dotted name.</param>
/// <param name="Parameters">Parameter types as Rego writes them.</param>
/// <param name="Result">Result type.</param>
/// <param name="Implementation">A static method group <c>Value F([BuiltinContext], Value, …)</c>.</param>
/// <param name="Summary">One line for the docs.</param>
public sealed record DomainBuiltin(string Name, ImmutableArray<string> Parameters, string Result, Delegate Implementation, string Summary);

/// <summary>What the elements of a list's <c>items</c> are where they do not say it themselves; both empty in a list of mixed kinds, whose items always say it.</summary>
/// <param name="ApiVersion">Such as <c>v1</c>.</param>
/// <param name="Kind">Such as <c>Pod</c>.</param>
public readonly record struct ListItems(string ApiVersion, string Kind);

/// <summary>What an admission request is for.</summary>
public enum RequestTarget
{
    /// <summary>The object itself.</summary>
    Object,

    /// <summary>A part of the object, such as its status, which carries the whole. Only policies that name the resource are for it.</summary>
    Part,

    /// <summary>Something that is done with the object, which carries a kind of its own: <c>Scale</c>. Only policies that name the resource, the kind or the operation CONNECT are for it.</summary>
    Action,
}

/// <summary>
/// What the language knows of the world that it judges: which kind an object is, named groups of kinds, documents read out of an object, and builtins. Immutable and thread-safe.
/// </summary>
public abstract class PolicyDomain
{
    /// <summary>A domain without kinds, documents or builtins of its own: plain Rego.</summary>
    public static PolicyDomain None { get; } = new NoDomain();

    /// <summary>Documents that policies read by name.</summary>
    public abstract ImmutableArray<DomainDocument> Documents { get; }

    /// <summary>Builtins beyond Rego's.</summary>
    public abstract ImmutableArray<DomainBuiltin> Builtins { get; }

    /// <summary>Paths in every object that <see cref="FindFault"/> reads: of an object in which none of them is defined, only the kind says whether it can be judged.</summary>
    public virtual ImmutableArray<ImmutableArray<string>> FaultReads => [];

    /// <summary>Paths in objects that matching reads, where a policy or a constraint has conditions beyond the kind, and those that the request of a core module is made of.</summary>
    public virtual ImmutableArray<ImmutableArray<string>> MatchReads => [];

    /// <summary>The kind of an object by its <c>apiVersion</c> and <c>kind</c>; null when it has none.</summary>
    public abstract ObjectKind? GetKind(Value document);

    /// <summary>Whether the conditions of a policy's <c>match</c>, apart from kinds and operations, hold.</summary>
    public virtual MatchAnswer Matches(PolicyMatch match, ObjectKind kind, PolicyInput input) => MatchAnswer.Yes;

    /// <summary>Which of an object's requests carried <see cref="PolicyInput.Request"/>: one for the object itself unless the domain knows better.</summary>
    public virtual RequestTarget TargetOf(ObjectKind kind, Value request) => RequestTarget.Object;

    /// <summary>What a request for the object would state, by name, where <see cref="PolicyInput.Request"/> does not state it; <c>object</c> and <c>oldObject</c> are not among it.</summary>
    protected virtual IEnumerable<KeyValuePair<string, Value>> RequestOf(PolicyInput input) => [];

    /// <summary>The admission request that core modules read: what was given of it, what the domain adds, and the objects with their null members.</summary>
    internal Value MakeRequest(PolicyInput input)
    {
        var members = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach ((string name, Value value) in RequestOf(input)) members[name] = value;
        foreach ((Value name, Value value) in Ops.Raw(input.Request).Members()) members[name.TextOrEmpty()] = value;
        members["object"] = Ops.Raw(input.Object);
        members["oldObject"] = Ops.Raw(input.OldObject);
        return Value.FromObject(members.Where(m => !m.Value.IsUndefined).Select(m => KeyValuePair.Create(Value.FromString(m.Key), m.Value)));
    }

    /// <summary>Why a selector of a <c>match</c> is none; null when it is one.</summary>
    public virtual string? FindSelectorFault(Value selector) => null;

    /// <summary>Why a document with a kind cannot be judged as one object (a list of objects, say); null when it can.</summary>
    public virtual string? FindFault(Value document, ObjectKind kind) => null;

    /// <summary>What the elements of <c>items</c> are in an object of a kind; null when the kind is no list.</summary>
    public virtual ListItems? GetItems(string apiVersion, string kind) => null;

    /// <summary>
    /// The kinds that one word of a <c>match</c> names: a named group (<c>workloads</c>), a kind with or without its group, or <c>*</c> for all (then
    /// <paramref name="all"/> is set). False when the word names nothing known; <paramref name="suggestion"/> is then the nearest word, if any.
    /// </summary>
    public abstract bool TryGetKinds(string word, out ImmutableArray<ObjectKind> kinds, out bool all, out string? suggestion);

    /// <summary>The type of the objects of a kind; null when it is not known, so that they may have any field.</summary>
    /// <param name="kind">The kind; null for what objects of every kind have.</param>
    /// <param name="version">One of its versions; null for all that are served.</param>
    public virtual TypeSymbol? GetObjectType(ObjectKind? kind, string? version = null) => null;

    /// <summary>The type of a document that is given with the object: <c>request</c>, <c>namespace</c> or <c>cluster</c>; null when it is not known.</summary>
    public virtual TypeSymbol? GetDocumentType(string name) => null;

    /// <summary>The type that core modules name by a schema, such as <c>schema.kubernetes.v1.Pod</c> in a <c># METADATA</c> comment; any when the name is none of this domain's, null when it should be and is not.</summary>
    /// <param name="reference">The name.</param>
    public virtual TypeSymbol? GetSchema(string reference) => TypeSymbol.Any;

    /// <summary>Reads YAML, in which <c># METADATA</c> comments of core modules are written; null when this domain reads none, so that they are comments and no more.</summary>
    /// <param name="text">The text.</param>
    public virtual YamlReading? ReadYaml(string text) => null;

    private sealed class NoDomain : PolicyDomain
    {
        public override ImmutableArray<DomainDocument> Documents => [];

        public override ImmutableArray<DomainBuiltin> Builtins => [];

        public override ObjectKind? GetKind(Value document) => null;

        public override bool TryGetKinds(string word, out ImmutableArray<ObjectKind> kinds, out bool all, out string? suggestion)
        {
            kinds = [];
            all = word == "*";
            suggestion = null;
            return all;
        }
    }
}
