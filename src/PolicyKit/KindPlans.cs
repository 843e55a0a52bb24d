using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using PolicyKit.Binding;
using PolicyKit.Emit;
using PolicyKit.Emit.Screens;
using PolicyKit.Runtime;
using PolicyKit.Runtime.Clr;
using PolicyKit.Symbols;

namespace PolicyKit;

/// <summary>What a program does with objects of one kind: which policies judge them, with the param that lacks a value where one does, what is read of them, and the decision when nothing is found.</summary>
internal sealed record KindPlan(ObjectKind Kind, ImmutableArray<(JudgedPolicy Policy, ParamSymbol? Unset)> Policies, ReadMask Mask)
{
    private Screen? _screen;

    /// <summary>The hot tier; null while the kind is not hot.</summary>
    public Screen? Screen => _screen;

    /// <summary>Whether only what the policies and the screen are known to read is read.</summary>
    private ReadTrust Trust { get; } = new();

    /// <summary>Whether an object may not be judged as one of its kind; otherwise only what <see cref="PolicyDomain.FaultReads"/> lead to may say so.</summary>
    public bool IsFaulty { get; init; }

    /// <summary>All policies judged and found nothing.</summary>
    public Decision Allow { get; } = new(Policies.Length, [], [], []);

    /// <summary>The mask of the next object of the kind.</summary>
    public ReadMask Next() => !Trust.Take() ? ReadMask.Whole : Screen?.Masks.Next() ?? Mask;

    /// <summary>More was asked of an object than it was read for.</summary>
    public void Disappoint(ReadMask? read)
    {
        if (read is null || Screen?.Masks.HasFailed(read) is not true) Trust.Fail();
    }

    /// <summary>Makes the hot tier. Policies whose match asks for more than the kind are evaluated as they are.</summary>
    public void Warm(BindingSession session, Value[] parameters)
    {
        if (_screen is not null) return;
        _screen = Screen.Make(Kind, [.. Policies.Select(p => (p.Policy.Policy, p.Unset is null && p.Policy.IsForKind))], session, parameters);
    }
}

/// <summary>The plans of a program by kind, made when a kind is first met. Thread-safe; known kinds are found without a lock and without allocation.</summary>
internal sealed class KindPlans(ImmutableArray<JudgedPolicy> policies, Value[] parameters, BindingSession session) : IReadDemand
{
    /// <summary>Kinds come from the judged objects: beyond this many, plans are not kept.</summary>
    private const int MaxKept = 1_000;

    private const int TableSize = 4_096;

    /// <summary>Beyond so many CLR types, the kind of their objects is found by their members.</summary>
    private const int MaxTypes = 100;

    private static readonly Key ApiVersion = SymbolTable.Intern("apiVersion");
    private static readonly Key Kind = SymbolTable.Intern("kind");

    private readonly ConcurrentDictionary<ObjectKind, KindPlan> _plans = new();
    private readonly Written?[] _written = new Written?[TableSize];
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<ClrObject, OfType> _ofTypes = new();
    private volatile OfType? _last;
    private PoliciesDemand? _ofPolicies;
    private int _kept;
    private volatile bool _isWarm;

    /// <summary>The plan of a kind.</summary>
    public KindPlan this[ObjectKind kind] => _plans.TryGetValue(kind, out KindPlan? known) ? known : Add(kind);

    /// <summary>What the screen and the policies read when they are evaluated; the plans themselves demand what comes first: the screen of the kind, where there is one.</summary>
    public IReadDemand OfPolicies => _ofPolicies ??= new PoliciesDemand(this);

    /// <summary>Whether a kind was met that has no hot tier yet.</summary>
    public bool IsCold
    {
        get
        {
            foreach ((_, KindPlan plan) in _plans)
            {
                if (plan.Screen is null) return true;
            }
            return false;
        }
    }

    /// <summary>Makes the hot tier of the kinds that were met.</summary>
    public void Warm()
    {
        foreach (KindPlan plan in _plans.Values) plan.Warm(session, parameters);
    }

    /// <summary>Makes the hot tier of the kinds that policies name, and from now on of each other kind when it is met.</summary>
    public void WarmAll()
    {
        _isWarm = true;
        Warm();
        // Each is seconds of compilation, of a program that is large.
        Parallel.ForEach(policies.SelectMany(p => p.Policy.Dispatch.Kinds).Distinct().Take(MaxKept), kind => LargeStack.Run(() =>
        {
            this[kind].Warm(session, parameters);
            return true;
        }));
    }

    /// <summary>The plan for an object; null when it has no kind.</summary>
    public KindPlan? Find(Value subject)
    {
        if (ClrValue.ContainerOf(subject) is not ClrObject shape) return FindByMembers(subject);
        OfType? known = _last;
        if (known is null || known.Shape != shape)
        {
            if (!_ofTypes.TryGetValue(shape, out known)) return FindFirst(shape, subject);
            _last = known;
        }
        return known.IsSame(subject.Reference!, known.ApiVersion, known.Kind) ? known.Plan : FindByMembers(subject);
    }

    /// <summary>The objects of one type mostly are of one kind: that of the first is kept.</summary>
    private KindPlan? FindFirst(ClrObject shape, Value subject)
    {
        KindPlan? plan = FindByMembers(subject);
        if (plan?.Screen is null || _ofTypes.Count >= MaxTypes || ClrSubject.CompileKindTest(shape) is not { } test) return plan;
        if (Ops.Member(subject, ApiVersion).TryGetString(out string? apiVersion) && Ops.Member(subject, Kind).TryGetString(out string? kind)) _ofTypes.TryAdd(shape, new OfType(shape, test, apiVersion, kind, plan));
        return plan;
    }

    private KindPlan? FindByMembers(Value subject)
    {
        Value apiVersion = Ops.Member(subject, ApiVersion);
        Value kind = Ops.Member(subject, Kind);
        if (apiVersion.TryGetUtf8(out ReadOnlySpan<byte> apiVersionUtf8) && kind.TryGetUtf8(out ReadOnlySpan<byte> kindUtf8)) return Find(apiVersionUtf8, kindUtf8);
        if (apiVersion.Reference is string apiVersionText && kind.Reference is string kindText) return Find(apiVersionText, kindText);
        return session.Domain.GetKind(subject) is { } known ? this[known] : null;
    }

    /// <inheritdoc/>
    public ReadMask MaskOf(ReadOnlySpan<byte> apiVersion, ReadOnlySpan<byte> kind) => Find(apiVersion, kind)?.Next() ?? ReadMask.Whole;

    /// <summary>The plan for objects with these texts in <c>apiVersion</c> and <c>kind</c>, as UTF-8; null when they are no kind.</summary>
    public KindPlan? Find(ReadOnlySpan<byte> apiVersion, ReadOnlySpan<byte> kind)
    {
        int hash = HashCode.Combine(Utf8Text.Hash(apiVersion), Utf8Text.Hash(kind));
        int slot = hash & (TableSize - 1);
        for (; Volatile.Read(ref _written[slot]) is { } written; slot = (slot + 1) & (TableSize - 1))
        {
            if (written.Hash == hash && apiVersion.SequenceEqual(written.ApiVersion) && kind.SequenceEqual(written.Kind)) return written.Plan;
        }
        return Add(hash, apiVersion.ToArray(), kind.ToArray());
    }

    private KindPlan? Find(string apiVersion, string kind)
    {
        int hash = HashCode.Combine(Utf8Text.Hash(apiVersion), Utf8Text.Hash(kind));
        int slot = hash & (TableSize - 1);
        for (; Volatile.Read(ref _written[slot]) is { } written; slot = (slot + 1) & (TableSize - 1))
        {
            if (written.Hash == hash && Utf8Text.Equal(written.ApiVersion, apiVersion) && Utf8Text.Equal(written.Kind, kind)) return written.Plan;
        }
        return Add(hash, Encoding.UTF8.GetBytes(apiVersion), Encoding.UTF8.GetBytes(kind));
    }

    private KindPlan? Make(string apiVersion, string kind)
    {
        var header = Value.FromMembers(("apiVersion", Value.FromString(apiVersion)), ("kind", Value.FromString(kind)));
        return session.Domain.GetKind(header) is { } known ? this[known] : null;
    }

    private KindPlan Add(ObjectKind kind)
    {
        ImmutableArray<JudgedPolicy> judging = [.. policies.Where(p => p.Matches(kind))];
        var plan = new KindPlan(kind, [.. judging.Select(p => (p, FindUnset(p.Policy)))], ReadPlan.Of(kind, judging.Select(p => p.Policy.Reads), session.Domain, judging.Any(p => p.IsMatched || p.Policy.Sets.Count > 0), new AccessTree()))
        {
            IsFaulty = session.Domain.FindFault(Value.FromMembers(("kind", Value.FromString(kind.Kind))), kind) is not null,
        };
        if (_isWarm) plan.Warm(session, parameters);
        return _plans.Count < MaxKept ? _plans.GetOrAdd(kind, plan) : plan;
    }

    private ParamSymbol? FindUnset(PolicySymbol policy) => policy.RequiredParams.FirstOrDefault(p => parameters[p.Slot].IsUndefined);

    private KindPlan? Add(int hash, byte[] apiVersion, byte[] kind)
    {
        KindPlan? plan = Make(Encoding.UTF8.GetString(apiVersion), Encoding.UTF8.GetString(kind));
        lock (_gate)
        {
            if (_kept == MaxKept) return plan;
            int slot = hash & (TableSize - 1);
            while (_written[slot] is not null) slot = (slot + 1) & (TableSize - 1);
            Volatile.Write(ref _written[slot], new Written(hash, apiVersion, kind, plan));
            _kept++;
            return plan;
        }
    }

    private sealed class PoliciesDemand(KindPlans plans) : IReadDemand
    {
        public ReadMask MaskOf(ReadOnlySpan<byte> apiVersion, ReadOnlySpan<byte> kind) => plans.Find(apiVersion, kind) is { } plan ? plan.Screen?.Masks.OfAll ?? plan.Mask : ReadMask.Whole;
    }

    private sealed record OfType(ClrObject Shape, KindTest IsSame, string ApiVersion, string Kind, KindPlan Plan);

    private sealed record Written(int Hash, byte[] ApiVersion, byte[] Kind, KindPlan? Plan);
}
