using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using PolicyKit.Runtime;
using PolicyKit.Runtime.Clr;
using PolicyKit.Text;

namespace PolicyKit;

/// <summary>What an evaluation judges: the object and its surroundings. Values that are left out are undefined.</summary>
public sealed record PolicyInput
{
    private static readonly SearchValues<char> s_added = SearchValues.Create("+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private Value _object;
    private Version? _kubernetesVersion;

    /// <summary>Nothing at all.</summary>
    public static PolicyInput Empty { get; } = new();

    /// <summary>The object as policies see it (null fields are undefined, null elements of lists are empty objects).</summary>
    public Value Object
    {
        get => _object;
        init => _object = value;
    }

    /// <summary>The object before an update.</summary>
    public Value OldObject { get; init; }

    /// <summary>The admission request: operation, userInfo, namespace, dryRun, subResource.</summary>
    public Value Request { get; init; }

    /// <summary>The namespace object of the judged object.</summary>
    public Value Namespace { get; init; }

    /// <summary>Other objects, by group/version, kind, namespace and name.</summary>
    public Value Cluster { get; init; }

    /// <summary>Whether the absence of a kind (first) in a namespace (second) from <see cref="Cluster"/> means that there is none; null: never.</summary>
    public Func<string, string, bool>? IsComplete { get; init; }

    /// <summary>The version of Kubernetes that is judged against, such as 1.25: major and minor alone. Null stands for the program's (<see cref="PolicyProgram.WithKubernetesVersion"/>), and where that has none for the newest.</summary>
    public Version? KubernetesVersion
    {
        get => _kubernetesVersion;
        init => _kubernetesVersion = value;
    }

    /// <summary>A version of Kubernetes as it is written (<c>1.25</c>, <c>v1.25</c>, <c>v1.25.3</c>), or as a cluster tells its own (<c>v1.30.2-gke.100</c>, <c>v1.30.2+k3s1</c>), without its patch; null when it is none.</summary>
    public static Version? ParseKubernetesVersion(string text)
    {
        string[] parts = (text.StartsWith('v') ? text[1..] : text).Split('.', 3);
        return parts.Length > 1 && parts[0] != "0" && IsNumber(parts[0]) && IsNumber(parts[1]) && (parts.Length == 2 || IsPatch(parts[2]))
            ? new Version(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary><c>input</c> of core modules; when left out, an object of the members above.</summary>
    public Value Input { get; init; }

    /// <summary>The evaluation's own time; the Unix epoch when left out.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>What the evaluation may cost; null for the limits of the program (see <see cref="PolicyProgram.WithLimits"/>).</summary>
    public EvaluationLimits? Limits { get; init; }

    /// <summary>Ends the evaluation with an <see cref="OperationCanceledException"/>. It is looked at when the evaluation starts and every some thousand steps.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Takes the lines of <c>print</c>, each with the place of its call.</summary>
    public Action<string, Location>? Print { get; init; }

    /// <summary>An input that judges one document as a whole.</summary>
    public static PolicyInput ForObject(PolicyDocument document) => new() { Object = document.Root };

    /// <summary>An input that judges what an element holds.</summary>
    /// <exception cref="DocumentException">A key is repeated, or it nests deeper than 1,000 levels.</exception>
    public static PolicyInput ForObject(JsonElement element) => ForObject(PolicyDocument.From(element));

    /// <summary>An input that judges a node as it is now.</summary>
    /// <exception cref="DocumentException">The node cannot be written, repeats a key, or nests too deep.</exception>
    public static PolicyInput ForObject(JsonNode node) => ForObject(PolicyDocument.From(node));

    /// <summary>
    /// An input that judges an object as System.Text.Json would write it, without writing it: members are read from the object when policies ask for them, so it must not change meanwhile.
    /// The object's own type counts, as where System.Text.Json writes an <see cref="object"/>. Options are to be made once
    /// and used again; what is known of a type under some options is kept.
    /// </summary>
    /// <param name="value">The object; UTF-8 JSON in an array or memory of bytes is read where no options are given.</param>
    /// <param name="options">How it is written; <see cref="JsonSerializerOptions.Default"/> when left out.</param>
    /// <exception cref="DocumentException">The object cannot be written as JSON. Where that lies in a member, a decision says so.</exception>
    public static PolicyInput ForObject<T>(T value, JsonSerializerOptions? options = null) => options is not null
        ? new() { Object = ClrValue.From(value, options) }
        : value switch
        {
            JsonElement element => ForObject(element),
            JsonDocument document => ForObject(document.RootElement),
            JsonNode node => ForObject(node),
            byte[] text => ForObject(PolicyDocument.ParseJson(text)),
            ReadOnlyMemory<byte> text => ForObject(PolicyDocument.ParseJson(text.Span)),
            Memory<byte> text => ForObject(PolicyDocument.ParseJson(text.Span)),
            _ => new() { Object = ClrValue.From(value, options) },
        };

    /// <inheritdoc cref="ForObject{T}(T, JsonSerializerOptions?)"/>
    /// <param name="value">The object.</param>
    /// <param name="typeInfo">How it is written, such as a source-generated context tells it.</param>
    public static PolicyInput ForObject<T>(T value, JsonTypeInfo<T> typeInfo) => new() { Object = ClrValue.From(value, typeInfo) };

    /// <summary>Whether a document is a CLR object.</summary>
    internal bool HoldsObjects =>
        ClrValue.Is(Object) || ClrValue.Is(OldObject) || ClrValue.Is(Request) || ClrValue.Is(Namespace) || ClrValue.Is(Cluster) || ClrValue.Is(Input);

    /// <summary>Judges another object from now on; for inputs that nobody else holds.</summary>
    internal void Replace(Value value, Version? kubernetesVersion) => (_object, _kubernetesVersion) = (value, kubernetesVersion);

    /// <summary>The same input with the JSON of documents that are CLR objects.</summary>
    /// <exception cref="DocumentException">One of them cannot be written as JSON.</exception>
    internal PolicyInput Written() => this with
    {
        Object = ClrValue.Written(Object),
        OldObject = ClrValue.Written(OldObject),
        Request = ClrValue.Written(Request),
        Namespace = ClrValue.Written(Namespace),
        Cluster = ClrValue.Written(Cluster),
        Input = ClrValue.Written(Input),
    };

    /// <summary>A number, and perhaps what a distribution adds to it.</summary>
    private static bool IsPatch(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAny('-', '+');
        return end < 0 ? IsNumber(text) : IsNumber(text[..end]) && end + 1 < text.Length && text[end..].IndexOfAnyExcept(s_added) < 0;
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => text.Length is > 0 and < 6 && text is not ['0', _, ..] && text.IndexOfAnyExceptInRange('0', '9') < 0;
}
