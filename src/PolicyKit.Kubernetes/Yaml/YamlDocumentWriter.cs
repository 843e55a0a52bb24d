using System.Globalization;

namespace PolicyKit.Kubernetes.Yaml;

/// <summary>Writes composed nodes as a document: types scalars, turns keys into strings, merges <c>&lt;&lt;</c>, copies what aliases stand for.</summary>
internal sealed class YamlDocumentWriter(DocumentBuilder builder, int maxDepth)
{
    private readonly AliasBudget _budget = new();
    private int _aliasDepth;
    private int _depth;

    public void Write(YamlNode node)
    {
        Count(node);
        switch (node.Kind)
        {
            case YamlNodeKind.Alias:
                _aliasDepth++;
                Write(node.Target!);
                _aliasDepth--;
                break;
            case YamlNodeKind.Scalar:
                WriteScalar(node);
                break;
            case YamlNodeKind.Sequence:
                Enter(node);
                builder.StartArray(node.Position);
                foreach (var child in node.Children) Write(child);
                builder.EndArray();
                _depth--;
                break;
            default:
                Enter(node);
                builder.StartObject(node.Position);
                WriteMembers(node);
                builder.EndObject();
                _depth--;
                break;
        }
    }

    private void Enter(YamlNode node)
    {
        if (++_depth > maxDepth) throw new DocumentErrorException(node.Position, $"the document is nested deeper than {maxDepth} levels");
    }

    private void WriteMembers(YamlNode mapping)
    {
        var members = new YamlMembers();
        Gather(mapping, members);
        foreach (var member in members.All)
        {
            builder.Key(member.Name, member.Position);
            if (member.IsMerged) _aliasDepth++;
            Write(member.Value);
            if (member.IsMerged) _aliasDepth--;
        }
    }

    /// <summary>Own keys and merged ones in the order of the text: whichever comes later wins, but an own key may not be written twice.</summary>
    private void Gather(YamlNode mapping, YamlMembers members)
    {
        for (int i = 0; i < mapping.Children.Count; i += 2)
        {
            var (key, value) = (mapping.Children[i], mapping.Children[i + 1]);
            if (key.IsMergeKey)
            {
                Merge(value, members);
                continue;
            }
            Count(key);
            string name = KeyText(key);
            if (!members.SetOwn(name, key.Position, value))
            {
                throw new DocumentErrorException(key.Position, $"the key `{name}` is written twice in one mapping", "remove one of them; Kubernetes would silently keep the last");
            }
        }
    }

    private void Merge(YamlNode value, YamlMembers members)
    {
        if (value.Kind == YamlNodeKind.Sequence)
        {
            // The first of several wins, so the last is set first.
            for (int i = value.Children.Count - 1; i >= 0; i--) MergeOne(value.Children[i], members);
        }
        else
        {
            MergeOne(value, members);
        }
    }

    private void MergeOne(YamlNode source, YamlMembers members)
    {
        if (source.Resolved.Kind != YamlNodeKind.Mapping)
        {
            throw new DocumentErrorException(source.Position, "the value of the merge key `<<` must be a mapping or a sequence of mappings");
        }
        if (source.Kind == YamlNodeKind.Alias) _aliasDepth++;
        Count(source);
        var merged = new YamlMembers();
        Gather(source.Resolved, merged);
        foreach (var member in merged.All) members.SetMerged(member, source.Kind == YamlNodeKind.Alias);
        if (source.Kind == YamlNodeKind.Alias) _aliasDepth--;
    }

    private static string KeyText(YamlNode key)
    {
        var node = key.Resolved;
        if (node.Kind != YamlNodeKind.Scalar) throw new DocumentErrorException(key.Position, "a key must be a scalar, not a mapping or a sequence", "if this is a template such as `{{ … }}`, render it first");
        var resolved = Resolve(node);
        return resolved.Type switch
        {
            ScalarType.String or ScalarType.Boolean => resolved.Text,
            ScalarType.Integer when !resolved.IsUnsigned => resolved.Integer.ToString(CultureInfo.InvariantCulture),
            ScalarType.Float => GoFloat.ToKey(resolved.Float),
            ScalarType.Null => throw new DocumentErrorException(key.Position, "a key must not be null", "write the key in quotes"),
            _ => throw new DocumentErrorException(key.Position, "an integer key must fit in 64 bits with a sign", "write the key in quotes"),
        };
    }

    private void WriteScalar(YamlNode node)
    {
        var resolved = Resolve(node);
        switch (resolved.Type)
        {
            case ScalarType.String:
                builder.String(resolved.Text, node.Position);
                break;
            case ScalarType.Null:
                builder.Null(node.Position);
                break;
            case ScalarType.Boolean:
                builder.Boolean(resolved.Integer != 0, node.Position);
                break;
            case ScalarType.Integer when !resolved.IsUnsigned:
                builder.Number(resolved.Integer.ToString(CultureInfo.InvariantCulture), node.Position);
                break;
            default:
                if (!double.IsFinite(resolved.Float)) throw new DocumentErrorException(node.Position, $"`{node.Text}` has no place in a Kubernetes object: JSON has no infinity and no NaN", "write it in quotes if text is meant");
                builder.Number(GoFloat.ToJson(resolved.Float), node.Position);
                break;
        }
    }

    private static ResolvedScalar Resolve(YamlNode node) =>
        ScalarResolver.Resolve(node, out string? error) ?? throw new DocumentErrorException(node.Position, error!);

    private void Count(YamlNode node) => _budget.Count(_aliasDepth > 0, node.Position);
}
