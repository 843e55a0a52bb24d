namespace PolicyKit.Tests.Reference.Random;

internal sealed partial class ProgramGenerator
{
    private static readonly string[] s_names = ["a", "b", "c"];

    private List<string> _variables = [];
    private int _fresh;
    private int _nesting;

    /// <summary>Whether a pattern's names are declared by it.</summary>
    private bool _declares;

    /// <summary>Whether a ref may range over a collection here: not under a negation.</summary>
    private bool _mayRange = true;

    /// <summary>Variables of the literal that is being made: those after it may use them.</summary>
    private readonly List<string> _pending = [];

    private string NewVariable()
    {
        string name = $"v{_fresh++}";
        (Chance(5) ? _variables : _pending).Add(name);
        return name;
    }

    private void EndLiteral()
    {
        _variables.AddRange(_pending);
        _pending.Clear();
    }

    private string Variable() => _variables.Count == 0 ? Scalar() : OneOf(_variables);

    private string Term(int depth) => depth == 0
        ? Pick((3, Scalar), (7, Variable), (4, () => Ref(depth)))
        : Pick(
            (2, Scalar),
            (8, Variable),
            (8, () => Ref(depth)),
            (2, () => $"[{Several(3, () => Term(depth - 1))}]"),
            (1, () => $"{{{Term(depth - 1)}, {Term(depth - 1)}}}"),
            (2, () => $"{{\"a\": {Term(depth - 1)}, \"b\": {Term(depth - 1)}}}"),
            (_nesting < 2 ? 3 : 0, () => Comprehension(depth - 1)),
            (3, () => Call(depth - 1)),
            (1, () => $"({Term(depth - 1)} {OneOf("+", "-", "*", "/", "%", "|", "&")} {Term(depth - 1)})"),
            (1, () => $"({Test(depth - 1)})"),
            (1, () => $"$\"x{{{Term(depth - 1).Replace("\"", "`", StringComparison.Ordinal)}}}\""));

    private string Collection(int depth) => Pick((6, () => Ref(depth)), (2, () => $"[{Several(3, () => Term(0))}]"), (1, () => $"{{{Term(0)}, {Term(0)}}}"), (_nesting < 2 ? 1 : 0, () => Comprehension(depth)));

    private string Ref(int depth) => Pick(
        (6, () => OneOf("input", "data.base") + Pick(
            (4, () => $".a{Element()}"), (4, () => $".b{(_mayRange && Chance(50) ? Element() : $".{OneOf(s_names)}")}"), (3, () => $".c{Element()}{(Chance(50) ? $".{OneOf(s_names)}" : "")}"), (6, () => $".{OneOf(s_names)}"), (1, () => Step() + Step()))),
        (_rules.Count > 0 ? 6 : 0, RuleRef),
        (_packages.Count > 0 ? 2 : 0, () => $"data.{OneOf(_packages)}{Element()}{(Chance(60) ? Element() : "")}{(Chance(30) ? Step() : "")}"),
        (_variables.Count > 0 ? 1 : 0, () => Variable() + Step()),
        (depth > 0 ? 1 : 0, () => Call(0) + Step()),
        (depth > 0 ? 1 : 0, () => $"[{Several(3, () => Term(0))}]{Element()}"),
        (depth > 0 && _nesting < 2 ? 1 : 0, () => Comprehension(0) + Element()));

    private string RuleRef()
    {
        (string path, RuleShape shape) = OneOf(_rules);
        string own = $"data.{_package}.";
        string name = path.StartsWith(own, StringComparison.Ordinal) && Chance(50) ? path[own.Length..] : path.StartsWith("data.p0.q.", StringComparison.Ordinal) && Chance(50) && _package != "p0.q" ? path["data.p0.".Length..] : path;
        return name + shape switch
        {
            RuleShape.Value => Chance(60) ? "" : Element(),
            RuleShape.Set => Chance(20) ? "" : Chance(80) ? Element() : $"[{Pattern(1)}]",
            RuleShape.Object => Chance(20) ? "" : Element() + (Chance(70) ? "" : Step()),
            _ => (Chance(40) ? ".a" : Element()) + (Chance(20) ? "" : Element() + (Chance(50) ? "" : Step())),
        };
    }

    private string Element() => Pick((_mayRange ? 6 : 0, () => $"[{NewVariable()}]"), (_mayRange ? 3 : 0, () => "[_]"), (1, () => $"[{Variable()}]"), (2, () => "[0]"));

    private string Step() => Pick(
        (4, () => $".{OneOf(s_names)}"),
        (1, () => $"[{Scalar()}]"),
        (3, () => $"[{Variable()}]"),
        (_mayRange ? 2 : 0, () => "[_]"),
        (_mayRange ? 4 : 0, () => $"[{NewVariable()}]"),
        (_mayRange ? 1 : 0, () => $"[{Pattern(1)}]"));

    private string Call(int depth)
    {
        (string name, int arity) = Chance(50) ? OneOf(_functions) : _functions[^1];
        return $"{name}({string.Join(", ", Enumerable.Range(0, arity).Select(_ => Term(depth)))})";
    }

    private string Comprehension(int depth)
    {
        (string[] outer, string[] pending) = ([.. _variables], [.. _pending]);
        _pending.Clear();
        bool mayRange = _mayRange;
        _mayRange = true;
        _nesting++;
        string body = Body(1 + _random.Next(3), null);
        string text = Pick(
            (3, () => $"[{Term(depth)} | {body}]"),
            (3, () => $"{{{Term(depth)} | {body}}}"),
            (2, () => $"{{{Term(0)}: {Term(depth)} | {body}}}"));
        _nesting--;
        _mayRange = mayRange;
        _variables = [.. outer];
        _pending.Clear();
        _pending.AddRange(pending);
        return text;
    }

    /// <summary>Matches values of some shape; names new variables now and then.</summary>
    private string Pattern(int depth) => Chance(75) ? NewVariable() : Pick(
        (5, NewVariable),
        (_declares ? 0 : 1, Variable),
        (1, Scalar),
        (depth > 0 ? 3 : 0, () => $"[{Pattern(depth - 1)}, {Pattern(depth - 1)}]"),
        (depth > 0 ? 2 : 0, () => $"{{\"a\": {Pattern(depth - 1)}}}"),
        (depth > 0 ? 1 : 0, () => $"{{\"a\": {Pattern(depth - 1)}, \"b\": {Pattern(depth - 1)}}}"));
}
