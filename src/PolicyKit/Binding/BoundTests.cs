namespace PolicyKit.Binding;

/// <summary>The tests of a session: those of compiled packs, which are read when they are asked for, and its own.</summary>
internal sealed class BoundTests
{
    private readonly List<Func<IReadOnlyCollection<BoundPolicyTest>>> _deferred = [];
    private readonly List<BoundPolicyTest> _own = [];

    public IReadOnlyCollection<BoundPolicyTest> Own => _own;

    public IEnumerable<BoundPolicyTest> All => _deferred.SelectMany(read => read()).Concat(_own);

    public void Add(BoundPolicyTest test) => _own.Add(test);

    public void AddRange(IEnumerable<BoundPolicyTest> tests) => _own.AddRange(tests);

    /// <summary>Adds tests that are read when they are asked for.</summary>
    public void Defer(Func<IReadOnlyCollection<BoundPolicyTest>> read) => _deferred.Add(read);
}
