using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Kubernetes.Kinds;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;
using PolicyKit.Text;

namespace PolicyKit.Kubernetes.Manifests;

/// <summary>Makes manifests of the documents of one file.</summary>
internal sealed class ManifestReader(ManifestOptions options, string path, bool isNamed)
{
    private readonly List<Manifest> _manifests = [];
    private readonly List<ManifestProblem> _problems = [];
    private readonly List<(LinePosition Position, SkippedFile Skipped)> _skipped = [];

    public ManifestFile Read(string text)
    {
        bool hasActions = HelmTemplates.HasActions(text);
        if (!isNamed && hasActions && HelmTemplates.ChartOf(path) is not null) return Skip(new SkippedFile(path, "Helm template", HelmTemplates.Command(path)));
        var broken = new List<DocumentError>();
        int documents = 0;
        foreach (var reading in DocumentReader.Read(text, path))
        {
            documents++;
            if (reading.Error is { } error) broken.Add(error);
            else ReadDocument(DocumentFiller.Fill(reading.Document!, options), reading);
        }
        bool isTemplate = broken.Count > 0 && hasActions;
        if (isTemplate && !isNamed && _manifests.Count == 0) return Skip(new SkippedFile(path, "template", HelmTemplates.Command(path)));
        if (broken.Count > 0 && !isTemplate && IsOtherJson(text)) return Skip(new SkippedFile(path, "JSON with comments or errors, and no apiVersion"));
        foreach (var error in broken)
        {
            _problems.Add(new ManifestProblem(path, error.Position, error.Message, isTemplate ? $"if this is a template, render it first: {HelmTemplates.Command(path)}" : error.Help));
        }
        return documents == 0 ? Empty() : Finish();
    }

    /// <summary>A project's own configuration in a folder, of which nobody need be told that it is no object.</summary>
    private bool IsOurs => !isNamed && Path.GetFileName(path) == ProjectConfiguration.FileName;

    private bool IsOtherJson(string text) =>
        !isNamed && Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase) && !text.Contains("apiVersion", StringComparison.Ordinal);

    private ManifestFile Skip(SkippedFile skipped) => new(path, [], [], skipped);

    private ManifestFile Empty()
    {
        if (IsOurs) return Finish();
        if (!isNamed) return Skip(new SkippedFile(path, "empty"));
        return new ManifestFile(path, [], [new ManifestProblem(path, null, "this file holds no object")], null);
    }

    /// <summary>What is no object is skipped only where the whole file is none and nobody named it.</summary>
    private ManifestFile Finish()
    {
        if (_skipped.Count > 0 && !isNamed && _manifests.Count == 0 && _problems.Count == 0) return Skip(_skipped[0].Skipped);
        foreach (var (position, skipped) in _skipped)
        {
            string? help = skipped.Command is null ? null : $"render it first: {skipped.Command}";
            _problems.Add(new ManifestProblem(path, position, $"this is no Kubernetes object: {skipped.Reason}", help));
        }
        _problems.Sort((a, b) => Nullable.Compare(a.Position?.Line, b.Position?.Line));
        return new ManifestFile(path, [.. _manifests], [.. _problems], null);
    }

    private void ReadDocument(PolicyDocument document, DocumentReading reading)
    {
        var root = document.Root;
        if (ScannerReports.FindFault(root) is { } fault)
        {
            _problems.Add(new ManifestProblem(path, reading.Position, fault.Message, fault.Help));
            return;
        }
        if (root.Kind != ValueKind.Object)
        {
            string? command = OtherFiles.IsJsonPatch(root) ? Kustomizations.Command(Path.GetDirectoryName(path) ?? "") : null;
            _skipped.Add((reading.Position, new SkippedFile(path, OtherFiles.IsJsonPatch(root) ? "JSON patch" : "its root is no mapping", command)));
            return;
        }
        if (OtherFiles.DescribeLocal(root.Member("apiVersion").TextOrEmpty()) is { } local)
        {
            string? command = local == "kustomization" ? Kustomizations.Command(Path.GetDirectoryName(path) ?? "") : null;
            _skipped.Add((reading.Position, new SkippedFile(path, local, command)));
            return;
        }
        ReadObject(new Manifest(document, root, document.RawRoot, path, reading.Index, "", reading.Position, options.Domain));
    }

    private void ReadObject(Manifest manifest)
    {
        if (!HasType(manifest)) return;
        if (ManifestLists.IsList(manifest.Root))
        {
            ReadItems(manifest);
            return;
        }
        ManifestProblem[] refusals = [.. Refusals(manifest)];
        if (refusals.Length > 0)
        {
            _problems.AddRange(refusals);
        }
        else if (options.Namespace is { } wanted && manifest.IsNamespaced == true && manifest.Namespace.Length > 0 && manifest.Namespace != wanted)
        {
            var position = manifest.Document.GetPosition(manifest.Root.Member("metadata", "namespace")) ?? manifest.Position;
            _problems.Add(new ManifestProblem(path, position, $"the namespace `{manifest.Namespace}` of {manifest.Kind} `{manifest.Name}` is not the `{wanted}` of --namespace", $"pass `--namespace {manifest.Namespace}`, or leave one of the two out"));
        }
        else
        {
            _manifests.Add(manifest);
        }
    }

    /// <summary>Why no API server would store the object.</summary>
    private IEnumerable<ManifestProblem> Refusals(Manifest manifest)
    {
        if (MisnamedKind(manifest) is { } misnamed) return [misnamed];
        if (!ManifestLists.IsBroken(manifest.Root)) return FieldTypes.Find(manifest.RawRoot, manifest.BuiltIn).Select(fault => MistypedField(manifest, fault));
        var items = manifest.Root.Member("items");
        return [new ManifestProblem(path, manifest.Document.GetPosition(items) ?? manifest.Position, $"`items` of {manifest.Kind} must be a list")];
    }

    private void ReadItems(Manifest list)
    {
        int index = 0;
        foreach (var (item, raw) in list.Root.Member("items").Elements().Zip(list.RawRoot.Member("items").Elements()))
        {
            string itemPath = (list.ItemPath.Length == 0 ? "" : list.ItemPath + ".") + $"items[{index++}]";
            var position = list.Document.GetPosition(item) ?? list.Position;
            if (raw.Kind == ValueKind.Object) ReadObject(new Manifest(list.Document, item, raw, path, list.DocumentIndex, itemPath, position, options.Domain));
            else _problems.Add(new ManifestProblem(path, position, $"`{itemPath}` is no object"));
        }
    }

    /// <summary>Whether the object says its <c>kind</c> and <c>apiVersion</c>; if not, notes a problem, or in a folder that the file is something else.</summary>
    private bool HasType(Manifest manifest)
    {
        var root = manifest.Root;
        foreach (string name in (string[])["kind", "apiVersion"])
        {
            if (root.Member(name) is { IsUndefined: false } value && !value.TryGetString(out _))
            {
                _problems.Add(new ManifestProblem(path, manifest.Document.GetPosition(value), $"`{name}` must be a string"));
                return false;
            }
        }
        if (manifest.Kind.Length > 0 && manifest.ApiVersion.Length > 0) return true;
        if (IsOurs && manifest is { ItemPath: "", Kind: "", ApiVersion: "" }) return false;
        if (manifest.ItemPath.Length == 0 && !isNamed && IsSomethingElse(manifest))
        {
            _skipped.Add((manifest.Position, new SkippedFile(path, OtherFiles.Describe(path, root))));
            return false;
        }
        _problems.Add(MissingType(manifest));
        return false;
    }

    private bool IsSomethingElse(Manifest manifest)
    {
        bool saysNothing = manifest.Kind.Length == 0 && manifest.ApiVersion.Length == 0;
        if (saysNothing || OtherFiles.IsKnownName(path)) return true;
        return manifest.Kind.Length == 0
            ? KindGuess.FromShape(manifest.Root) is null && manifest.Root.Member("metadata").Kind != ValueKind.Object
            : KindGuess.FromWord(manifest.Kind) is null;
    }

    private ManifestProblem MissingType(Manifest manifest)
    {
        var guess = manifest.Kind.Length > 0 ? KindGuess.FromWord(manifest.Kind) : KindGuess.FromShape(manifest.Root);
        string absent = manifest.Kind.Length > 0 ? "`apiVersion`" : manifest.ApiVersion.Length > 0 ? "`kind`" : "`apiVersion` and no `kind`";
        string meant = guess is null ? "" : manifest.Kind.Length > 0 ? $"; did you mean `apiVersion: {guess.ApiVersion}`?" : $"; did you mean `kind: {guess.Kind}`?";
        string help = guess is null ? "add the `apiVersion` and `kind` of the object" : $"add `apiVersion: {guess.ApiVersion}` and `kind: {guess.Kind}`, whichever is not there";
        return new ManifestProblem(path, manifest.Position, $"this object has no {absent}{meant}", help);
    }

    /// <summary>The API server refuses the whole object, so what a policy says of its other fields would mean nothing.</summary>
    private ManifestProblem MistypedField(Manifest manifest, FieldFault fault)
    {
        string? help = (fault.Expected, fault.Found) switch
        {
            ("a string", _) when fault.Value.Kind is ValueKind.Boolean or ValueKind.Number => "put it in quotes",
            ("a boolean", "a string") => "write `true` or `false`, without quotes",
            (FieldTypes.Integer, "a string") => "write the number without quotes",
            ("a list", _) => "begin each entry with `- `",
            _ => null,
        };
        return new ManifestProblem(
            path, manifest.Document.GetPosition(fault.Value) ?? manifest.Position, $"`{fault.Path}` of {manifest} must be {fault.Expected}, not {fault.Found}, so the API server rejects the object", help);
    }

    /// <summary>A kind that no API server of Kubernetes' own groups would take, though another spelling or group would do.</summary>
    private ManifestProblem? MisnamedKind(Manifest manifest)
    {
        if (manifest.BuiltIn is not null || !IsReserved(manifest.Group)) return null;
        string word = manifest.Kind.Trim();
        var meant = BuiltInKinds.Named(word).Concat(BuiltInKinds.Meant(word)).FirstOrDefault(kind => kind.Group != "extensions") ?? BuiltInKinds.Nearest(word, manifest.Group);
        if (meant is null) return null;
        var position = manifest.Document.GetPosition(manifest.Root.Member("kind")) ?? manifest.Position;
        return new ManifestProblem(
            path, position, $"Kubernetes has no `{manifest.Kind}` in `{manifest.ApiVersion}`; did you mean `kind: {meant.Kind}` in `{meant.ApiVersion}`?", $"write `apiVersion: {meant.ApiVersion}` and `kind: {meant.Kind}`");
    }

    /// <summary>Groups of Kubernetes' own; a custom resource has a domain for its group.</summary>
    private static bool IsReserved(string group) => BuiltInKinds.HasGroup(group) || !group.Contains('.', StringComparison.Ordinal);
}
