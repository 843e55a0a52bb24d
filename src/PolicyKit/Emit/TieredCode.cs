using System.Linq.Expressions;

namespace PolicyKit.Emit;

/// <summary>
/// One delegate in two tiers of the same tree: interpreted when first called, compiled when the program is warm. The delegate is swapped by one reference write, so calls never lock.
/// </summary>
internal sealed class TieredCode(Func<LambdaExpression> emit)
{
    private readonly Lock _lock = new();
    private Delegate? _code;
    private LambdaExpression? _tree;
    private bool _isCompiled;

    /// <summary>The best code there is; made on the first call.</summary>
    public Delegate Code => _code ?? Prepare();

    /// <summary>Whether the code was called, so that it is worth compiling.</summary>
    public bool IsUsed => _code is not null;

    /// <summary>Whether the code was called and is not machine code yet.</summary>
    public bool IsCold => IsUsed && !IsCompiled;

    /// <summary>Whether the code is machine code.</summary>
    public bool IsCompiled
    {
        get
        {
            lock (_lock) return _isCompiled;
        }
    }

    /// <summary>Compiles to machine code, unless that is done.</summary>
    public void Compile()
    {
        lock (_lock)
        {
            if (_isCompiled) return;
            _code = (_tree ?? LargeStack.RunWhenNeeded(emit)).Compile();
            _isCompiled = true;
            _tree = null;
        }
    }

    private Delegate Prepare()
    {
        lock (_lock)
        {
            if (_code is not null) return _code;
            _tree = LargeStack.RunWhenNeeded(emit);
            return _code = _tree.Compile(preferInterpretation: true);
        }
    }
}
