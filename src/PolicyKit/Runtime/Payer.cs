namespace PolicyKit.Runtime;

/// <summary>
/// The evaluation that this thread is in. It pays for work that is done far from it, on values that may be large or share their parts: comparison, hashing, ordering, arithmetic on long numbers. Outside of evaluations
/// nobody pays.
/// </summary>
internal static class Payer
{
    private const int TextPerStep = 512;
    private const int MembersPerStep = 32;
    private const int FreeDigits = 64;

    [ThreadStatic]
    private static BuiltinContext? t_current;

    public static BuiltinContext? Current => t_current;

    /// <summary>Who pays from now on; gives who paid before.</summary>
    public static BuiltinContext? Enter(BuiltinContext? payer)
    {
        BuiltinContext? before = t_current;
        t_current = payer;
        return before;
    }

    public static void Charge(long steps) => t_current?.Charge(steps);

    /// <summary>Charges a pass over a text; short ones are free.</summary>
    public static void ChargeText(int length)
    {
        if (length >= TextPerStep) Charge(length / TextPerStep);
    }

    /// <summary>Charges going over so many members of a collection; few are free.</summary>
    public static void ChargeMembers(long members)
    {
        if (members >= MembersPerStep) Charge(members / MembersPerStep);
    }

    /// <summary>Charges arithmetic, reading or writing of a number of so many digits: it takes quadratic time. Usual numbers are free.</summary>
    public static void ChargeDigits(long digits)
    {
        if (digits < FreeDigits) return;
        long blocks = digits / FreeDigits;
        Charge(blocks + (blocks * blocks / 4));
    }
}
