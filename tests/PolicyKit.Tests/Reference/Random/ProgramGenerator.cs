namespace PolicyKit.Tests.Reference.Random;

/// <summary>
/// Makes core modules that are well formed but for what only the compiler can say (a variable without a value here and there). A rule reads rules before it and packages before its own, so
/// nothing is recursive. The same seed gives the same program.
/// </summary>
internal sealed partial class ProgramGenerator
{
    private static readonly string[] Packages = ["p0", "p0.q", "p1", "p2"];

    private readonly System.Random _random;
    private string _package = "";

    private ProgramGenerator(int seed) => _random = new System.Random(seed);

    public static RandomProgram Generate(int seed) => new ProgramGenerator(seed).Program();

    private RandomProgram Program()
    {
        string[] modules = [.. Packages.Select(Module)];
        return new RandomProgram(modules, Document(), $"{{\"base\": {Document()}, \"p0\": {{\"x\": {Json(2)}, \"q\": {{\"y\": {Json(2)}}}}}, \"p2\": {Object(1)}}}");
    }

    private string Module(string package)
    {
        _package = package;
        IEnumerable<string> rules = Enumerable.Range(0, 2 + _random.Next(3)).Select(_ => Rule(package));
        string text = $"package {package}\n\nimport data.p0.q\n\n{string.Join("\n\n", rules)}\n";
        // `data.p0` holds `data.p0.q` too.
        if (package != "p0") _packages.Add(package.Split('.')[0]);
        return text;
    }

    private string Document() => $"{{\"a\": [{Several(4, Scalar)}, {Scalar()}], \"b\": {Object(2)}, \"c\": [{Object(1)}, {Object(2)}]}}";

    private string Json(int depth) => depth == 0 ? Scalar() : Pick(
        (2, Scalar),
        (2, () => $"[{Several(4, () => Json(depth - 1))}]"),
        (2, () => Object(depth)));

    private string Object(int depth) => $"{{{string.Join(", ", s_names.Where(_ => Chance(80)).Select(n => $"\"{n}\": {Json(depth - 1)}"))}}}";

    private string Scalar() => OneOf("null", "true", "false", "0", "1", "2", "2", "1.0", "\"a\"", "\"b\"", "\"c\"");

    private string Several(int upTo, Func<string> item) => string.Join(", ", Enumerable.Range(0, 1 + _random.Next(upTo)).Select(_ => item()));

    private T OneOf<T>(params IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Pick(params (int Weight, Func<string> Make)[] choices)
    {
        int at = _random.Next(choices.Sum(c => c.Weight));
        foreach ((int weight, Func<string> make) in choices)
        {
            if (at < weight) return make();
            at -= weight;
        }
        throw new System.Diagnostics.UnreachableException();
    }
}
