namespace PolicyKit.Kubernetes;

/// <summary>How diagnostics name the texts of the standard pack: so that they cannot be taken for files beside the user's.</summary>
internal static class StandardTexts
{
    private const string Prefix = "standard:";

    /// <summary>The name of the text of a file below <c>policies</c>.</summary>
    public static string PathOf(string file) => Prefix + file;
}
