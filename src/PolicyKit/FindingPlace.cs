namespace PolicyKit;

/// <summary>A field of an object. Its paths are printed when they are first asked for.</summary>
public sealed record FindingPlace
{
    private readonly PathStep[] _steps = [];
    private readonly int _rootSteps;
    private string? _path;
    private string? _documentPath;

    /// <summary>A place at a path.</summary>
    /// <param name="document">See <see cref="Document"/>.</param>
    /// <param name="path">See <see cref="Path"/>.</param>
    /// <param name="documentPath">See <see cref="DocumentPath"/>.</param>
    public FindingPlace(PolicyDocument? document, string path, string documentPath) => (Document, _path, _documentPath) = (document, path, documentPath);

    /// <param name="document">See <see cref="Document"/>.</param>
    /// <param name="steps">From the document to the field.</param>
    /// <param name="rootSteps">How many of them lead to the object.</param>
    internal FindingPlace(PolicyDocument? document, PathStep[] steps, int rootSteps) => (Document, _steps, _rootSteps) = (document, steps, rootSteps);

    /// <summary>The document that the object is in; null when it was not read from one.</summary>
    public PolicyDocument? Document { get; }

    /// <summary>Path in the object (empty for the whole object), such as <c>spec.containers[0].image</c>; it may lead to a field that is not there.</summary>
    public string Path => _path ??= FieldPath.Format(_steps.AsSpan(Math.Min(_rootSteps, _steps.Length)));

    /// <summary>The same place as a path in the document: an item of a list stands below <c>items</c>.</summary>
    public string DocumentPath => _documentPath ??= _rootSteps == 0 ? Path : FieldPath.Format(_steps);

    /// <summary>Line and character in the document, of the field or of its nearest ancestor that is there; null when the document has no positions.</summary>
    public Text.LinePosition? Position => Document?.GetPosition(DocumentPath);

    /// <summary>The steps of <see cref="Path"/>; none of a place that was made from text.</summary>
    internal ReadOnlySpan<PathStep> Steps => _steps.AsSpan(Math.Min(_rootSteps, _steps.Length));

    /// <summary>Number of characters of <see cref="Path"/>.</summary>
    internal int PathLength => _path?.Length ?? FieldPath.LengthOf(_steps.AsSpan(Math.Min(_rootSteps, _steps.Length))) ?? Path.Length;

    /// <summary>Whether this is the place at the end of these steps.</summary>
    internal bool Is(PolicyDocument? document, ReadOnlySpan<PathStep> steps, int rootSteps) =>
        Document == document && _rootSteps == rootSteps && steps.SequenceEqual(_steps);

    /// <summary>Whether both places, made of steps, are the same.</summary>
    internal bool IsSame(FindingPlace other) => Is(other.Document, other._steps, other._rootSteps);

    /// <inheritdoc/>
    public bool Equals(FindingPlace? other) => other is not null && Document == other.Document && Path == other.Path && DocumentPath == other.DocumentPath;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Document, Path, DocumentPath);

    /// <inheritdoc/>
    public override string ToString() => Path;
}
