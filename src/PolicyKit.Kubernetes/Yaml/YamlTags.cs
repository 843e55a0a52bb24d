namespace PolicyKit.Kubernetes.Yaml;

/// <summary>The tags of YAML 1.1 that change how a scalar is read. Every other tag leaves its text a string.</summary>
internal static class YamlTags
{
    public const string Binary = Prefix + "binary";
    public const string Bool = Prefix + "bool";
    public const string Float = Prefix + "float";
    public const string Int = Prefix + "int";
    public const string Merge = Prefix + "merge";
    public const string Null = Prefix + "null";
    public const string Timestamp = Prefix + "timestamp";

    private const string Prefix = "tag:yaml.org,2002:";

    /// <summary>The tag as people write it: <c>!!int</c>.</summary>
    public static string Short(string tag) => tag.StartsWith(Prefix, StringComparison.Ordinal) ? "!!" + tag[Prefix.Length..] : tag;
}
