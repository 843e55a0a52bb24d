using System.Collections.Immutable;
using PolicyKit.Diagnostics;
using PolicyKit.Syntax.Parsing;
using PolicyKit.Text;

namespace PolicyKit.Syntax;

/// <summary>How a text is read.</summary>
public enum LanguageVersion
{
    /// <summary>Rego v1: <c>if</c> and <c>contains</c> are required in heads.</summary>
    RegoV1,

    /// <summary>Rego v0: bodies follow heads directly.</summary>
    RegoV0,
}

/// <summary>How a text is parsed.</summary>
/// <param name="Version">Which Rego.</param>
/// <param name="AllowPolicies">Whether <c>policy</c> and <c>test</c> declarations may appear (<c>.policy</c> files); else they are plain names.</param>
public sealed record ParseOptions(LanguageVersion Version = LanguageVersion.RegoV1, bool AllowPolicies = true)
{
    /// <summary>Both layers, Rego v1.</summary>
    public static ParseOptions Policy { get; } = new();

    /// <summary>Only the core, Rego v1.</summary>
    public static ParseOptions Rego { get; } = new(AllowPolicies: false);

    /// <summary>Only the core, Rego v0.</summary>
    public static ParseOptions RegoV0 { get; } = new(LanguageVersion.RegoV0, AllowPolicies: false);

    /// <summary>
    /// Name of the tree of packages that the module is in. Modules of one root read each other's rules below <c>data</c> and none of another root's, so modules that were not written for each
    /// other may have packages of the same name. Base data are the same in all. A policy of a root that has a name is judged only through the constraints that are put on it.
    /// </summary>
    public string Root { get; init; } = "";

    /// <summary>What <c>input</c> is in a core module that declares findings; null: what the paths that it reads tell.</summary>
    public InputShape? InputShape { get; init; }

    /// <summary>The options that a file name asks for: <c>.rego</c> is the core only, all else both layers.</summary>
    public static ParseOptions ForPath(string path) => path.EndsWith(".rego", StringComparison.Ordinal) ? Rego : Policy;
}

/// <summary>One parsed text: an immutable tree and the diagnostics of parsing it.</summary>
public sealed class SyntaxTree
{
    private SyntaxTree(SourceText text, ParseOptions options, CompilationUnitSyntax root, ImmutableArray<Diagnostic> diagnostics)
    {
        Text = text;
        Options = options;
        Root = root;
        Diagnostics = diagnostics;
    }

    /// <summary>The text.</summary>
    public SourceText Text { get; }

    /// <summary>How it was parsed.</summary>
    public ParseOptions Options { get; }

    /// <summary>The tree.</summary>
    public CompilationUnitSyntax Root { get; }

    /// <summary>What the parser found wrong (<c>PK1xxx</c>).</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>Parses a text; always gives a tree that covers every character.</summary>
    public static SyntaxTree Parse(SourceText text, ParseOptions? options = null)
    {
        options ??= ParseOptions.ForPath(text.Path);
        (CompilationUnitSyntax root, ImmutableArray<Diagnostic> diagnostics) = Parser.Parse(text, options);
        return new SyntaxTree(text, options, root, diagnostics);
    }

    /// <summary>Parses a text under a file name that is only a name.</summary>
    public static SyntaxTree Parse(string text, string path = "policy.policy", ParseOptions? options = null) =>
        Parse(SourceText.From(text, path), options);

    /// <summary>Parses a query (a body without braces), such as <c>data.a.b = x</c>.</summary>
    internal static (QuerySyntax? Query, ImmutableArray<Diagnostic> Diagnostics) ParseQuery(SourceText text, ParseOptions options) =>
        Parser.ParseQuery(text, options);
}
