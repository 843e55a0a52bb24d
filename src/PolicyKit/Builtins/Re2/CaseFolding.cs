using System.Collections.Frozen;
using System.Text;

namespace PolicyKit.Builtins.Re2;

/// <summary>Unicode's simple case folding as classes of code points that fold together.</summary>
internal static class CaseFolding
{
    private const int LastCasedCodePoint = 0x1E943;

    /// <summary>Members that upper and lower case alone do not connect.</summary>
    private static readonly int[][] Irregular =
    [
        ['k', 'K', 0x212A], ['s', 'S', 0x17F], [0xE5, 0xC5, 0x212B], [0x3C9, 0x3A9, 0x2126], [0xDF, 0x1E9E], [0x3B8, 0x398, 0x3D1, 0x3F4], [0xB5, 0x39C, 0x3BC],
        [0x1E60, 0x1E61, 0x1E9B], [0x345, 0x399, 0x3B9, 0x1FBE], [0x392, 0x3B2, 0x3D0], [0x395, 0x3B5, 0x3F5], [0x39A, 0x3BA, 0x3F0], [0x3A0, 0x3C0, 0x3D6],
        [0x3A1, 0x3C1, 0x3F1], [0x3A3, 0x3C2, 0x3C3], [0x3A6, 0x3C6, 0x3D5],
    ];

    /// <summary>Dotted and dotless i fold with nothing.</summary>
    private static readonly int[] Alone = [0x130, 0x131];

    private static readonly FrozenDictionary<int, int[]> Orbits = Build();

    /// <summary>Every code point that folds with another one.</summary>
    public static IEnumerable<int> CodePoints => Orbits.Keys;

    /// <summary>All code points that fold with this one, itself included.</summary>
    public static int[] OrbitOf(int codePoint) => Orbits.TryGetValue(codePoint, out var orbit) ? orbit : [codePoint];

    private static FrozenDictionary<int, int[]> Build()
    {
        var orbits = new Dictionary<int, HashSet<int>>();
        for (var codePoint = 0; codePoint <= LastCasedCodePoint; codePoint++)
        {
            if (!Rune.IsValid(codePoint) || Alone.Contains(codePoint))
                continue;
            var rune = new Rune(codePoint);
            Join(orbits, [codePoint, Rune.ToLowerInvariant(rune).Value, Rune.ToUpperInvariant(rune).Value]);
        }

        foreach (var members in Irregular)
            Join(orbits, members);
        return orbits.Where(orbit => orbit.Value.Count > 1).ToFrozenDictionary(orbit => orbit.Key, orbit => orbit.Value.Order().ToArray());
    }

    private static void Join(Dictionary<int, HashSet<int>> orbits, int[] members)
    {
        if (members.Length == 3 && members[0] == members[1] && members[0] == members[2])
            return;
        var orbit = new HashSet<int>();
        foreach (var member in members)
            orbit.UnionWith(orbits.TryGetValue(member, out var known) ? known : [member]);
        foreach (var member in orbit)
            orbits[member] = orbit;
    }
}
