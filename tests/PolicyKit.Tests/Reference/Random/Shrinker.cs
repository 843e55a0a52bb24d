namespace PolicyKit.Tests.Reference.Random;

/// <summary>Makes a program smaller as long as it keeps a property: takes out paragraphs, lines and parts of lines.</summary>
internal static class Shrinker
{
    public static RandomProgram Shrink(RandomProgram program, Func<RandomProgram, bool> keeps)
    {
        for (bool isSmaller = true; isSmaller;)
        {
            isSmaller = false;
            foreach (RandomProgram candidate in Smaller(program))
            {
                if (!keeps(candidate)) continue;
                program = candidate;
                isSmaller = true;
                break;
            }
        }
        return program;
    }

    private static IEnumerable<RandomProgram> Smaller(RandomProgram program)
    {
        for (int i = 0; i < program.Modules.Length; i++)
        {
            foreach (string separator in (string[])["\n\n", "\n", "; ", ", ", " with ", " else "])
            {
                string[] parts = program.Modules[i].Split(separator);
                for (int part = 1; part < parts.Length; part++) yield return With(string.Join(separator, parts.Where((_, at) => at != part)));
            }

            RandomProgram With(string text) => program with { Modules = [.. program.Modules.Select((m, at) => at == i ? text : m)] };
        }
    }
}
