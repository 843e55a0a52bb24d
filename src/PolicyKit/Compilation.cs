using System.Collections.Immutable;
using PolicyKit.Binding;
using PolicyKit.Diagnostics;
using PolicyKit.Emit;
using PolicyKit.Syntax;

namespace PolicyKit;

/// <summary>Syntax trees that are compiled together, against a domain. Immutable and thread-safe.</summary>
public sealed class Compilation
{
    private readonly Lazy<BindingSession> _bound;
    private readonly Lazy<SemanticIndex> _index;

    private Compilation(ImmutableArray<SyntaxTree> trees, PolicyDomain domain, ImmutableArray<CompiledPack> packs, CompilationOptions options)
    {
        Options = options;
        SyntaxTrees = trees;
        Domain = domain;
        Packs = packs;
        _bound = new Lazy<BindingSession>(() => trees.IsEmpty ? Bind() : LargeStack.Run(() => Bind()));
        _index = new Lazy<SemanticIndex>(() => LargeStack.Run(() => new SemanticIndex(Bind(new BindingRecorder()))));
    }

    /// <summary>The trees.</summary>
    public ImmutableArray<SyntaxTree> SyntaxTrees { get; }

    /// <summary>The compiled packs that the trees refer to.</summary>
    public ImmutableArray<CompiledPack> Packs { get; }

    /// <summary>What the language knows of the world.</summary>
    public PolicyDomain Domain { get; }

    /// <summary>How the trees are compiled.</summary>
    public CompilationOptions Options { get; }

    /// <summary>Puts trees together; nothing is bound until it is asked for.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="domain">What the language knows of the world; nothing when left out.</param>
    /// <param name="packs">
    /// Compiled packs whose policies become part of the program, and whose rules the trees see; each after those that it was compiled with. A package of a pack cannot be declared again. A pack that cannot be loaded is a
    /// <see cref="CompiledPackException"/> when the compilation is first asked for something.
    /// </param>
    /// <param name="options">How the trees are compiled.</param>
    public static Compilation Create(IEnumerable<SyntaxTree> trees, PolicyDomain? domain = null, IEnumerable<CompiledPack>? packs = null, CompilationOptions? options = null) =>
        new([.. trees], domain ?? PolicyDomain.None, [.. packs ?? []], options ?? new CompilationOptions());

    /// <summary>All diagnostics of parsing and binding, in the order of trees and positions.</summary>
    public ImmutableArray<Diagnostic> GetDiagnostics()
    {
        var order = SyntaxTrees.Select((tree, index) => (tree.Text, index)).ToDictionary(t => t.Text, t => t.index);
        return
        [
            .. SyntaxTrees.SelectMany(t => t.Diagnostics).Concat(_bound.Value.Diagnostics.ToImmutable()).Select(Options.Judge)
                .OrderBy(d => d.Location.Source is { } source ? order.GetValueOrDefault(source, int.MaxValue) : int.MaxValue)
                .ThenBy(d => d.Location.Span.Start),
        ];
    }

    /// <summary>The policies that the packs and the trees declare, in order, whether or not the compilation has errors.</summary>
    public ImmutableArray<PolicyInfo> Policies => [.. _bound.Value.Policies.Select(p => p.Info)];

    /// <summary>Makes a program, unless there are errors. Params get their defaults; see <see cref="PolicyProgram.WithParams"/>.</summary>
    public EmitResult Emit()
    {
        ImmutableArray<Diagnostic> diagnostics = GetDiagnostics();
        PolicyProgram? program = diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error) ? null : new PolicyProgram(_bound.Value, new ProgramCode(_bound.Value));
        return new EmitResult(program, diagnostics);
    }

    /// <summary>What the names and terms of a tree mean. The trees are bound once more when it is first asked for; whether they have errors does not matter.</summary>
    /// <param name="tree">One of <see cref="SyntaxTrees"/>.</param>
    public SemanticModel GetSemanticModel(SyntaxTree tree) =>
        SyntaxTrees.Contains(tree) ? new SemanticModel(this, tree, _index) : throw new ArgumentException("the tree is not in this compilation", nameof(tree));

    private BindingSession Bind(BindingRecorder? recorder = null)
    {
        var session = new BindingSession(Domain) { Recorder = recorder };
        foreach (CompiledPack pack in Packs) pack.Content.LoadInto(session);
        if (!SyntaxTrees.IsEmpty) return Binder.Bind(session, SyntaxTrees, judgesModules: true);
        session.EndLoading();
        return session;
    }
}

/// <summary>The result of <see cref="Compilation.Emit"/>.</summary>
/// <param name="Program">The program; null when there are errors.</param>
/// <param name="Diagnostics">All diagnostics, warnings among them.</param>
public sealed record EmitResult(PolicyProgram? Program, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether there is a program.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Program))]
    public bool Success => Program is not null;
}
