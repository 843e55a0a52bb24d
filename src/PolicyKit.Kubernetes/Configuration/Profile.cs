using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace PolicyKit.Kubernetes.Configuration;

/// <summary>What becomes of the findings of the standard policies: a set of choices with a name. The texts are in <c>policies/profiles</c>.</summary>
public sealed class Profile
{
    private const string Prefix = "profiles/";
    private const string Suffix = ".profile";
    private const string Extends = "extends";

    private static readonly ConcurrentDictionary<string, Profile> s_known = new(StringComparer.Ordinal);

    private readonly ImmutableArray<(string Pattern, Enforcement Enforcement)> _rows;

    private Profile(string name)
    {
        Name = name;
        _rows = Read(name);
    }

    /// <summary>The name of the profile that counts where none is chosen.</summary>
    public const string DefaultName = "default";

    /// <summary>Names of the profiles, in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. StandardResources.Names(Prefix).Select(n => n[Prefix.Length..^Suffix.Length])];

    /// <summary>The profiles, in the order of their names.</summary>
    public static IEnumerable<Profile> All => Names.Select(name => Find(name)!);

    /// <summary>The profile that counts where none is chosen: it alarms only where a well-run team would agree.</summary>
    public static Profile Default => Find(DefaultName)!;

    /// <summary>Its name, such as <c>zero-trust</c>.</summary>
    public string Name { get; }

    /// <summary>A profile by its name; null when there is none.</summary>
    public static Profile? Find(string name) => Names.Contains(name) ? s_known.GetOrAdd(name, n => new Profile(n)) : null;

    /// <summary>What becomes of the findings of a standard policy.</summary>
    /// <param name="policyId">Its id.</param>
    public Enforcement Of(string policyId) => _rows.LastOrDefault(row => NameGlob.Matches(row.Pattern, policyId)).Enforcement;

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static ImmutableArray<(string, Enforcement)> Read(string name)
    {
        var rows = ImmutableArray.CreateBuilder<(string, Enforcement)>();
        foreach (string line in StandardResources.Read(Prefix + name + Suffix).Split('\n'))
        {
            string[] words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words is []) continue;
            if (words is [Extends, var other]) rows.AddRange(Read(other));
            else if (words is [var pattern, var word] && Enforcements.Parse(word) is { } enforcement) rows.Add((pattern, enforcement));
            else throw new FormatException($"profile {name}: `{line}` is not a pattern and one of {string.Join(", ", Enforcements.Words)}");
        }
        return rows.ToImmutable();
    }
}
