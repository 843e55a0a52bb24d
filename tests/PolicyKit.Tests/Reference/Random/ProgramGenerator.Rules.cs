namespace PolicyKit.Tests.Reference.Random;

internal sealed partial class ProgramGenerator
{
    private readonly List<string> _packages = [];
    private readonly List<(string Name, RuleShape Shape)> _rules = [];
    private readonly List<(string Name, int Arity)> _functions = [("count", 1), ("is_string", 1), ("type_name", 1), ("upper", 1), ("walk", 1), ("sum", 1), ("array.concat", 2), ("numbers.range", 2), ("object.get", 3)];
    private int _names;

    private string Rule(string package)
    {
        string name = $"r{_names++}";
        if (Chance(20)) return Function(package, name);
        RuleShape shape = OneOf(RuleShape.Value, RuleShape.Value, RuleShape.Set, RuleShape.Object, RuleShape.Nested);
        string text = shape switch
        {
            RuleShape.Value => Complete(name),
            RuleShape.Set => Set(name),
            RuleShape.Object => Partial(name),
            _ => Nested(name),
        };
        _rules.Add(($"data.{package}.{name}", shape));
        return text;
    }

    private string Complete(string name) => Pick(
        (4, () => Clause(() => name, () => $" := {Comprehension(2)}", 0)),
        (1, () => Clause(() => name, () => $" := {Term(3)}", 0)),
        (2, () => Default(name) + Clauses(() => name, () => $" := {OneOf("1", "1", "1.0", "\"a\"")}")),
        (2, () => Clauses(() => name, () => "")),
        (2, () => Clause(() => name, () => $" := {Term(1)}", 2)));

    private string Default(string name) => $"default {name} := {Pick((3, Scalar), (1, () => $"[{Several(2, Scalar)}]"))}\n\n";

    private string Set(string name) => Clauses(() => name, () => $" contains {Term(2)}");

    private string Partial(string name) => Clauses(() => name, () => $"[{Key()}] := {Term(1)}");

    private string Key() => Chance(85) ? Term(0) : $"[{Term(0)}, {Scalar()}]";

    private string Nested(string name)
    {
        string text = Pick(
            (1, () => Clauses(() => name, () => $".a[{Key()}].b := {Term(1)}")),
            (1, () => Clauses(() => name, () => $"[{Key()}].b := {Term(1)}")),
            (1, () => Clauses(() => name, () => $"[{Key()}][{Key()}] := {Term(1)}")),
            (1, () => Clauses(() => name, () => $"[{Key()}] contains {Term(1)}")),
            (1, () => Clauses(() => name, () => $".a[{Key()}].b[{Key()}] contains {Term(1)}")));
        return text + (Chance(30) ? $"\n\n{name}.c.b := {Scalar()}" : "");
    }

    private string Function(string package, string name)
    {
        int arity = 1 + _random.Next(2);
        string text = Clauses(
            () => $"{name}({string.Join(", ", Enumerable.Range(0, arity).Select(_ => Chance(70) ? NewVariable() : Pattern(1)))})", () => $" := {Term(1)}");
        if (Chance(20)) text = $"default {name}({string.Join(", ", Enumerable.Range(0, arity).Select(i => $"d{i}"))}) := {Scalar()}\n\n{text}";
        _functions.Add(($"data.{package}.{name}", arity));
        return text;
    }

    private string Clauses(Func<string> head, Func<string> value) => string.Join("\n\n", Enumerable.Range(0, 1 + _random.Next(2)).Select(_ => Clause(head, value, 2)));

    /// <summary>What a function's arguments bind is there for the body, and what the body binds for the value.</summary>
    private string Clause(Func<string> head, Func<string> value, int literals)
    {
        _variables.Clear();
        _pending.Clear();
        string start = head();
        EndLiteral();
        string[] arguments = [.. _variables];
        string text = start + Branch(value, literals);
        if (literals == 0 || !text.StartsWith(start + " := ", StringComparison.Ordinal)) return text;
        for (int i = _random.Next(5) - 2; i > 0; i--)
        {
            _variables = [.. arguments];
            text += $" else{Branch(value, 2)}";
        }
        return text;
    }

    /// <summary>What kind of value a rule has.</summary>
    private enum RuleShape
    {
        Value,
        Set,
        Object,
        Nested,
    }

    private string Branch(Func<string> value, int literals)
    {
        if (literals == 0) return value();
        string body = Body(1 + _random.Next(literals), "    ");
        EndLiteral();
        return $"{value()} if {{\n{body}\n}}";
    }
}
