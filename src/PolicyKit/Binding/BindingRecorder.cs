using PolicyKit.Symbols;
using PolicyKit.Symbols.Types;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Binding;

/// <summary>What a name in a text is to the thing that it names.</summary>
internal enum NameRole
{
    /// <summary>A use of it.</summary>
    Use,

    /// <summary>Where it is declared.</summary>
    Declaration,

    /// <summary>One of several tokens that name it together, and not the last: <c>object</c> in <c>object.get</c>.</summary>
    Part,
}

/// <summary>A token that names something: a symbol of <c>Symbols</c>, a builtin, an <see cref="ImportedPath"/>, or the declaration of a test.</summary>
internal readonly record struct RecordedName(SyntaxToken Token, object Symbol, NameRole Role);

/// <summary>Takes what the binder learns about a text, for those who ask about the text and not about policies. A session without one notes nothing.</summary>
internal sealed class BindingRecorder
{
    private readonly Dictionary<(SourceText Source, int Start), RecordedName> _names = [];
    private readonly Dictionary<SyntaxNode, BoundTerm> _terms = [];
    private readonly Dictionary<(Location Location, Type Kind), TypeSymbol> _types = [];
    private readonly Dictionary<LocalSymbol, TypeSymbol> _localTypes = [];
    private readonly Dictionary<RuleSymbol, TypeSymbol> _ruleTypes = [];
    private readonly Dictionary<LocalSymbol, LocalSymbol> _sameLocals = [];
    private readonly HashSet<LocalSymbol> _implicitLocals = [];
    private readonly HashSet<LocalSymbol> _arguments = [];

    /// <summary>The names, one for each token.</summary>
    public IEnumerable<RecordedName> Names => _names.Values;

    /// <summary>What each module and each policy in it sees, outer ones first.</summary>
    public List<(TextSpan Span, ModuleScope Scope)> Scopes { get; } = [];

    public RecordedName? NameAt(SyntaxToken token) => _names.TryGetValue((token.Source, token.Start), out RecordedName name) ? name : null;

    public BoundTerm? TermOf(SyntaxNode node) => _terms.GetValueOrDefault(node);

    public IEnumerable<BoundTerm> Terms => _terms.Values;

    public TypeSymbol? TypeOf(BoundTerm term) => _types.GetValueOrDefault((term.Location, term.GetType()));

    public TypeSymbol? TypeOf(LocalSymbol local) => _localTypes.GetValueOrDefault(Same(local));

    /// <summary>What a rule's value is, or a function's result.</summary>
    public TypeSymbol? TypeOf(RuleSymbol rule) => _ruleTypes.GetValueOrDefault(rule);

    /// <summary>The one that stands for all variables of a token: a head that is bound once for each body has as many.</summary>
    public LocalSymbol Same(LocalSymbol local) => _sameLocals.GetValueOrDefault(local, local);

    public bool IsArgument(LocalSymbol local) => _arguments.Contains(local);

    /// <summary>Whether nothing declares it, so that it is a variable of its whole clause.</summary>
    public bool IsImplicit(LocalSymbol local) => _implicitLocals.Contains(local);

    public void Note(SyntaxToken token, object symbol, NameRole role)
    {
        if (token.IsNone) return;
        if (role == NameRole.Declaration && symbol is LocalSymbol local && NameAt(token) is { Role: NameRole.Declaration, Symbol: LocalSymbol earlier })
        {
            if (local != earlier) _sameLocals[local] = Same(earlier);
            return;
        }
        if (NameAt(token) is not { Role: NameRole.Declaration }) _names[(token.Source, token.Start)] = new RecordedName(token, symbol is LocalSymbol variable ? Same(variable) : symbol, role);
    }

    public void NoteArgument(SyntaxToken token, LocalSymbol argument, bool isFirst)
    {
        Note(token, argument, isFirst ? NameRole.Declaration : NameRole.Use);
        _arguments.Add(Same(argument));
    }

    public void NoteImplicit(SyntaxToken token, LocalSymbol local)
    {
        Note(token, local, NameRole.Declaration);
        _implicitLocals.Add(Same(local));
    }

    public void Note(SyntaxNode node, BoundTerm term) => _terms[node] = term;

    public void Note(BoundTerm term, TypeSymbol type) => _types[(term.Location, term.GetType())] = type;

    public void Note(LocalSymbol local, TypeSymbol type) => _localTypes[Same(local)] = type;

    public void Note(RuleSymbol rule, TypeSymbol type) => _ruleTypes[rule] = type;

    /// <summary>Notes what the tokens of a path name, which ends at a package or rule: the packages on the way.</summary>
    /// <param name="tokens">The tokens, the last of which names the end.</param>
    /// <param name="end">A <see cref="PackageSymbol"/> or <see cref="RuleSymbol"/>.</param>
    /// <param name="role">What the last token is to it.</param>
    public void NotePath(IReadOnlyList<SyntaxToken> tokens, object end, NameRole role)
    {
        object? symbol = end;
        for (int i = tokens.Count - 1; i >= 0 && symbol is not null; i--)
        {
            Note(tokens[i], symbol, i == tokens.Count - 1 ? role : NameRole.Use);
            symbol = symbol is RuleSymbol rule ? rule.Package : ((PackageSymbol)symbol).Parent;
        }
    }
}
