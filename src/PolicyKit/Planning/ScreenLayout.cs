namespace PolicyKit.Planning;

/// <summary>
/// Where the parts of a fused scope stand: what needs a member to be there stands in a block that is entered only then, so that what an object does not have costs one test. A read stands in the innermost block that all of its
/// uses are in.
/// </summary>
internal sealed class ScreenLayout
{
    private readonly Dictionary<PlanLocal, Guard> _guards = [];
    private readonly Dictionary<PlanLocal, Guard> _places = [];
    private readonly Dictionary<PlanLocal, PlanStep> _reads;
    private readonly Guard _root = new(null, null);

    private ScreenLayout(IEnumerable<(PlanLocal Local, PlanStep Step)> reads) => _reads = reads.ToDictionary(r => r.Local, r => r.Step);

    /// <summary>The block of a scope; it ends in a <see cref="NextStep"/>.</summary>
    /// <param name="reads">Optional reads, in an order in which each comes after what it reads from.</param>
    /// <param name="marks">Marks.</param>
    /// <param name="scans">Scans of what was read, by their sources.</param>
    public static PlanBlock Arrange(IReadOnlyList<(PlanLocal Local, PlanStep Step)> reads, IEnumerable<MarkStep> marks, IEnumerable<(PlanLocal Source, PlanStep Step)> scans)
    {
        var layout = new ScreenLayout(reads);
        foreach (MarkStep mark in marks) layout.Place(mark, layout.GuardOf(mark));
        foreach ((PlanLocal source, PlanStep scan) in scans) layout.Place(scan, layout.GuardAround(source));
        foreach ((PlanLocal local, PlanStep step) in reads.Reverse()) layout.Place(local, step);
        return layout._root.ToBlock();
    }

    private void Place(PlanStep step, Guard guard)
    {
        guard.Steps.Add(step);
        foreach (PlanLocal local in LocalsOf(step)) Use(local, guard);
    }

    /// <summary>A read that nothing uses is left out. What may end in an error stands as soon as its operands do: what else its uses need must not hide the error.</summary>
    private void Place(PlanLocal local, PlanStep step)
    {
        if (!_places.TryGetValue(local, out Guard? place)) return;
        if (step is BuiltinStep builtin && !ScreenFusion.IsTotal(builtin)) place = Guard.Common(place, GuardAround(local));
        place.Reads.Add(step);
        foreach (PlanLocal source in LocalsOf(step)) Use(source, place);
    }

    private void Use(PlanLocal local, Guard guard)
    {
        if (_reads.ContainsKey(local)) _places[local] = _places.TryGetValue(local, out Guard? other) ? Guard.Common(guard, other) : guard;
    }

    /// <summary>The innermost block around the members that a mark tests first.</summary>
    private Guard GuardOf(MarkStep mark) =>
        mark.Body.Steps.TakeWhile(s => s is DefinedTest).Select(s => GuardAround(((DefinedTest)s).Operand.Local!)).MaxBy(g => g.Depth) ?? _root;

    /// <summary>The block in which the object that a local is a member of is there.</summary>
    private Guard GuardAround(PlanLocal local) => _reads.GetValueOrDefault(local) switch
    {
        MemberStep { Source.Local: { } source } when _reads.GetValueOrDefault(source) is MemberStep => GuardOf(source),
        RuleStep => GuardOf(local, _root),
        BuiltinStep builtin => builtin.Arguments.Select(a => a.Local).OfType<PlanLocal>().Select(GuardOfOperand).MaxBy(g => g.Depth) ?? _root,
        _ => _root,
    };

    private Guard GuardOfOperand(PlanLocal local) => _reads.GetValueOrDefault(local) is MemberStep ? GuardOf(local) : GuardAround(local);

    private Guard GuardOf(PlanLocal local) => GuardOf(local, GuardAround(local));

    private Guard GuardOf(PlanLocal local, Guard around)
    {
        if (_guards.TryGetValue(local, out Guard? known)) return known;
        var guard = new Guard(around, local);
        _guards.Add(local, guard);
        Use(local, around);
        return guard;
    }

    private static IEnumerable<PlanLocal> LocalsOf(PlanStep step) => step.Operands.Select(o => o.Local).OfType<PlanLocal>().Concat(step.Blocks.SelectMany(b => b.Steps.SelectMany(LocalsOf)));

    /// <summary>A block that is entered when a local is defined.</summary>
    private sealed class Guard
    {
        private readonly PlanLocal? _local;
        private readonly List<Guard> _inner = [];

        public Guard(Guard? outer, PlanLocal? local)
        {
            (Outer, _local, Depth) = (outer, local, outer is null ? 0 : outer.Depth + 1);
            outer?._inner.Add(this);
        }

        public Guard? Outer { get; }

        public int Depth { get; }

        /// <summary>What is read, last read first.</summary>
        public List<PlanStep> Reads { get; } = [];

        public List<PlanStep> Steps { get; } = [];

        private bool IsEmpty => Reads.Count == 0 && Steps.Count == 0 && _inner.TrueForAll(g => g.IsEmpty);

        public static Guard Common(Guard a, Guard b)
        {
            while (a != b)
            {
                if (a.Depth >= b.Depth) a = a.Outer!;
                else b = b.Outer!;
            }
            return a;
        }

        public PlanBlock ToBlock()
        {
            var block = new PlanBlock();
            if (_local is not null) block.Add(new DefinedTest(_local));
            block.AddRange(Enumerable.Reverse(Reads));
            block.AddRange(Steps.Where(s => s is MarkStep));
            block.AddRange(_inner.Where(g => !g.IsEmpty).Select(g => new ForEachStep(g.ToBlock())));
            block.AddRange(Steps.Where(s => s is not MarkStep));
            block.Add(new NextStep());
            return block;
        }
    }
}
