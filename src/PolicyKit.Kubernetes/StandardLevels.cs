using System.Collections.Immutable;
using PolicyKit.Kubernetes.Configuration;

namespace PolicyKit.Kubernetes;

/// <summary>What becomes of the findings of each standard policy, by the packs and the profile that were chosen.</summary>
internal sealed class StandardLevels
{
    private readonly Profile? _profile;
    private readonly bool _isAll;
    private readonly ImmutableArray<PackChoice> _packs;

    /// <param name="packs">Names of packs; all when empty, none for <see cref="StandardPack.NoPack"/>.</param>
    /// <param name="profile">The profile; where it is null, the default one, and packs that are named are judged whole.</param>
    /// <exception cref="ArgumentException">A pack does not exist.</exception>
    public StandardLevels(IReadOnlyCollection<string> packs, Profile? profile)
    {
        if (packs.FirstOrDefault(p => p != StandardPack.NoPack && !StandardPack.Names.Contains(p)) is { } unknown)
        {
            throw new ArgumentException($"there is no pack `{unknown}`; packs are {string.Join(", ", StandardPack.Names.Select(n => $"`{n}`"))}", nameof(packs));
        }
        _profile = profile;
        _isAll = packs.Count == 0;
        _packs = [.. PackChoice.All.Where(choice => packs.Contains(choice.Name))];
    }

    /// <summary>What becomes of the findings of a standard policy.</summary>
    public Enforcement Of(string policyId)
    {
        if (_isAll) return (_profile ?? Profile.Default).Of(policyId);
        return _packs.Select(choice => choice.Of(policyId)).Max() is not { } chosen ? Enforcement.Off : _profile?.Of(policyId) ?? chosen;
    }
}
