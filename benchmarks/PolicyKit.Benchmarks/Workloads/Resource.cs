namespace PolicyKit.Benchmarks.Workloads;

/// <summary>Files of <c>Resources/</c>, embedded under their path there.</summary>
internal static class Resource
{
    public static byte[] Read(string name)
    {
        using Stream stream = typeof(Resource).Assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"there is no resource `{name}`", nameof(name));
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
